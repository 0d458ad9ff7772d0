import { expect } from 'chai';
import { type Flow, reversed } from '../cluster/flow';
import { readQuestion } from '../english/question';
import { traceText } from '../report/trace';
import { attachAcl, attachGroup } from '../scenario/firewalls';
import type { Scenario } from '../scenario/scenario';
import { models } from '../settings/models';
import { shopWith } from '../testing/smallServices';
import { casesOf } from './cases';
import { exchanges } from './exchange';
import { type PacketKind, tcpData, udp } from './packets';
import { send } from './path';
import { Tables } from './tables';
import { headersOf } from './walk';

type Cells = readonly (readonly string[])[];
type Attach = (scenario: Scenario) => void;

const acl =
  (endpoint: string, ...rows: Cells): Attach =>
  scenario =>
    attachAcl(scenario, 'acl', endpoint, [
      ['rule', 'direction', 'action', 'protocol', 'ports', 'peer'],
      ...rows,
    ]);

const group =
  (endpoint: string, ...rows: Cells): Attach =>
  scenario =>
    attachGroup(scenario, 'group', endpoint, [['direction', 'protocol', 'ports', 'peer'], ...rows]);

/** The pods api and web, the filters on them, and a flow of api from port 40000 to web:8080. */
function flowWith(...filters: readonly Attach[]): { scenario: Scenario; flow: Flow } {
  const scenario = shopWith();
  for (const attach of filters) attach(scenario);
  const [asked] = casesOf(scenario.network, readQuestion('api → web:8080', scenario.surroundings));
  if (!asked) throw new Error('api and web have an address of one family');
  const { source, destination, protocol } = asked;
  return { scenario, flow: { source, destination, protocol, sourcePort: 40000, destinationPort: 8080 } };
}

/** What the cloud's filters do to packets of a flow, in the words of a trace. */
function told(
  { network, names }: Scenario,
  flow: Flow,
  kinds: readonly PacketKind[],
  tables = new Tables(),
): readonly string[] {
  const headers = headersOf(tables, flow);
  const wire = { network, model: models.unenforced, tables, now: 0 };
  const trace = kinds.map(kind => send(wire, headers, kind));
  return traceText(network, names, { sourcePorts: [flow.sourcePort, flow.sourcePort + 1], trace })
    .split('\n')
    .map(line => line.trim().replace(/ {2,}/g, ' '))
    .filter(line => /network ACL|security group/.test(line));
}

const [request, answer] = exchanges.TCP.listening;
if (!request || !answer) throw new Error('a handshake has two packets');
const everybody = '0.0.0.0/0';

const rows: readonly (readonly [string, readonly Attach[], readonly PacketKind[], readonly string[]])[] = [
  [
    'the rule of a network ACL that lets a packet pass',
    [acl('web', ['100', 'inbound', 'allow', 'TCP', '8080', everybody])],
    [request],
    ['web network ACL inbound ✔ acl, inbound rule 100'],
  ],
  [
    'the rule of a network ACL that denies',
    [acl('web', ['100', 'inbound', 'deny', 'TCP', '8080', everybody])],
    [request],
    ['web network ACL inbound ✘ acl, inbound rule 100 denies'],
  ],
  [
    'that no rule of a network ACL lets it pass',
    [acl('api', ['100', 'inbound', 'allow', 'TCP', '8080', everybody])],
    [request],
    ['api network ACL outbound ✘ acl: no outbound rule lets it reach web:8080/TCP, so * denies'],
  ],
  [
    'the rule of a security group that lets a request pass, and that the answer is tracked',
    [group('web', ['inbound', 'TCP', '8080', '10.0.0.0/8'])],
    [request, answer],
    [
      'web security group inbound ✔ group, inbound rule 1',
      'web security group outbound ✔ tracked: belongs to a known connection',
    ],
  ],
  [
    'that no rule of a security group lets it pass',
    [group('web', ['inbound', 'TCP', '9', '10.0.0.0/8'])],
    [request],
    ['web security group inbound ✘ no inbound rule of group lets it receive from api on 8080/TCP'],
  ],
  [
    'that a security group knows no such connection',
    [group('web', ['inbound', 'TCP', '8080', '10.0.0.0/8'])],
    [tcpData('original')],
    ['web security group inbound ✘ INVALID: belongs to no connection that the tracker knows'],
  ],
  [
    'the rules of a security group that keeps no entry, for requests and answers',
    [group('api', ['outbound', 'TCP', '8080', everybody], ['inbound', 'TCP', '', everybody])],
    [request, answer],
    [
      'api security group outbound ✔ group, outbound rule 1',
      'api security group inbound ✔ group, inbound rule 2',
    ],
  ],
  [
    'that one keeps entries of what its open rules do not let out',
    [group('api', ['outbound', 'TCP', '8080', '10.0.0.0/8'], ['inbound', 'TCP', '', everybody])],
    [request, answer],
    [
      'api security group outbound ✔ group, outbound rule 1',
      'api security group inbound ✔ tracked: belongs to a known connection',
    ],
  ],
];

describe('a trace tells of the filters of a cloud', () => {
  for (const [what, filters, kinds, expected] of rows)
    it(what, () => {
      const { scenario, flow } = flowWith(...filters);
      expect(told(scenario, flow, kinds)).to.deep.equal(expected);
    });
});

describe('a datagram of a client', () => {
  for (const [port, what, expected] of [
    [
      '8080',
      'that its security group lets out opens the way for others from there',
      '✔ tracked: belongs to a known connection',
    ],
    [
      '9',
      'that its security group drops opens nothing',
      '✘ no inbound rule of group lets it receive from web on 40000/UDP',
    ],
  ] as const)
    it(what, () => {
      const { scenario, flow } = flowWith(group('api', ['outbound', 'UDP', port, '10.0.0.0/8']));
      const there = { ...flow, protocol: 'UDP' } as const;
      const tables = new Tables();
      const datagram = [udp('datagram', 'original')];
      told(scenario, there, datagram, tables);
      const back = told(scenario, reversed(there), datagram, tables);
      expect(back).to.deep.equal([`api security group inbound ${expected}`]);
    });
});
