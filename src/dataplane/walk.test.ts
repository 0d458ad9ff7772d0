import { expect } from 'chai';
import { readQuestion } from '../english/question';
import { denyAllIn } from '../scenario/authored';
import { listPods } from '../scenario/inventory';
import { Scenario } from '../scenario/scenario';
import { type ModelName, models } from '../settings/models';
import { nowhere } from '../testing/edge';
import { casesOf } from './cases';
import { exchanges } from './exchange';
import type { PacketKind } from './packets';
import { type Walk, walk } from './walk';

function send(flow: string, model: ModelName, packets: readonly PacketKind[], isolated = false): Walk {
  const scenario = new Scenario(nowhere);
  listPods(scenario, [['pod'], ['api'], ['web']]);
  if (isolated) denyAllIn(scenario, {});
  const [asked] = casesOf(scenario.network, readQuestion(flow, scenario.surroundings));
  if (!asked) throw new Error(`${flow} has no case`);
  const { source, destination, protocol, ports } = asked;
  const header = { source, destination, protocol, sourcePort: 40000, destinationPort: ports[0] };
  return walk(scenario.network, models[model], header, packets);
}

/** `SYN request: api egress judged, web ingress judged`. */
const told = ({ trace }: Walk): readonly string[] =>
  trace.map(({ kind, seen: [first], checks }) => {
    const points = checks.map(({ point: { party, direction }, ...check }) => {
      const name = party.kind === 'pod' ? party.pod.name : party.kind;
      return `${name} ${direction} ${check.judged ? 'judged' : check.reason}`;
    });
    return `${kind.name} ${first ? first.phase : 'unseen'}: ${points.join(', ')}`;
  });

const asks = (word: string): string => `api egress ${word}, web ingress ${word}`;
const answers = (egress: string, ingress = egress): string => `web egress ${egress}, api ingress ${ingress}`;

/** The packets of `api → web` with nobody isolated: phase, points in order, and who judges. */
const traces: readonly (readonly [string, ModelName, readonly PacketKind[], readonly string[]])[] = [
  [
    'TCP',
    'three-check',
    exchanges.TCP.listening,
    [
      `SYN request: ${asks('judged')}`,
      `SYN-ACK reply: ${answers('judged', 'tracked')}`,
      `ACK later: ${asks('tracked')}`,
      `data later: ${asks('tracked')}`,
      `data later: ${answers('tracked')}`,
    ],
  ],
  [
    'TCP',
    'stateless',
    exchanges.TCP.listening,
    [
      `SYN request: ${asks('judged')}`,
      `SYN-ACK reply: ${answers('judged')}`,
      `ACK later: ${asks('judged')}`,
      `data later: ${asks('judged')}`,
      `data later: ${answers('judged')}`,
    ],
  ],
  [
    'UDP',
    'three-check',
    exchanges.UDP.listening,
    [`datagram request: ${asks('judged')}`, `answer reply: ${answers('judged', 'tracked')}`],
  ],
  [
    'UDP',
    'stateful',
    exchanges.UDP.listening,
    [`datagram request: ${asks('judged')}`, `answer reply: ${answers('tracked')}`],
  ],
  [
    'SCTP',
    'three-check',
    exchanges.SCTP.listening,
    [
      `INIT request: ${asks('judged')}`,
      `INIT-ACK reply: ${answers('judged', 'tracked')}`,
      `COOKIE-ECHO later: ${asks('tracked')}`,
      `COOKIE-ACK later: ${answers('tracked')}`,
      `DATA later: ${asks('tracked')}`,
      `SACK later: ${answers('tracked')}`,
    ],
  ],
  [
    'TCP',
    'unenforced',
    exchanges.TCP.closed,
    [`SYN request: ${asks('unenforced')}`, `RST reply: ${answers('unenforced')}`],
  ],
  [
    'UDP',
    'stateless',
    exchanges.UDP.closed,
    [`datagram request: ${asks('judged')}`, `ICMP port unreachable reply: ${answers('tracked')}`],
  ],
];

describe('a walk', () => {
  for (const [protocol, model, packets, expected] of traces)
    it(`${protocol} under ${model}: ${packets.map(({ name }) => name).join(', ')}`, () => {
      const passed = send(`api → web:80/${protocol}`, model, packets);
      expect(told(passed)).to.deep.equal(expected);
      expect(passed.dropped).to.equal(undefined);
    });

  it('ends with the packet and at the point where it is dropped', () => {
    const stopped = send('api → web:80', 'stateful', exchanges.TCP.listening, true);
    expect(told(stopped)).to.deep.equal(['SYN request: api egress judged']);
    expect(stopped.dropped?.at).to.deep.equal(stopped.trace[0]?.checks[0]?.point);
  });

  it('meets one point where the other end is outside', () => {
    expect(told(send('203.0.113.7 → web:80/UDP', 'stateless', exchanges.UDP.listening))).to.deep.equal([
      'datagram request: web ingress judged',
      'answer reply: web egress judged',
    ]);
  });

  it('is judged nowhere from a pod to itself', () => {
    const [, ...rest] = told(send('web → web:80/UDP', 'stateless', exchanges.UDP.listening, true));
    expect(rest).to.deep.equal(['answer unseen: web egress itself, web ingress itself']);
  });
});
