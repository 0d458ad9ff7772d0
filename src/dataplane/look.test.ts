import { expect } from 'chai';
import type { Flow } from '../cluster/flow';
import { readQuestion } from '../english/question';
import { addNodeCache } from '../scenario/kubeDns';
import { addPolicies } from '../scenario/policies';
import type { Scenario } from '../scenario/scenario';
import { models } from '../settings/models';
import { podWith } from '../testing/smallNetworks';
import { shopWith } from '../testing/smallServices';
import { casesOf } from './cases';
import { dropOf, type TracedPacket } from './check';
import { exchanges } from './exchange';
import { type Leg, legsOf } from './leg';
import type { Network } from './network';
import { type PacketKind, tcp } from './packets';
import { send } from './path';
import { placeOf, Tables } from './tables';
import { headersOf } from './walk';

function firstLeg({ network, surroundings }: Scenario, flow: string): Leg {
  const [asked] = casesOf(network, readQuestion(flow, surroundings));
  const [leg] = asked ? legsOf(asked) : [];
  if (!leg) throw new Error(`${flow} has no case`);
  return leg;
}

/** The pods api and web, and nothing between them. */
function direct(): { network: Network; leg: Leg } {
  const scenario = shopWith();
  return { network: scenario.network, leg: firstLeg(scenario, 'api → web:8080') };
}

/** The packets of one conversation from port 40000, stateful. */
function converse(network: Network, leg: Leg, kinds: readonly PacketKind[]): readonly TracedPacket[] {
  const { source, destination, protocol, ports } = leg;
  const flow: Flow = { source, destination, protocol, sourcePort: 40000, destinationPort: ports[0] };
  const tables = new Tables();
  const headers = headersOf(tables, flow);
  return kinds.map(kind => send({ network, model: models.stateful, tables, now: 0 }, headers, kind));
}

/** What the tracker of a node says of each packet. */
const statesAt = (node: string, packets: readonly TracedPacket[]) =>
  packets.map(({ seen }) => seen.find(({ place }) => place === `node/${node}`)?.state);

const { listening, closed } = exchanges.UDP;

describe('a tracker', () => {
  it('looks past what goes to the DNS cache of its node, and what comes from it', () => {
    const scenario = shopWith();
    addNodeCache(scenario);
    const leg = firstLeg(scenario, 'api → http://web');
    expect(scenario.names.party(leg.destination)).to.equal('the DNS cache of its node');
    expect(statesAt('a', converse(scenario.network, leg, listening))).to.deep.equal([
      'UNTRACKED',
      'UNTRACKED',
    ]);
  });

  it('looks at what rules without a memory let in where the CNI knows of no such rules', () => {
    const states = (choice: 'honoured' | 'ignored') => {
      const scenario = shopWith({}, { 'acl-stateless': choice });
      addPolicies(
        scenario,
        `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, annotations: { k8s.ovn.org/acl-stateless: "true" } }
spec: { podSelector: { matchLabels: { app: api } }, policyTypes: [Egress], egress: [{}] }`,
      );
      const untracked = new Map([['default/other', 'both ways']] as const);
      const leg = firstLeg(scenario, 'api → web:8080/UDP');
      return statesAt('a', converse({ ...scenario.network, untracked }, leg, listening));
    };
    expect(states('honoured')).to.deep.equal(['UNTRACKED', 'UNTRACKED']);
    expect(states('ignored')).to.deep.equal(['NEW', 'ESTABLISHED']);
  });

  it('leaves an ICMP error to nobody where it does not look, as no policy speaks of them', () => {
    const { network, leg } = direct();
    const untracked = new Map([['default/api', 'both ways']] as const);
    const [, error] = converse({ ...network, untracked }, leg, closed);
    const [, atClient] = error?.checks ?? [];
    expect(atClient).to.include({ judged: false, reason: 'ICMP' });
  });

  it('has what belongs to no connection dropped where anybody relies on it', () => {
    const verdict = (running: 'established-first' | 'stateless') => {
      const { network, leg } = direct();
      const settings = {
        ...network.settings,
        'invalid-packets': 'dropped',
        'running-connections': running,
      } as const;
      const [packet] = converse({ ...network, settings }, leg, [tcp('SYN-ACK', 'original')]);
      return packet?.checks.map(check => (check.judged && !check.allowed ? check.by : 'passes'));
    };
    expect(verdict('established-first')).to.deep.equal(['dataplane']);
    expect(verdict('stateless')).to.deep.equal(['passes', 'passes']);
  });
});

describe('what a CNI does not carry', () => {
  it('is dropped at the pod, as a node has no policy', () => {
    const scenario = shopWith({}, { sctp: 'dropped' });
    for (const [flow, point] of [
      ['node/a → web:8080/SCTP', 'web ingress'],
      ['web → node/a:8080/SCTP', 'web egress'],
    ] as const) {
      const packets = converse(scenario.network, firstLeg(scenario, flow), exchanges.SCTP.listening);
      const drop = packets.map(dropOf).find(Boolean);
      expect(drop && scenario.names.point(drop.at)).to.equal(point);
    }
  });
});

describe('the place of a pod on no known node', () => {
  it('is that of the node that nobody knows', () => {
    const { network } = direct();
    const address = { family: 'IPv4', value: 1n } as const;
    const adrift = placeOf({ kind: 'pod', pod: podWith('adrift'), address }, network.settings);
    expect(adrift).to.equal(placeOf({ kind: 'node', address }, network.settings));
    expect(adrift).not.to.equal(placeOf({ kind: 'node', node: 'a', address }, network.settings));
  });
});
