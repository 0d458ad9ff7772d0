import { expect } from 'chai';
import { parseAddress } from '../addresses/address';
import type { Protocol } from '../addresses/port';
import { readNetworkAcl } from '../english/firewall';
import { judgeAcl } from './networkAcl';
import type { Header, Way } from './rule';

const header = (protocol: Protocol, address: string, destinationPort: number): Header => {
  const peer = parseAddress(address);
  if (!peer) throw new Error(address);
  return { protocol, peer, destinationPort };
};

/** The custom network ACL of the Amazon VPC User Guide, with rules for IPv6, and a host that is kept out. */
const web = readNetworkAcl('web', [
  ['rule', 'direction', 'action', 'protocol', 'ports', 'peer'],
  ['90', 'inbound', 'deny', 'all', 'all', '198.51.100.7'],
  ['100', 'inbound', 'allow', 'TCP', '80', '0.0.0.0/0'],
  ['105', 'inbound', 'allow', 'TCP', '80', '::/0'],
  ['110', 'inbound', 'allow', 'TCP', '443', '0.0.0.0/0'],
  ['120', 'inbound', 'allow', 'TCP', '22', '192.0.2.0/24'],
  ['140', 'inbound', 'allow', 'TCP', '32768-65535', '0.0.0.0/0'],
  ['150', 'inbound', 'deny', 'TCP', '443', '192.0.2.0/24'],
  ['160', 'inbound', 'allow', 'SCTP', '', '192.0.2.0/24'],
  ['100', 'outbound', 'allow', 'TCP', '80', '0.0.0.0/0'],
  ['120', 'outbound', 'allow', 'TCP', '1024-65535', '192.0.2.0/24'],
  ['130', 'outbound', 'deny', 'UDP', '40000', 'anyone'],
  ['140', 'outbound', 'allow', 'all', '', 'anyone'],
]);

const decisions: readonly (readonly [string, Way, Header, string])[] = [
  [
    'a rule further down, past those that do not match',
    'inbound',
    header('TCP', '203.0.113.9', 443),
    '110 allow',
  ],
  ['the closing rule where nothing matches', 'inbound', header('TCP', '203.0.113.9', 139), '* deny'],
  ['the lowest number, a denial', 'inbound', header('TCP', '198.51.100.7', 80), '90 deny'],
  ['the lowest number, though a denial comes later', 'inbound', header('TCP', '192.0.2.8', 443), '110 allow'],
  ['the rule for the address that sends', 'inbound', header('TCP', '192.0.2.8', 22), '120 allow'],
  ['no rule for other addresses', 'inbound', header('TCP', '203.0.113.9', 22), '* deny'],
  ['no rule of another protocol', 'inbound', header('UDP', '203.0.113.9', 80), '* deny'],
  ['a rule for all ports', 'inbound', header('SCTP', '192.0.2.8', 38412), '160 allow'],
  ['the rules of the other family apart', 'inbound', header('TCP', '2001:db8::1', 80), '105 allow'],
  ['no rule for IPv4 in IPv6', 'inbound', header('TCP', '2001:db8::1', 443), '* deny'],
  ['the first port of a range', 'inbound', header('TCP', '203.0.113.9', 32768), '140 allow'],
  ['no range before it begins', 'inbound', header('TCP', '203.0.113.9', 32767), '* deny'],
  ['the last port of a range', 'outbound', header('TCP', '192.0.2.8', 65535), '120 allow'],
  [
    'the outbound rule of a number that is inbound as well',
    'outbound',
    header('TCP', '1.2.3.4', 80),
    '100 allow',
  ],
  ['a rule for anyone in IPv4', 'outbound', header('UDP', '1.2.3.4', 40000), '130 deny'],
  ['a rule for anyone in IPv6', 'outbound', header('UDP', '2001:db8::1', 40000), '130 deny'],
  ['a rule for all protocols', 'outbound', header('SCTP', '2001:db8::1', 1), '140 allow'],
];

describe('a network ACL', () => {
  for (const [title, way, packet, expected] of decisions)
    it(`is decided by ${title}`, () => {
      const { allowed, by } = judgeAcl(web, way, packet);
      expect(`${by?.number ?? '*'} ${allowed ? 'allow' : 'deny'}`).to.equal(expected);
      if (by) expect([by.way, by.block.family]).to.deep.equal([way, packet.peer.family]);
    });

  it('denies everything without rules', () => {
    for (const way of ['inbound', 'outbound'] as const)
      expect(judgeAcl({ name: 'new', rules: [] }, way, header('TCP', '10.0.0.1', 80))).to.deep.equal({
        allowed: false,
        by: undefined,
      });
  });

  it('reads ports of TCP and UDP only, as the EC2 API does', () => {
    const [rule] = readNetworkAcl('x', [
      ['rule', 'direction', 'action', 'peer'],
      ['1', 'inbound', 'allow', '10.0.0.0/8'],
    ]).rules;
    if (!rule) throw new Error('no rule');
    for (const protocol of ['all', 'SCTP'] as const) {
      const acl = { name: 'x', rules: [{ ...rule, protocol, ports: [80, 81] as const }] };
      expect(judgeAcl(acl, 'inbound', header('SCTP', '10.0.0.1', 443)).allowed, protocol).to.equal(true);
    }
  });
});
