import { expect } from 'chai';
import { readQuestion } from '../english/question';
import { useSetting } from '../scenario/choices';
import { listPods } from '../scenario/inventory';
import { addPolicies } from '../scenario/policies';
import { Scenario } from '../scenario/scenario';
import { untrack } from '../scenario/untracked';
import { type ModelName, models } from '../settings/models';
import { nowhere } from '../testing/edge';
import { casesOf } from './cases';
import { exchanges } from './exchange';
import type { PacketKind } from './packets';
import { send } from './path';
import { Tables } from './tables';
import { headersOf } from './walk';

interface Sending {
  readonly nodes?: readonly [string, string];
  readonly settings?: Readonly<Record<string, string>>;
  readonly untracked?: 'both ways' | 'requests';
  readonly closed?: 'api' | 'web';
  readonly model?: ModelName;
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
}

/** Sends packets from `api` to `web`: what each table and each point said of each, and what the tables hold in the end. */
function sent(packets: readonly PacketKind[], sending: Sending = {}) {
  const {
    nodes = ['', ''],
    settings = {},
    untracked,
    closed,
    model = 'stateful',
    protocol = 'TCP',
  } = sending;
  const scenario = new Scenario(nowhere);
  listPods(scenario, [
    ['pod', 'node'],
    ['api', nodes[0]],
    ['web', nodes[1]],
  ]);
  for (const [name, value] of Object.entries(settings)) useSetting(scenario, name, value);
  if (untracked) untrack(scenario, 'web', untracked);
  if (closed)
    addPolicies(
      scenario,
      `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: closed}, spec: {podSelector: {matchLabels: {app: ${closed}}}, policyTypes: [Ingress, Egress]}}`,
    );
  const [asked] = casesOf(scenario.network, readQuestion(`api → web:80/${protocol}`, scenario.surroundings));
  if (!asked) throw new Error('nothing asked');
  const { source, destination } = asked;
  const tables = new Tables();
  const flow = { source, destination, protocol, sourcePort: 40000, destinationPort: 80 };
  const headers = headersOf(tables, flow);
  const wire = { network: scenario.network, model: models[model], tables, now: 0 };
  const told = packets.map(kind => {
    const { seen, checks } = send(wire, headers, kind);
    return {
      seen: seen.map(({ place, state }) => `${place} ${state}`).join(', '),
      points: checks
        .map(check => {
          const { party, direction } = check.point;
          const who = party.kind === 'pod' ? party.pod.name : party.kind;
          if (!check.judged) return `${who} ${direction} ${check.reason}`;
          return `${who} ${direction} ${check.allowed ? 'allowed' : check.by === 'dataplane' ? check.reason : 'denied'}`;
        })
        .join(', '),
    };
  });
  const held = [...tables.ofNodes].flatMap(([place, table]) =>
    table
      .entries(0)
      .map(({ state, seenReply }) => `${place} ${state ?? (seenReply ? 'replied' : 'unreplied')}`),
  );
  return { told, seen: told.map(({ seen }) => seen), points: told.map(({ points }) => points), held };
}

const handshake = exchanges.TCP.listening.slice(0, 3);
const [, synAck] = exchanges.TCP.listening;
const twoNodes: Sending = { nodes: ['a', 'b'] };

describe('the way of a packet', () => {
  it('on one node meets one tracker, whatever side it comes from', () => {
    const { seen, held } = sent(handshake);
    expect(seen).to.deep.equal(['node/ NEW', 'node/ ESTABLISHED', 'node/ ESTABLISHED']);
    expect(held).to.deep.equal(['node/ ESTABLISHED']);
  });

  it('between two nodes meets the tracker of each', () => {
    const { seen, held } = sent(handshake, twoNodes);
    expect(seen[0]).to.equal('node/a NEW, node/b NEW');
    expect(seen[1]).to.equal('node/b ESTABLISHED, node/a ESTABLISHED');
    expect(held).to.deep.equal(['node/a ESTABLISHED', 'node/b ESTABLISHED']);
  });

  it('leaves an entry on the node that let it go, not on the one that dropped it', () => {
    expect(sent(handshake.slice(0, 1), { ...twoNodes, closed: 'web' }).held).to.deep.equal([
      'node/a SYN_SENT',
    ]);
    expect(sent(handshake.slice(0, 1), { ...twoNodes, closed: 'api' }).held).to.deep.equal([]);
    expect(sent(handshake.slice(0, 1), { closed: 'web' }).held).to.deep.equal([]);
  });

  it('meets a tracker at each pod where tables are per pod', () => {
    const perPod: Sending = { settings: { 'connection-tables': 'per-pod' }, closed: 'web' };
    expect(sent(handshake.slice(0, 1), perPod).held).to.deep.equal(['pod/default/api SYN_SENT']);
  });

  it('past the tracker of an untracked pod is judged each time, at both ends of one node', () => {
    const { seen, points, held } = sent(handshake, { untracked: 'both ways' });
    expect(seen).to.deep.equal(['node/ UNTRACKED', 'node/ UNTRACKED', 'node/ UNTRACKED']);
    expect(points[1]).to.equal('web egress allowed, api ingress allowed');
    expect(held).to.deep.equal([]);
  });

  it('past the tracker of an untracked pod on another node is judged at that pod alone', () => {
    const { points } = sent(handshake, { ...twoNodes, untracked: 'both ways' });
    expect(points[1]).to.equal('web egress allowed, api ingress tracked');
  });

  it('is dropped as INVALID where only requests are untracked, unless such packets are judged', () => {
    const requests: Sending = { untracked: 'requests' };
    expect(sent(handshake.slice(0, 2), requests).points[1]).to.equal('web egress INVALID');
    const judged: Sending = { ...requests, settings: { 'invalid-packets': 'judged' } };
    expect(sent(handshake.slice(0, 2), judged).points[1]).to.equal('web egress allowed, api ingress allowed');
  });

  it('of UDP makes the answer a new connection where only requests are untracked', () => {
    const { seen, points } = sent(exchanges.UDP.listening, { untracked: 'requests', protocol: 'UDP' });
    expect(seen).to.deep.equal(['node/ UNTRACKED', 'node/ NEW']);
    expect(points[1]).to.equal('web egress allowed, api ingress allowed');
  });

  const running: readonly (readonly [string, string])[] = [
    ['established-first', 'api egress tracked, web ingress tracked'],
    ['request-rejudged', 'api egress allowed, web ingress allowed'],
    ['stateless', 'api egress allowed, web ingress allowed'],
  ];
  for (const [setting, ack] of running)
    it(`of the side that opened, once established, with ${setting}: ${ack}`, () => {
      expect(sent(handshake, { settings: { 'running-connections': setting } }).points[2]).to.equal(ack);
    });

  it('that no connection could begin with is INVALID, and passes where nothing remembers', () => {
    const only = synAck ? [synAck] : [];
    expect(sent(only).points).to.deep.equal(['web egress INVALID']);
    expect(sent(only, { model: 'stateless' }).points).to.deep.equal([
      'web egress allowed, api ingress allowed',
    ]);
    expect(sent(only, { model: 'unenforced' }).points).to.deep.equal([
      'web egress unenforced, api ingress unenforced',
    ]);
  });

  for (const protocol of ['TCP', 'SCTP'] as const)
    it(`of ${protocol} ${protocol === 'SCTP' ? 'is not carried' : 'passes'} where the CNI does not carry SCTP`, () => {
      const { points } = sent(exchanges[protocol].listening.slice(0, 1), {
        protocol,
        settings: { sctp: 'dropped' },
      });
      expect(points).to.deep.equal([
        protocol === 'SCTP' ? 'api egress SCTP' : 'api egress allowed, web ingress allowed',
      ]);
    });
});
