import { expect } from 'chai';
import { parseAddress } from '../addresses/address';
import type { Protocol } from '../addresses/port';
import { readSecurityGroup } from '../english/firewall';
import type { Header, Way } from './rule';
import { isUntracked, judgeGroups } from './securityGroup';

const header = (protocol: Protocol, address: string, destinationPort: number): Header => {
  const peer = parseAddress(address);
  if (!peer) throw new Error(address);
  return { protocol, peer, destinationPort };
};
const group = (name: string, ...rows: readonly (readonly string[])[]) =>
  readSecurityGroup(name, [['direction', 'protocol', 'ports', 'peer'], ...rows]);

const web = group(
  'web',
  ['inbound', 'TCP', '80', '0.0.0.0/0'],
  ['inbound', 'TCP', '22', 'group admin'],
  ['outbound', 'TCP', '5432', 'group db'],
);
const office = group('office', ['inbound', 'TCP', '8000-8999', '192.0.2.0/24'], ['outbound', 'none']);

const decisions: readonly (readonly [string, Way, Header, readonly string[], string])[] = [
  ['a block', 'inbound', header('TCP', '203.0.113.9', 80), [], 'web 1'],
  ['no rule for another port', 'inbound', header('TCP', '203.0.113.9', 81), [], 'denied'],
  ['no rule of another protocol', 'inbound', header('UDP', '203.0.113.9', 80), [], 'denied'],
  ['no rule for the other family', 'inbound', header('TCP', '2001:db8::1', 80), [], 'denied'],
  ['the groups of the peer', 'inbound', header('TCP', '10.0.0.1', 22), ['ops', 'admin'], 'web 2'],
  ['no group that the peer is not in', 'inbound', header('TCP', '10.0.0.1', 22), ['ops'], 'denied'],
  ['no inbound rule on the way out', 'outbound', header('TCP', '203.0.113.9', 80), [], 'denied'],
  ['an outbound rule', 'outbound', header('TCP', '10.0.0.9', 5432), ['db'], 'web 3'],
  ['a rule of another group of the interface', 'inbound', header('TCP', '192.0.2.8', 8999), [], 'office 1'],
  ['no group for itself alone', 'inbound', header('TCP', '10.0.0.1', 8080), ['web', 'office'], 'denied'],
];

describe('security groups', () => {
  for (const [title, way, packet, peerGroups, expected] of decisions)
    it(`decide by ${title}`, () => {
      const decision = judgeGroups([web, office], way, packet, peerGroups);
      expect(decision.allowed ? `${decision.by.group.name} ${decision.by.rule}` : 'denied').to.equal(
        expected,
      );
    });

  it('let nothing through where there are none', () => {
    expect(judgeGroups([], 'inbound', header('TCP', '10.0.0.1', 80), ['web'])).to.deep.equal({
      allowed: false,
    });
  });
});

/** The example of the EC2 User Guide, "Security group connection tracking", and its variations. */
const inbound = [
  ['inbound', 'TCP', '22', '203.0.113.1/32'],
  ['inbound', 'TCP', '80', '0.0.0.0/0'],
  ['inbound', 'TCP', '80', '::/0'],
  ['inbound', 'all', 'all', 'group admin'],
];
const example = group('example', ...inbound);
const http = header('TCP', '203.0.113.1', 80);
const http6 = header('TCP', '2001:db8::1', 80);
const ssh = header('TCP', '203.0.113.1', 22);

const tracking: readonly (readonly [string, readonly ReturnType<typeof group>[], Way, Header, boolean])[] = [
  ['SSH, which only one address may open', [example], 'inbound', ssh, true],
  ['HTTP, as anyone may open it and anything may go out', [example], 'inbound', http, false],
  ['HTTP in IPv6 likewise', [example], 'inbound', http6, false],
  ['what nobody may open', [example], 'inbound', header('TCP', '203.0.113.1', 81), true],
  ['what goes out, as not all may come in', [example], 'outbound', http, true],
  [
    'HTTP without the open outbound rule for IPv4',
    [group('x', ...inbound, ['outbound', 'all', 'all', '::/0'])],
    'inbound',
    http,
    true,
  ],
  [
    'HTTP in IPv6, though IPv4 has lost its open outbound rule',
    [group('x', ...inbound, ['outbound', 'all', 'all', '::/0'])],
    'inbound',
    http6,
    false,
  ],
  [
    'HTTP where nothing may go out',
    [group('x', ...inbound, ['outbound', 'none', '', ''])],
    'inbound',
    http,
    true,
  ],
  [
    'HTTP where all ports of TCP are open outbound',
    [group('x', ...inbound, ['outbound', 'TCP', '1-65535', 'anyone'])],
    'inbound',
    http,
    false,
  ],
  [
    'HTTP where only UDP is open outbound',
    [group('x', ...inbound, ['outbound', 'UDP', 'all', 'anyone'])],
    'inbound',
    http,
    true,
  ],
  [
    'HTTP where some ports are left out outbound',
    [group('x', ...inbound, ['outbound', 'TCP', '1024-65535', 'anyone'])],
    'inbound',
    http,
    true,
  ],
  [
    'HTTP where the last port is left out outbound',
    [group('x', ...inbound, ['outbound', 'TCP', '1-65534', 'anyone'])],
    'inbound',
    http,
    true,
  ],
  [
    'HTTP where a half of all addresses is left out outbound',
    [group('x', ...inbound, ['outbound', 'all', 'all', '0.0.0.0/1'])],
    'inbound',
    http,
    true,
  ],
  [
    'HTTP, a narrower rule beside the open one',
    [group('x', ['inbound', 'TCP', '80', '203.0.113.0/24'], ...inbound)],
    'inbound',
    http,
    false,
  ],
  [
    'HTTP, where one group lets it in and another all out',
    [group('in', ...inbound, ['outbound', 'none', '', '']), group('out', ['inbound', 'none', '', ''])],
    'inbound',
    http,
    false,
  ],
  [
    'what goes out where all may come in',
    [group('x', ['inbound', 'all', 'all', '0.0.0.0/0'])],
    'outbound',
    header('UDP', '203.0.113.1', 53),
    false,
  ],
  [
    'SCTP, whatever the rules',
    [group('x', ['inbound', 'all', 'all', 'anyone'])],
    'inbound',
    header('SCTP', '203.0.113.1', 80),
    true,
  ],
];

describe('connection tracking of security groups', () => {
  for (const [title, groups, way, request, tracked] of tracking)
    it(`${tracked ? 'keeps' : 'leaves out'} ${title}`, () => {
      expect(isUntracked(groups, way, request)).to.equal(!tracked);
    });
});
