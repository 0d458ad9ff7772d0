import fc from 'fast-check';
import type { GeneratedFlow } from '../../arbitraries/flows';
import { networkPolicies } from '../../arbitraries/policies';
import type { Vocabulary } from '../../arbitraries/vocabulary';
import { denyAll } from '../../authoring/denyAll';
import { type Party, podOf } from '../../cluster/flow';
import type { Pod } from '../../cluster/pod';
import type { Direction, NetworkPolicy } from '../../kubernetes/objects';
import { quietScenario } from '../../scenario/quietScenario';
import type { Scenario } from '../../scenario/scenario';
import { type ModelName, models } from '../../settings/models';
import { caseOf, claim, outcomeOf } from '../outcome';
import { withPolicies, withPolicy } from '../rewrites/policies';
import { always, difference, everyFlow, firstChanged, type Law } from './law';

export const nothingFails: Law = everyFlow((world, flow) => {
  const { model } = world.state;
  const outcome = outcomeOf(world, model, flow);
  return outcome.kind === 'fails' || outcome.kind === 'unreliable'
    ? [claim(world, model, flow, { kind: 'succeeds', stops: [] })]
    : undefined;
});

/** With deny-all and nothing else, what fails is what a pod of that namespace sends or receives. */
export const denyAllIsolates: Law = words =>
  fc.constantFrom(...words.namespaces).map(namespace => ({ state, flows }) => {
    const after = withPolicies(state, [denyAll(namespace)]);
    const world = quietScenario(after);
    for (const flow of flows) {
      const { source, destination } = caseOf(world, flow);
      const isInside = (party: Party): boolean => party.kind === 'pod' && party.pod.namespace === namespace;
      const isOut = isInside(source) && !isItself(source, destination) && !isOwnNode(source, destination);
      const isIn = isInside(destination) && !isItself(source, destination) && !isOwnNode(destination, source);
      const actual = outcomeOf(world, 'stateful', flow);
      if ((actual.kind === 'fails') === (isOut || isIn)) continue;
      const stop = {
        packet: 'request',
        end: isOut ? 'source' : 'destination',
        direction: isOut ? 'egress' : 'ingress',
      } as const;
      const expected = isOut || isIn ? ({ kind: 'fails', stops: [stop] } as const) : undefined;
      const wanted = expected ?? outcomeOf(world, 'unenforced', flow);
      return [{ state: after, claims: [{ text: claim(world, 'stateful', flow, wanted) }] }];
    }
    return undefined;
  });

/** Policies are united, so that one more only adds to what isolated pods may do. */
export const oneMoreClosesNothing: Law = words =>
  onePolicy(words).map(
    policy =>
      ({ state, flows }) =>
        firstChanged(
          'closed',
          { before: state, after: withPolicy(state, policy), flows },
          isIsolatedThroughout,
        ),
  );

/** A policy opens nothing for ends that nothing isolated before it came. */
export const firstOpensNothing: Law = words =>
  onePolicy(words).map(policy => ({ state, flows }) => {
    const after = withPolicy(state, policy);
    const [old, young] = [quietScenario(state), quietScenario(after)];
    const isFirstFor = (party: Party): boolean =>
      party.kind !== 'pod' ||
      (['ingress', 'egress'] as const).every(
        direction =>
          !isIsolatedBy(young, party.pod, direction, policy) ||
          old.network.policies.isolating(party.pod, direction).length === 0,
      );
    const concerned = flows.filter(flow => {
      const { source, destination } = caseOf(old, flow);
      return isFirstFor(source) && isFirstFor(destination);
    });
    return firstChanged('opened', { before: state, after, flows: concerned });
  });

/** A policy changes nothing for flows between ends outside its namespace. */
export const actsAtHome: Law = words =>
  onePolicy(words).map(policy => ({ state, flows }) => {
    const world = quietScenario(state);
    const { namespace } = policy.metadata;
    const abroad = flows.filter(flow => {
      const { source, destination } = caseOf(world, flow);
      return [source, destination].every(party => podOf(party)?.namespace !== namespace);
    });
    return difference(state, withPolicy(state, policy), abroad);
  });

/** A policy that wants a label which no pod has. */
export const selectsNobody: Law = words =>
  onePolicy(words).map(policy => ({ state, flows }) => {
    const { podSelector, ...spec } = policy.spec;
    const wanted = { key: 'nobody-has-this', operator: 'Exists' as const };
    const matchExpressions = [...(podSelector.matchExpressions ?? []), wanted];
    const idle = { ...policy, spec: { ...spec, podSelector: { ...podSelector, matchExpressions } } };
    return difference(state, withPolicy(state, idle), flows);
  });

/** Every pod, at each of its addresses, on every port that is asked about. */
export const reachesItself: Law = always(({ state, flows }) => {
  const world = quietScenario(state);
  for (const asked of flows)
    for (const end of [asked.source, asked.destination]) {
      if (end.kind !== 'pod') continue;
      const flow = { ...asked, source: end, destination: end };
      const { kind } = outcomeOf(world, 'stateless', flow);
      if (kind === 'fails' || kind === 'unreliable')
        return [
          { state, claims: [{ text: claim(world, 'stateless', flow, { kind: 'succeeds', stops: [] }) }] },
        ];
    }
  return undefined;
});

/** What a pod's own node sends it, whatever isolates the pod (NetworkPolicySpec.ingress). */
export const ownNodeReaches: Law = everyFlow((world, flow) => {
  const { source, destination } = caseOf(world, flow);
  if (destination.kind !== 'pod' || !isOwnNode(destination, source)) return undefined;
  const { kind } = outcomeOf(world, 'stateful', flow);
  return kind === 'fails' ? [claim(world, 'stateful', flow, { kind: 'succeeds', stops: [] })] : undefined;
});

function onePolicy(words: Vocabulary): fc.Arbitrary<NetworkPolicy> {
  return networkPolicies(words, { minLength: 1, maxLength: 1 }).map(([policy]) => {
    if (!policy) throw new Error('one policy at least');
    return { ...policy, metadata: { ...policy.metadata, name: 'one-more' } };
  });
}

/** Whether every point that the model asks is at a pod that is isolated there. */
function isIsolatedThroughout(world: Scenario, flow: GeneratedFlow, model: ModelName): boolean {
  const { source, destination } = caseOf(world, flow);
  const { policies } = world.network;
  const isIsolated = (party: Party, direction: Direction): boolean =>
    party.kind === 'pod' && policies.isolating(party.pod, direction).length > 0;
  const isAt = (phase: 'request' | 'reply', from: Party, to: Party): boolean =>
    models[model][phase].every(direction => isIsolated(direction === 'egress' ? from : to, direction));
  return isAt('request', source, destination) && isAt('reply', destination, source);
}

function isIsolatedBy({ network }: Scenario, pod: Pod, direction: Direction, policy: NetworkPolicy): boolean {
  const { name, namespace } = policy.metadata;
  return network.policies
    .isolating(pod, direction)
    .some(other => other.name === name && other.namespace === namespace);
}

function isItself(source: Party, destination: Party): boolean {
  return source.kind === 'pod' && destination.kind === 'pod' && source.pod === destination.pod;
}

function isOwnNode(pod: Party, node: Party): boolean {
  return pod.kind === 'pod' && node.kind === 'node' && node.node !== undefined && node.node === pod.pod.node;
}
