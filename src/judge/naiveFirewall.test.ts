import { expect } from 'chai';
import ipaddr from 'ipaddr.js';
import type { Flow, Party } from '../cluster/flow';
import type { Pod } from '../cluster/pod';
import {
  firewallStop,
  type JudgedAclRule,
  type JudgedFirewalls,
  type JudgedGroupRule,
} from './naiveFirewall';

function pod(name: string, address: string): Party {
  const traits = { hostNetwork: false, finished: false, terminating: false, addresses: [], labels: {} };
  const own: Pod = { namespace: 'shop', name, listening: { kind: 'everything' }, ...traits };
  const value = ipaddr
    .parse(address)
    .toByteArray()
    .reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return { kind: 'pod', pod: own, address: { family: 'IPv4', value } };
}

const [web, db] = [pod('web', '10.0.0.1'), pod('db', '10.0.1.1')];
const request: Flow = {
  source: web,
  destination: db,
  protocol: 'TCP',
  sourcePort: 50_000,
  destinationPort: 80,
};
const reply: Flow = {
  source: db,
  destination: web,
  protocol: 'TCP',
  sourcePort: 80,
  destinationPort: 50_000,
};

const all = { protocol: 'all', cidr: '0.0.0.0/0' } as const;
const allow = (
  number: number,
  way: 'inbound' | 'outbound',
  about: Partial<JudgedAclRule> = {},
): JudgedAclRule => ({
  ...all,
  number,
  way,
  action: 'allow',
  ...about,
});
const acl = (...rules: readonly JudgedAclRule[]): JudgedFirewalls => ({
  acls: [{ pods: ['shop/db'], rules }],
  groups: [],
});
const group = (...rules: readonly JudgedGroupRule[]): JudgedFirewalls => ({
  acls: [],
  groups: [{ name: 'db', pods: ['shop/db'], rules }],
});
const web80 = { way: 'inbound', protocol: 'TCP', ports: { from: 80, to: 80 }, cidr: '0.0.0.0/0' } as const;

/** What becomes of the request, of the reply, and of an ICMP error in its place. */
const cases: readonly (readonly [
  title: string,
  firewalls: JudgedFirewalls,
  request: string,
  reply: string,
  error: string,
])[] = [
  ['an ACL without rules denies', acl(), 'ingress', 'egress', 'egress'],
  ['an ACL forgets', acl(allow(1, 'inbound')), 'passes', 'egress', 'egress'],
  ['both ways are allowed', acl(allow(1, 'inbound'), allow(1, 'outbound')), 'passes', 'passes', 'passes'],
  [
    'the lower number decides, wherever it stands',
    acl(allow(2, 'inbound'), allow(1, 'inbound', { action: 'deny' }), allow(1, 'outbound')),
    'ingress',
    'passes',
    'passes',
  ],
  [
    'replies go to the ports of clients',
    acl(allow(1, 'inbound'), allow(1, 'outbound', { protocol: 'TCP', ports: { from: 1024, to: 49_999 } })),
    'passes',
    'egress',
    'egress',
  ],
  [
    'an ACL of both ends is their subnet',
    { acls: [{ pods: ['shop/web', 'shop/db'], rules: [] }], groups: [] },
    'passes',
    'passes',
    'passes',
  ],
  [
    'a group without rules lets nothing in; a reply is judged by its request',
    group(),
    'ingress',
    'passes',
    'passes',
  ],
  ['a group that allows remembers', group(web80), 'passes', 'passes', 'passes'],
  [
    'a block that the client is not in',
    group({ ...web80, cidr: '10.0.0.2/32' }),
    'ingress',
    'passes',
    'passes',
  ],
  [
    'what is open to everyone in both directions is not tracked, errors neither',
    group(web80, { way: 'outbound', protocol: 'TCP', cidr: '0.0.0.0/0' }),
    'passes',
    'passes',
    'egress',
  ],
  [
    'what may go to some ports alone is tracked',
    group(web80, { way: 'outbound', protocol: 'TCP', ports: { from: 1024, to: 65_535 }, cidr: '0.0.0.0/0' }),
    'passes',
    'passes',
    'passes',
  ],
];

describe('the naive judge of firewalls', () => {
  for (const [title, firewalls, ...expected] of cases)
    it(title, () => {
      const packets = [
        { header: request, isIcmp: false, request },
        { header: reply, isIcmp: false, request },
        { header: reply, isIcmp: true, request },
      ];
      const stops = packets.map(packet => firewallStop(firewalls, packet)?.direction ?? 'passes');
      expect(stops).to.deep.equal(expected);
    });

  it('knows members of a group by its name', () => {
    const rule = { way: 'inbound', protocol: 'TCP', group: 'web' } as const;
    const groups = [
      ...group(rule).groups,
      { name: 'web', pods: ['shop/web'], rules: [{ ...all, way: 'outbound' as const }] },
    ];
    const packet = { header: request, isIcmp: false, request };
    expect(firewallStop({ acls: [], groups }, packet)).to.equal(undefined);
    expect(firewallStop({ acls: [], groups: groups.slice(0, 1) }, packet)).to.deep.equal({
      filter: 'security group',
      direction: 'ingress',
    });
  });
});
