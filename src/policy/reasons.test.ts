import { expect } from 'chai';
import type { NodeParty, Party } from '../cluster/flow';
import type { Pod } from '../cluster/pod';
import type { Direction } from '../kubernetes/objects';
import { defaultSettings, type Settings } from '../settings/settings';
import { clusterOf, podWith } from '../testing/smallNetworks';
import { compilePolicy } from './compiledPolicy';
import { allowingPolicies, judge } from './judge';
import type { Judgement } from './match';
import { policySetOf } from './policySet';

const address = { family: 'IPv4', value: 0n } as const;
const partyOf = (pod: Pod): Party => ({ kind: 'pod', pod, address });
const nodeOf = (node?: string): NodeParty => ({ kind: 'node', address, ...(node !== undefined && { node }) });

const web = partyOf(podWith('web', { node: 'a' }));
const homeless = partyOf(podWith('homeless'));
const bare = partyOf(podWith('bare', { bare: true }));
const laptop: Party = { kind: 'external', name: 'laptop', address };

const denyAll = compilePolicy(
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'deny-all' },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  },
  'x',
);

function judgementOf(
  direction: Direction,
  source: Party,
  destination: Party,
  settings: Partial<Settings> = {},
): Judgement {
  const pods = [web, homeless, bare].flatMap(party => (party.kind === 'pod' ? party.pod : []));
  return {
    set: policySetOf([denyAll], clusterOf(pods)),
    settings: { ...defaultSettings, ...settings },
    direction,
    flow: { source, destination, protocol: 'TCP', sourcePort: 40000, destinationPort: 80 },
  };
}

/** Why a packet passes where deny-all isolates every pod; nothing where it does not pass. */
const rows: readonly (readonly [string, Judgement, string | undefined])[] = [
  ['from another pod', judgementOf('ingress', homeless, web), undefined],
  ['of the node that the pod runs on', judgementOf('ingress', nodeOf('a'), web), 'own node'],
  ['of another node', judgementOf('ingress', nodeOf('b'), web), undefined],
  [
    'of a node without a name to a pod of no known node',
    judgementOf('ingress', nodeOf(), homeless),
    undefined,
  ],
  ['of someone outside, at its own end', judgementOf('egress', laptop, web), 'no pod'],
  ['to someone outside, at its end', judgementOf('ingress', web, laptop), 'no pod'],
  ['to itself, by way of a Service', judgementOf('egress', web, web, { hairpin: 'allowed' }), 'itself'],
  ['to itself, where that is judged', judgementOf('egress', web, web, { hairpin: 'judged' }), undefined],
  [
    'of a bare pod, where these are open',
    judgementOf('egress', bare, web, { 'bare-pods': 'open' }),
    'bare pod',
  ],
  ['of a bare pod elsewhere', judgementOf('egress', bare, web), undefined],
];

describe('behind deny-all a packet', () => {
  for (const [what, judgement, reason] of rows)
    it(`${what} ${reason === undefined ? 'is stopped' : `passes: ${reason}`}`, () => {
      const decision = judge(judgement);
      expect(decision.allowed ? decision.reason : undefined).to.equal(reason);
      expect(decision.allowed).to.equal(reason !== undefined);
    });

  it('of someone outside is allowed by no policy', () => {
    expect(allowingPolicies(judgementOf('egress', laptop, web))).to.deep.equal([]);
  });
});
