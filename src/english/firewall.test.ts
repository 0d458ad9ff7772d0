import { expect } from 'chai';
import fc from 'fast-check';
import { formatBlock } from '../addresses/block';
import type { NetworkAclRule } from '../firewall/networkAcl';
import type { Traffic } from '../firewall/rule';
import type { SecurityGroupRule } from '../firewall/securityGroup';
import { readNetworkAcl, readSecurityGroup } from './firewall';
import { Refusal } from './refusal';

type Cells = readonly (readonly string[])[];

/** The cells of a table as it is drawn in a feature. */
const cells = (table: string): Cells =>
  table
    .trim()
    .split('\n')
    .map(line => line.trim().slice(1, -1).split('|'));

const trafficText = ({ protocol, ports }: Traffic): string =>
  `${protocol} ${ports ? `${ports[0]}-${ports[1] - 1}` : 'all'}`;
const aclText = (rule: NetworkAclRule): string =>
  `${rule.number} ${rule.way} ${rule.action} ${trafficText(rule)} ${formatBlock(rule.block)}`;
const groupText = (rule: SecurityGroupRule): string =>
  `${rule.way} ${trafficText(rule)} ${rule.peer.kind === 'block' ? formatBlock(rule.peer.block) : `group ${rule.peer.group}`}`;

const acl = (table: string): readonly string[] =>
  readNetworkAcl('db-subnet', cells(table)).rules.map(aclText);
const group = (table: string): readonly string[] =>
  readSecurityGroup('web', cells(table)).rules.map(groupText);

const aclHeader = '| rule | direction | action | protocol | ports | peer |';
const groupHeader = '| direction | protocol | ports | peer |';
const out = ['outbound all all 0.0.0.0/0', 'outbound all all ::/0'];

const aclRows: readonly (readonly [string, string, readonly string[]])[] = [
  ['a port', '| 100 | inbound | allow | TCP | 80 | 0.0.0.0/0 |', ['100 inbound allow TCP 80-80 0.0.0.0/0']],
  [
    'a range of ports',
    '| 100 | outbound | allow | udp | 1024 - 65535 | ::/0 |',
    ['100 outbound allow UDP 1024-65535 ::/0'],
  ],
  ['all protocols', '| 1 | in | DENY | all | all | 10.0.0.0/8 |', ['1 inbound deny all all 10.0.0.0/8']],
  [
    'nothing of protocol and ports',
    '| 1 | out | deny | | | 10.0.0.0/8 |',
    ['1 outbound deny all all 10.0.0.0/8'],
  ],
  [
    'an address',
    '| 32766 | ingress | allow | sctp | | 10.0.0.1 |',
    ['32766 inbound allow SCTP all 10.0.0.1/32'],
  ],
  [
    'all ports as AWS writes them',
    '| 7 | egress | allow | TCP | 0-65535 | fd00::1 |',
    ['7 outbound allow TCP all fd00::1/128'],
  ],
  [
    'anyone, a rule for each family',
    '| 7 | Outbound | Allow | tcp | ALL | anyone |',
    ['7 outbound allow TCP all 0.0.0.0/0', '7 outbound allow TCP all ::/0'],
  ],
];

describe('the table of a network ACL', () => {
  for (const [what, row, expected] of aclRows)
    it(`is read with ${what}`, () => {
      expect(acl(`${aclHeader}\n${row}`)).to.deep.equal(expected);
    });

  it('has its columns in any order, and rows in any', () => {
    expect(
      acl(`
        | peer      | action | rule | direction |
        | 0.0.0.0/0 | allow  | 200  | inbound   |
        | ::/0      | deny   | 100  | inbound   |
        | ::/0      | deny   | 200  | outbound  |`),
    ).to.deep.equal([
      '200 inbound allow all all 0.0.0.0/0',
      '100 inbound deny all all ::/0',
      '200 outbound deny all all ::/0',
    ]);
  });

  it('keeps its name', () => {
    expect(readNetworkAcl('db-subnet', cells(`${aclHeader}\n${aclRows[0]?.[1]}`)).name).to.equal('db-subnet');
  });

  it('has more rows than AWS grants without asking', () => {
    const rows = Array.from({ length: 40 }, (_, i) => `| ${i + 1} | in | allow | TCP | ${i + 1} | anyone |`);
    expect(acl([aclHeader, ...rows].join('\n'))).to.have.length(80);
  });
});

const groupRows: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a port, and everything out',
    '| inbound | TCP | 80 | 0.0.0.0/0 |',
    ['inbound TCP 80-80 0.0.0.0/0', ...out],
  ],
  ['a group', '| in | TCP | 22 | group admin |', ['inbound TCP 22-22 group admin', ...out]],
  [
    'a group in quotation marks',
    '| in | all | | Group "the admins" |',
    ['inbound all all group the admins', ...out],
  ],
  ['only what may go out', '| egress | UDP | 53 | 10.0.0.2 |', ['outbound UDP 53-53 10.0.0.2/32']],
  ['nothing that may go out', '| outbound | none | | |', []],
  ['nothing that may come in', '| inbound | None | | |', out],
  [
    'a list of ports and anyone, a rule for each',
    '| in | TCP | 80, 8000-8999 | anyone |',
    [
      'inbound TCP 80-80 0.0.0.0/0',
      'inbound TCP 80-80 ::/0',
      'inbound TCP 8000-8999 0.0.0.0/0',
      'inbound TCP 8000-8999 ::/0',
      ...out,
    ],
  ],
];

describe('the table of a security group', () => {
  for (const [what, row, expected] of groupRows)
    it(`is read with ${what}`, () => {
      expect(group(`${groupHeader}\n${row}`)).to.deep.equal(expected);
    });

  it('keeps the order of its rows, with columns in any order', () => {
    expect(
      group(`
        | action | peer        | direction | ports | protocol |
        | allow  | 10.0.0.0/8  | out       | all   | all      |
        |        | group admin | in        | 22    | TCP      |`),
    ).to.deep.equal(['outbound all all 10.0.0.0/8', 'inbound TCP 22-22 group admin']);
  });

  it('lets nothing out and something in', () => {
    expect(
      group(`
        | direction | protocol | ports | peer      |
        | inbound   | TCP      | 80    | 0.0.0.0/0 |
        | outbound  | none     |       |           |`),
    ).to.deep.equal(['inbound TCP 80-80 0.0.0.0/0']);
  });

  it('keeps its name', () => {
    expect(readSecurityGroup('web', cells(`${groupHeader}\n${groupRows[0]?.[1]}`)).name).to.equal('web');
  });
});

const aclPeer = 'write a block like 10.0.0.0/8, an address, or anyone.';
const groupPeer = 'write a block like 10.0.0.0/8, an address, anyone, or group and its name.';
const noNumber = 'is no rule number: it is a whole number from 1 to 32766.';
const noPort = 'is no port of a firewall: write a number like 443, a range like 1024-65535, or all alone.';
const tcpAndUdp = 'is for all ports, as AWS reads ports of TCP and UDP only.';

/** A single row, and what is said of it. */
const refusedAclRows: readonly (readonly [string, string])[] = [
  [
    '| * | inbound | deny | all | all | anyone |',
    'the rule * is always there: it comes last and denies; leave its row out.',
  ],
  ['| first | inbound | allow | TCP | 80 | anyone |', `"first" ${noNumber}`],
  ['| 0 | inbound | allow | TCP | 80 | anyone |', `"0" ${noNumber}`],
  ['| 32767 | inbound | allow | TCP | 80 | anyone |', `"32767" ${noNumber}`],
  ['| -1 | inbound | allow | TCP | 80 | anyone |', `"-1" ${noNumber}`],
  ['| 1.5 | inbound | allow | TCP | 80 | anyone |', `"1.5" ${noNumber}`],
  ['| 1e3 | inbound | allow | TCP | 80 | anyone |', `"1e3" ${noNumber}`],
  ['| 9 | | allow | TCP | 80 | anyone |', 'the cell "direction" is empty: write inbound or outbound.'],
  [
    '| 9 | inbuond | allow | TCP | 80 | anyone |',
    '"inbuond" is no direction. Did you mean "inbound"? There are: inbound, outbound.',
  ],
  [
    '| 9 | sideways | allow | TCP | 80 | anyone |',
    '"sideways" is no direction. There are: inbound, outbound.',
  ],
  [
    '| 9 | constructor | allow | TCP | 80 | anyone |',
    '"constructor" is no direction. There are: inbound, outbound.',
  ],
  ['| 9 | inbound | | TCP | 80 | anyone |', 'the cell "action" is empty: write allow or deny.'],
  [
    '| 9 | inbound | alow | TCP | 80 | anyone |',
    '"alow" is no action. Did you mean "allow"? There are: allow, deny.',
  ],
  ['| 9 | inbound | reject | TCP | 80 | anyone |', '"reject" is no action. There are: allow, deny.'],
  [
    '| 9 | inbound | allow | TCPP | 80 | anyone |',
    '"TCPP" is no protocol. Did you mean "TCP"? There are: TCP, UDP, SCTP, ICMP, all.',
  ],
  ['| 9 | inbound | allow | none | | |', `the cell "peer" is empty: ${aclPeer}`],
  [
    '| 9 | inbound | allow | none | | anyone |',
    '"none" is no protocol. There are: TCP, UDP, SCTP, ICMP, all.',
  ],
  ['| 9 | inbound | allow | ICMP | 80 | anyone |', `"80": a row for ICMP ${tcpAndUdp}`],
  ['| 9 | inbound | allow | all | 80 | anyone |', `"80": a row for all protocols ${tcpAndUdp}`],
  ['| 9 | inbound | allow | | 80 | anyone |', `"80": a row for all protocols ${tcpAndUdp}`],
  ['| 9 | inbound | allow | SCTP | 80 | anyone |', `"80": a row for SCTP ${tcpAndUdp}`],
  [
    '| 9 | inbound | allow | TCP | 80, 443 | anyone |',
    '"80, 443": a rule of a network ACL has one range of ports; write a row for each.',
  ],
  ['| 9 | inbound | allow | TCP | http | anyone |', `"http" ${noPort}`],
  ['| 9 | inbound | allow | TCP | 53/UDP | anyone |', `"53/UDP" ${noPort}`],
  ['| 9 | inbound | allow | TCP | , | anyone |', `"," ${noPort}`],
  ['| 9 | inbound | allow | TCP | 0 | anyone |', '"0" is no port: a port number lies between 1 and 65535.'],
  [
    '| 9 | inbound | allow | TCP | 80-65536 | anyone |',
    '"80-65536" is no port: a port number lies between 1 and 65535.',
  ],
  [
    '| 9 | inbound | allow | TCP | 90-80 | anyone |',
    '"90-80" is no range of ports: it ends before it begins.',
  ],
  ['| 9 | inbound | allow | TCP | 80 | |', `the cell "peer" is empty: ${aclPeer}`],
  ['| 9 | inbound | allow | TCP | 80 | frontend |', `"frontend" is no peer: ${aclPeer}`],
  [
    '| 9 | inbound | allow | TCP | 80 | group web |',
    '"group web": a network ACL knows addresses only; security groups know groups.',
  ],
  [
    '| 9 | inbound | allow | TCP | 80 | 10.0.0.0/8, 172.16.0.0/12 |',
    '"10.0.0.0/8, 172.16.0.0/12" names several peers: write a row for each.',
  ],
  [
    '| 9 | inbound | allow | TCP | 80 | 10.0.0.1/8 |',
    '"10.0.0.1/8" is no exact address block: write 10.0.0.0/8.',
  ],
  [
    '| 9 | inbound | allow | TCP | 80 | 10.0.0.0/33 |',
    '"10.0.0.0/33" is no address block: write one like 10.0.0.0/8 or 2001:db8::/32.',
  ],
  [
    '| 9 | inbound | allow | TCP | 80 | 10.0.0.256 |',
    '"10.0.0.256" is no IP address: write one like 10.1.2.3 or 2001:db8::1.',
  ],
];

const aclKnown = 'It may have: rule | direction | action | protocol | ports | peer.';
const refusedAcls: readonly (readonly [string, string, string])[] = [
  [
    'without rows',
    aclHeader,
    'the network ACL "db-subnet" has no row: write a row for each rule, or one that denies all.',
  ],
  ['that is empty', '||', `the network ACL "db-subnet" has no column "". ${aclKnown}`],
  [
    'without rule numbers',
    '| direction | action |',
    `the network ACL "db-subnet" needs a column "rule"; this table has direction and action. ${aclKnown}`,
  ],
  [
    'with an empty number',
    `${aclHeader}\n| | in | allow | | | anyone |`,
    'the network ACL "db-subnet", row 1: the cell "rule" is empty.',
  ],
  [
    'with a number twice',
    `${aclHeader}
     | 100 | inbound  | allow | TCP | 80 | anyone |
     | 100 | outbound | allow | all |    | anyone |
     | 100 | in       | deny  | TCP | 22 | anyone |`,
    'the network ACL "db-subnet", row 3: the inbound rule 100 stands in row 1 already.',
  ],
];

const refusedGroupRows: readonly (readonly [string, string])[] = [
  [
    '| inbond | TCP | 80 | anyone |',
    '"inbond" is no direction. Did you mean "inbound"? There are: inbound, outbound.',
  ],
  [
    '| egres | TCP | 80 | anyone |',
    '"egres" is no direction. Did you mean "egress"? There are: inbound, outbound.',
  ],
  [
    '| in | UPDP | 80 | anyone |',
    '"UPDP" is no protocol. Did you mean "UDP"? There are: TCP, UDP, SCTP, ICMP, all.',
  ],
  ['| in | all | 80, 443 | anyone |', `"80, 443": a row for all protocols ${tcpAndUdp}`],
  ['| in | TCP | 80, all | anyone |', `"all" ${noPort}`],
  ['| in | TCP | 80, https | anyone |', `"https" ${noPort}`],
  ['| in | TCP | , | anyone |', `"," ${noPort}`],
  ['| in | TCP | 70000 | anyone |', '"70000" is no port: a port number lies between 1 and 65535.'],
  ['| in | TCP | 80 | |', `the cell "peer" is empty: ${groupPeer}`],
  ['| in | TCP | 80 | group |', `"group" is no peer: ${groupPeer}`],
  ['| in | TCP | 80 | sg-0123 |', `"sg-0123" is no peer: ${groupPeer}`],
  [
    '| in | TCP | 80 | 10.0.0.1, 10.0.0.2 |',
    '"10.0.0.1, 10.0.0.2" names several peers: write a row for each.',
  ],
  [
    '| in | TCP | 80 | fd00::/129 |',
    '"fd00::/129" is no address block: write one like 10.0.0.0/8 or 2001:db8::/32.',
  ],
  ['| out | none | all | |', '"none" stands alone: leave the ports and the peer of its row empty.'],
  ['| out | none | | anyone |', '"none" stands alone: leave the ports and the peer of its row empty.'],
];

const refusedGroups: readonly (readonly [string, string, string])[] = [
  [
    'without rows',
    groupHeader,
    'the security group "web" has no row: write a row for each rule, or one with the protocol none where nothing may pass.',
  ],
  [
    'with rule numbers',
    '| rule | direction |',
    'the security group "web" has no column "rule". It may have: direction | protocol | ports | peer | action.',
  ],
  [
    'that denies',
    '| direction | action | peer |\n| in | allow | anyone |\n| in | deny | 10.0.0.1 |',
    'the security group "web", row 2: a security group has allow rules only: what no rule allows is denied; to deny more, use a network ACL.',
  ],
  [
    'with another action',
    '| direction | action | peer |\n| in | log | anyone |',
    'the security group "web", row 1: "log" is no action. There are: allow, deny.',
  ],
  [
    'with an empty direction',
    `${groupHeader}\n| | TCP | 80 | anyone |`,
    'the security group "web", row 1: the cell "direction" is empty.',
  ],
  [
    'with none beside a rule',
    `${groupHeader}\n| in | TCP | 80 | anyone |\n| out | none | | |\n| out | TCP | 443 | anyone |`,
    'the security group "web", row 2: "none" stands alone, but row 3 is outbound as well.',
  ],
];

describe('the table of a filter is refused', () => {
  for (const [row, message] of refusedAclRows)
    it(`for a network ACL: ${row}`, () => {
      const [table, expected] = [`${aclHeader}\n${row}`, `the network ACL "db-subnet", row 1: ${message}`];
      expect(() => acl(table))
        .to.throw(Refusal)
        .with.property('message', expected);
    });

  for (const [row, message] of refusedGroupRows)
    it(`for a security group: ${row}`, () => {
      const [table, expected] = [`${groupHeader}\n${row}`, `the security group "web", row 1: ${message}`];
      expect(() => group(table))
        .to.throw(Refusal)
        .with.property('message', expected);
    });

  for (const [title, table, message] of refusedAcls)
    it(`for a network ACL ${title}`, () => {
      expect(() => acl(table))
        .to.throw(Refusal)
        .with.property('message', message);
    });

  for (const [title, table, message] of refusedGroups)
    it(`for a security group ${title}`, () => {
      expect(() => group(table))
        .to.throw(Refusal)
        .with.property('message', message);
    });

  it('with a sentence, whatever its cells hold', () => {
    const word = fc.constantFrom(
      '',
      '*',
      '1',
      'in',
      'allow',
      'deny',
      'TCP',
      'none',
      'all',
      '80',
      '1-9',
      'anyone',
      'group',
      '10.0.0.0/8',
      '::',
      '__proto__',
    );
    const texts = fc.oneof({ weight: 3, arbitrary: word }, fc.string({ maxLength: 6 }));
    const tables = fc.tuple(
      fc.constantFrom('rule', 'protocol'),
      fc.array(fc.array(texts, { maxLength: 7 }), { maxLength: 3 }),
    );
    fc.assert(
      fc.property(tables, ([column, rows]) => {
        const columns = ['direction', 'action', 'protocol', 'ports', 'peer'];
        try {
          if (column === 'rule') readNetworkAcl('x', [['rule', ...columns], ...rows]);
          else readSecurityGroup('x', [columns, ...rows]);
        } catch (error) {
          expect(error).to.be.instanceOf(Refusal);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
