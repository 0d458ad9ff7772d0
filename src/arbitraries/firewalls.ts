import fc from 'fast-check';
import { type Block, parseBlock } from '../addresses/block';
import { protocols } from '../addresses/port';
import type { Span } from '../addresses/spans';
import type { Firewalls, Guarded } from '../dataplane/firewalls';
import type { NetworkAcl, NetworkAclRule } from '../firewall/networkAcl';
import { anyone, protocolsWithPorts, type Way } from '../firewall/rule';
import type { SecurityGroup, SecurityGroupRule } from '../firewall/securityGroup';

// Filters of a cloud, so small that random ones meet.

export const ways = fc.constantFrom<Way>('inbound', 'outbound');
const blocks: fc.Arbitrary<Block> = fc.constantFrom(
  ...['0.0.0.0/0', '10.0.0.0/30', '10.0.0.2/31', '10.0.0.3/32', '::/0', '2001:db8::/126'].flatMap(
    text => parseBlock(text)?.block ?? [],
  ),
);
/** Each ends before a port that flows ask for, or that clients have. */
export const spans: fc.Arbitrary<Span<number>> = fc.constantFrom<Span<number>>(
  [80, 81],
  [1, 80],
  [1, 40000],
  [32768, 60999],
  [1, 65536],
);
const traffic = fc
  .record(
    { protocol: fc.constantFrom(...protocols, 'all' as const), ports: spans },
    { requiredKeys: ['protocol'] },
  )
  // AWS reads ports of TCP and UDP alone, and tables do not take others.
  .map(({ protocol, ports }) =>
    ports && protocolsWithPorts.includes(protocol) ? { protocol, ports } : { protocol },
  );

export const aclRules: fc.Arbitrary<NetworkAclRule> = fc
  .tuple(traffic, fc.integer({ min: 1, max: 12 }), ways, fc.constantFrom('allow', 'deny'), blocks)
  .map(([about, number, way, action, block]) => ({ ...about, number, way, action, block }));
export const acls: fc.Arbitrary<NetworkAcl> = fc
  .uniqueArray(aclRules, { maxLength: 8, selector: ({ way, number }) => `${way} ${number}` })
  .map(rules => ({ name: 'acl', rules }));

export const groupNames = ['web', 'db', 'admin'];
const anyRules: fc.Arbitrary<SecurityGroupRule> = fc
  .tuple(
    traffic,
    ways,
    fc.oneof(
      blocks.map(block => ({ kind: 'block' as const, block })),
      fc.constantFrom(...groupNames).map(group => ({ kind: 'group' as const, group })),
    ),
  )
  .map(([about, way, peer]) => ({ ...about, way, peer }));
/** Rules for everyone, so that some connections are not tracked. */
const openRules: fc.Arbitrary<SecurityGroupRule> = fc
  .tuple(fc.constantFrom(...protocols, 'all' as const), ways, fc.constantFrom(...anyone))
  .map(([protocol, way, block]) => ({ protocol, way, peer: { kind: 'block', block } }));
export const groupRules = fc.oneof(anyRules, openRules);
export const groups: fc.Arbitrary<SecurityGroup> = fc
  .tuple(fc.constantFrom(...groupNames), fc.array(groupRules, { maxLength: 5 }))
  .map(([name, rules]) => ({ name, rules }));

/** A network ACL or none, and every security group that a rule may name, each on some of the pods. */
export function firewalls(pods: readonly string[]): fc.Arbitrary<Firewalls> {
  return firewallDraws.map(draw => draw(pods));
}

/** Nothing, or a protocol for everyone in both directions: what is not tracked. */
const open: fc.Arbitrary<readonly SecurityGroupRule[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...protocols)
      .map(protocol =>
        (['inbound', 'outbound'] as const).flatMap(way =>
          anyone.map((block): SecurityGroupRule => ({ protocol, way, peer: { kind: 'block', block } })),
        ),
      ),
  },
);

/** Firewalls that do not know their pods yet, by `namespace/name`: they are counted then, round and round. */
export const firewallDraws: fc.Arbitrary<(pods: readonly string[]) => Firewalls> = fc
  .record({
    acl: fc.option(fc.tuple(acls, guarded())),
    groups: fc.tuple(
      ...groupNames.map(name =>
        fc.tuple(
          fc
            .tuple(open, fc.array(groupRules, { maxLength: 4 }))
            .map(rules => ({ name, rules: rules.flat() })),
          guarded(),
        ),
      ),
    ),
  })
  .map(({ acl, groups }) => pods => ({
    acls: acl && acl[0].rules.length > 0 ? [{ filter: acl[0], guards: acl[1](pods) }] : [],
    groups: groups.map(([filter, guards]) => ({ filter, guards: guards(pods) })),
  }));

function guarded(): fc.Arbitrary<(pods: readonly string[]) => readonly Guarded[]> {
  return fc.array(fc.nat(), { minLength: 1, maxLength: 3 }).map(numbers => pods => {
    const keys = new Set(numbers.flatMap(number => pods[number % pods.length] ?? []));
    return [...keys].map(key => ({ kind: 'pod', key }));
  });
}
