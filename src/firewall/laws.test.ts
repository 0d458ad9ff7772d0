import { expect } from 'chai';
import fc from 'fast-check';
import { type Address, families, width } from '../addresses/address';
import { parseBlock } from '../addresses/block';
import { protocols } from '../addresses/port';
import { cutAt, type Span } from '../addresses/spans';
import { aclRules, acls, groupNames, groupRules, groups, ways } from '../arbitraries/firewalls';
import { type Filters, firewallPortEdges, firewallSpans } from './edges';
import { judgeAcl, type NetworkAcl, type NetworkAclRule } from './networkAcl';
import { type Header, opposite } from './rule';
import { isUntracked, judgeGroups, type SecurityGroup } from './securityGroup';

const interfaces = fc.array(groups, { maxLength: 3 });
const memberships = fc.subarray(groupNames);

const peers: fc.Arbitrary<Address> = fc.oneof(
  fc.bigInt({ min: 0x09ffffffn, max: 0x0a000005n }).map(value => ({ family: 'IPv4' as const, value })),
  fc
    .bigInt({ min: 0n, max: 5n })
    .map(by => ({ family: 'IPv6' as const, value: (0x20010db8n << 96n) - 1n + by })),
);
const ports = fc.constantFrom(1, 79, 80, 81, 89, 90, 1023, 1024, 40000, 65535);
const headers: fc.Arbitrary<Header> = fc.record({
  protocol: fc.constantFrom(...protocols),
  peer: peers,
  destinationPort: ports,
});

const shuffled = <Value>(values: readonly Value[]): fc.Arbitrary<Value[]> =>
  fc.shuffledSubarray([...values], { minLength: values.length });

const runs = { numRuns: 500 };

describe('any network ACL', () => {
  it('decides the same in whichever order its rules stand', () => {
    const orders = acls.chain(acl => fc.tuple(fc.constant(acl), shuffled(acl.rules)));
    fc.assert(
      fc.property(orders, ways, headers, ([acl, rules], way, header) => {
        expect(judgeAcl({ ...acl, rules }, way, header)).to.deep.equal(judgeAcl(acl, way, header));
      }),
      runs,
    );
  });

  it('heeds no rule behind the first one that matches', () => {
    fc.assert(
      fc.property(acls, ways, headers, aclRules, fc.nat(20), (acl, way, header, rule, behind) => {
        const before = judgeAcl(acl, way, header);
        fc.pre(before.by !== undefined);
        const later = { ...rule, number: (before.by?.number ?? 0) + 1 + behind };
        expect(judgeAcl({ ...acl, rules: [later, ...acl.rules] }, way, header)).to.deep.equal(before);
      }),
      runs,
    );
  });

  it('follows a matching rule before all others', () => {
    fc.assert(
      fc.property(acls, ways, headers, fc.constantFrom('allow', 'deny'), (acl, way, header, action) => {
        const { family } = header.peer;
        const block = { family, prefix: 0, span: [0n, 1n << BigInt(width[family])] } as const;
        const first: NetworkAclRule = { number: 0, way, action, protocol: 'all', block };
        expect(judgeAcl({ ...acl, rules: [...acl.rules, first] }, way, header)).to.deep.equal({
          allowed: action === 'allow',
          by: first,
        });
      }),
      runs,
    );
  });
});

describe('any security groups', () => {
  it('decide the same in whichever order groups and rules stand', () => {
    const orders = interfaces.chain(all =>
      fc.tuple(
        fc.constant(all),
        shuffled(all).chain(reordered =>
          fc.tuple(...reordered.map(group => shuffled(group.rules).map(rules => ({ ...group, rules })))),
        ),
      ),
    );
    fc.assert(
      fc.property(orders, ways, headers, memberships, ([all, reordered], way, header, peerGroups) => {
        expect(judgeGroups(reordered, way, header, peerGroups).allowed).to.equal(
          judgeGroups(all, way, header, peerGroups).allowed,
        );
        expect(isUntracked(reordered, way, header)).to.equal(isUntracked(all, way, header));
      }),
      runs,
    );
  });

  it('close nothing by one more rule, and track no more', () => {
    fc.assert(
      fc.property(
        groups,
        interfaces,
        groupRules,
        ways,
        headers,
        memberships,
        (group, rest, rule, way, header, of) => {
          const before = [group, ...rest];
          const after = [{ ...group, rules: [rule, ...group.rules] }, ...rest];
          if (judgeGroups(before, way, header, of).allowed)
            expect(judgeGroups(after, way, header, of).allowed).to.equal(true);
          if (isUntracked(before, way, header)) expect(isUntracked(after, way, header)).to.equal(true);
        },
      ),
      runs,
    );
  });

  it('name a rule that lets the packet through by itself', () => {
    fc.assert(
      fc.property(interfaces, ways, headers, memberships, (all, way, header, of) => {
        const decision = judgeGroups(all, way, header, of);
        if (!decision.allowed) return;
        const { group, rule } = decision.by;
        const alone = { ...group, rules: group.rules.slice(rule - 1, rule) };
        expect(judgeGroups([alone], way, header, of)).to.deep.equal({
          allowed: true,
          by: { group: alone, rule: 1 },
        });
      }),
      runs,
    );
  });

  it('let an untracked connection pass both ways by their rules, to whichever port its replies go', () => {
    fc.assert(
      fc.property(interfaces, ways, headers, ports, (all, way, header, client) => {
        fc.pre(isUntracked(all, way, header));
        expect(judgeGroups(all, way, header, []).allowed).to.equal(true);
        expect(judgeGroups(all, opposite[way], { ...header, destinationPort: client }, []).allowed).to.equal(
          true,
        );
      }),
      runs,
    );
  });
});

/** Everything that the filters say of a packet, reasons included. */
const answers = ({ acls, groups }: Filters, header: Header, of: readonly string[]): unknown =>
  (['inbound', 'outbound'] as const).map(way => [
    ...acls.map(acl => judgeAcl(acl, way, header)),
    judgeGroups(groups, way, header, of),
    isUntracked(groups, way, header),
  ]);

describe('the edges of filters', () => {
  const filters = fc.record({ acls: fc.array(acls, { maxLength: 2 }), groups: interfaces });
  const within = fc.double({ min: 0, max: 1, noNaN: true });

  it('leave all ports between two of them with the same answers', () => {
    fc.assert(
      fc.property(filters, headers, memberships, within, (all, header, of, at) => {
        for (const [start, end] of cutAt([[1, 65536]], firewallPortEdges(all, header.protocol))) {
          const [first, ...others] = [start, Math.floor(start + at * (end - 1 - start)), end - 1].map(
            destinationPort => answers(all, { ...header, destinationPort }, of),
          );
          for (const other of others) expect(other, `ports ${start}-${end - 1}`).to.deep.equal(first);
        }
      }),
      runs,
    );
  });

  it('leave all addresses between two of them with the same answers', () => {
    fc.assert(
      fc.property(filters, headers, memberships, fc.constantFrom(...families), (all, header, of, family) => {
        const everything: Span<bigint> = [0n, 1n << BigInt(width[family])];
        for (const [start, end] of cutAt([everything], firewallSpans(all)[family].flat())) {
          const [first, ...others] = [start, (start + end) / 2n, end - 1n].map(value =>
            answers(all, { ...header, peer: { family, value } }, of),
          );
          for (const other of others) expect(other, `addresses from ${start} to ${end}`).to.deep.equal(first);
        }
      }),
      runs,
    );
  });

  it('are only those of rules for the protocol, each once', () => {
    const any = parseBlock('10.0.0.0/8')?.block;
    if (!any) throw new Error('no block');
    const rule = { way: 'inbound', action: 'allow', block: any } as const;
    const acl: NetworkAcl = {
      name: 'x',
      rules: [
        { ...rule, number: 1, protocol: 'TCP', ports: [80, 81] },
        { ...rule, number: 2, protocol: 'UDP', ports: [53, 54] },
        { ...rule, number: 3, protocol: 'all' },
        { ...rule, number: 4, protocol: 'TCP', ports: [1, 65536] },
      ],
    };
    const group: SecurityGroup = {
      name: 'x',
      rules: [
        { way: 'outbound', protocol: 'TCP', ports: [80, 90], peer: { kind: 'block', block: any } },
        { way: 'outbound', protocol: 'SCTP', ports: [7, 9], peer: { kind: 'group', group: 'db' } },
      ],
    };
    const all = { acls: [acl], groups: [group] };
    expect(protocols.map(protocol => firewallPortEdges(all, protocol))).to.deep.equal([
      [80, 81, 90],
      [53, 54],
      [],
    ]);
    expect(firewallSpans(all)).to.deep.equal({ IPv4: [any.span], IPv6: [] });
  });
});
