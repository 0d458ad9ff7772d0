import fc from 'fast-check';
import { type Block, parseBlock } from '../addresses/block';
import { protocols } from '../addresses/port';
import type { Span } from '../addresses/spans';
import type { NetworkAcl, NetworkAclRule } from '../firewall/networkAcl';
import { anyone, type Way } from '../firewall/rule';
import type { SecurityGroup, SecurityGroupRule } from '../firewall/securityGroup';

// Filters so small that random ones meet.

export const ways = fc.constantFrom<Way>('inbound', 'outbound');
const blocks: fc.Arbitrary<Block> = fc.constantFrom(
  ...['0.0.0.0/0', '10.0.0.0/30', '10.0.0.2/31', '10.0.0.3/32', '::/0', '2001:db8::/126'].flatMap(
    text => parseBlock(text)?.block ?? [],
  ),
);
export const spans: fc.Arbitrary<Span<number>> = fc.constantFrom<Span<number>>(
  [80, 81],
  [80, 90],
  [1024, 65536],
  [1, 65536],
  [1, 1024],
);
const traffic = fc.record(
  { protocol: fc.constantFrom(...protocols, 'all' as const), ports: spans },
  { requiredKeys: ['protocol'] },
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
