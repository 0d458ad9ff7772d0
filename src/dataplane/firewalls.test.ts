import { expect } from 'chai';
import fc from 'fast-check';
import { type Address, parseAddress } from '../addresses/address';
import { addressSetOf } from '../addresses/addressSet';
import { parseBlock } from '../addresses/block';
import type { Span, Spans } from '../addresses/spans';
import { acls, groupNames, groups } from '../arbitraries/firewalls';
import type { Party } from '../cluster/flow';
import { podKey } from '../cluster/pod';
import { modelNames, models } from '../settings/models';
import { askedNetworks, podWith } from '../testing/smallNetworks';
import { attempt, type CaseVerdict } from './attempt';
import { casesOf, isListening } from './cases';
import { exchanges } from './exchange';
import { aclOf, type Firewalls, firewallKey, type Guarded, spansOfFirewalls } from './firewalls';
import { type Network, networkOf } from './network';
import { walk } from './walk';

/** Two network ACLs and up to three security groups, on pods, a node and addresses outside. */
const firewallsOf = ({ cluster }: Network): fc.Arbitrary<Firewalls> => {
  const guards = fc.subarray<Guarded>(
    [
      ...[...cluster.pods.values()].map(pod => ({ kind: 'pod' as const, key: podKey(pod) })),
      { kind: 'node', node: 'n2' },
      { kind: 'addresses', addresses: { IPv4: [[0xcb007100n, 0xcb007110n]], IPv6: [] } },
    ],
    { minLength: 1 },
  );
  return fc.record({
    acls: fc
      .tuple(fc.record({ filter: acls, guards }), fc.record({ filter: acls, guards }))
      .map(both =>
        both.map(({ filter, ...rest }, i) => ({ ...rest, filter: { ...filter, name: `acl-${i}` } })),
      ),
    groups: fc.uniqueArray(fc.record({ filter: groups, guards }), {
      maxLength: groupNames.length,
      selector: ({ filter }) => filter.name,
    }),
  });
};

const guarded = askedNetworks.chain(({ network, question }) =>
  firewallsOf(network).map(firewalls => ({
    network: networkOf(network.cluster, network.policies.policies, network.settings, {
      firewalls,
      untracked: new Map(),
      starting: new Set(),
    }),
    question,
  })),
);

const share = fc.double({ min: 0, max: 1, noNaN: true });
const within = (address: Address, range: Spans<bigint> | undefined, at: number): Address => {
  const [first] = range ?? [];
  if (!first) return address;
  return { ...address, value: first[0] + BigInt(Math.floor(at * Number(first[1] - first[0] - 1n))) };
};
const between = ([start, end]: Span<number>, at: number): number =>
  start + Math.floor(at * (end - 1 - start));

/** Where walks were stopped, client port by client port; neighbours with the same outcome are one. */
const outcomes = ({ walks }: CaseVerdict): readonly string[] =>
  walks
    .map(({ dropped }) =>
      dropped ? `${dropped.at.filter} ${dropped.at.direction} ${dropped.packet.kind.name}` : 'passes',
    )
    .filter((outcome, i, all) => outcome !== all[i - 1]);

describe('the key of the filters on a party', () => {
  it('tells a group called "a,b" from the groups a and b', () => {
    const guards: readonly Guarded[] = [{ kind: 'addresses', addresses: { IPv4: [[1n, 2n]], IPv6: [] } }];
    const party = { kind: 'external', name: 'x', address: { family: 'IPv4', value: 1n } } as const;
    const keyOf = (...names: readonly string[]): string =>
      firewallKey({ acls: [], groups: names.map(name => ({ filter: { name, rules: [] }, guards })) }, party);
    expect(keyOf('a,b')).not.to.equal(keyOf('a', 'b'));
    expect(keyOf('a')).not.to.equal(keyOf('b'));
  });
});

describe('a filter', () => {
  const at = (text: string): Address => parseAddress(text) ?? { family: 'IPv4', value: 0n };
  const blockOf = (text: string) => {
    const block = parseBlock(text)?.block;
    return addressSetOf(block ? [block] : []);
  };
  const parties: Readonly<Record<string, Party>> = {
    'pod one on a': { kind: 'pod', pod: podWith('one', { node: 'a' }), address: at('10.0.0.1') },
    'pod two on a': { kind: 'pod', pod: podWith('two', { node: 'a' }), address: at('10.0.0.2') },
    'pod adrift': { kind: 'pod', pod: podWith('adrift'), address: at('10.0.0.3') },
    'node a': { kind: 'node', node: 'a', address: at('192.168.0.1') },
    'node b': { kind: 'node', node: 'b', address: at('192.168.0.2') },
    outside: { kind: 'external', name: 'outside', address: at('2001:db8::1') },
  };
  const guards: readonly (readonly [string, Guarded, readonly string[]])[] = [
    ['a pod', { kind: 'pod', key: 'x/one' }, ['pod one on a']],
    ['a node with its pods', { kind: 'node', node: 'a' }, ['pod one on a', 'pod two on a', 'node a']],
    [
      'whoever has one of some addresses',
      { kind: 'addresses', addresses: blockOf('10.0.0.2/31') },
      ['pod two on a', 'pod adrift'],
    ],
    ['whoever has one in IPv6', { kind: 'addresses', addresses: blockOf('2001:db8::/64') }, ['outside']],
  ];
  for (const [whom, guard, expected] of guards)
    it(`guards ${whom}, and nobody else`, () => {
      const firewalls: Firewalls = {
        acls: [{ filter: { name: 'acl', rules: [] }, guards: [guard] }],
        groups: [],
      };
      const guarded = Object.entries(parties).filter(([, party]) => aclOf(firewalls, party));
      expect(guarded.map(([name]) => name)).to.deep.equal(expected);
    });

  it('tells addresses apart by whom it guards, in each family', () => {
    const spans = ['10.0.0.0/24', '2001:db8::/64'].map(text =>
      spansOfFirewalls({
        acls: [],
        groups: [
          { filter: { name: 'group', rules: [] }, guards: [{ kind: 'addresses', addresses: blockOf(text) }] },
        ],
      }),
    );
    expect(spans).to.deep.equal([blockOf('10.0.0.0/24'), blockOf('2001:db8::/64')]);
  });
});

describe('a case behind firewalls', () => {
  it('stands for every address and every port that it covers', () => {
    fc.assert(
      fc.property(guarded, fc.constantFrom(...modelNames), share, ({ network, question }, model, at) => {
        for (const one of casesOf(network, question).slice(0, 5)) {
          const port = between(one.ports, at);
          const narrow = {
            ...one,
            source: { ...one.source, address: within(one.source.address, one.ranges.source, at) },
            destination: {
              ...one.destination,
              address: within(one.destination.address, one.ranges.destination, at),
            },
            ports: [port, port + 1] as const,
          };
          expect(outcomes(attempt(network, models[model], narrow))).to.deep.equal(
            outcomes(attempt(network, models[model], one)),
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('walks apart for client ports that a network ACL tells apart', () => {
    fc.assert(
      fc.property(guarded, share, ({ network, question }, at) => {
        for (const one of casesOf(network, question).slice(0, 3)) {
          const open = isListening(one.destination, one.protocol, one.ports);
          const { listening, closed } = exchanges[one.protocol];
          for (const { sourcePorts, dropped } of attempt(network, models.stateful, one).walks) {
            const { source, destination, protocol } = one;
            const sourcePort = between(sourcePorts, at);
            const flow = { source, destination, protocol, sourcePort, destinationPort: one.ports[0] };
            const alike = walk(network, models.stateful, flow, open ? listening : closed);
            expect(alike.dropped?.packet.kind.name).to.equal(dropped?.packet.kind.name);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
