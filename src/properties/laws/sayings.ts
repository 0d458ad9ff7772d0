import fc from 'fast-check';
import type { Vocabulary } from '../../arbitraries/vocabulary';
import { portsOf } from '../../cluster/pod';
import { parseManifests } from '../../kubernetes/manifests';
import { toYaml } from '../../kubernetes/manifestYaml';
import { quietScenario } from '../../scenario/quietScenario';
import { caseOf, claim, isSameOutcome, outcomeOf } from '../outcome';
import { mapPorts, withPolicies } from '../rewrites/policies';
import { everythingRenamed, flowRenamed } from '../rewrites/renamed';
import { reordered } from '../rewrites/reordered';
import { selectorsSplitByPresence, selectorsSplitByValue } from '../rewrites/split';
import { always, changesNothing, difference, type Law } from './law';

// Other ways of saying the same; the plain ones are `changesNothing` of a rewrite.

/** Files, policies, types, rules, peers, ports, expressions and values; pods and namespaces too. */
export const orderNeverMatters: Law = () =>
  fc.array(fc.nat(20), { maxLength: 6 }).map(
    keys =>
      ({ state, flows }) =>
        difference(state, reordered(keys)(state), flows),
  );

export const namesNeverMatter: Law = changesNothing(everythingRenamed, flowRenamed);

/** The labels of pods; where none has any, one that none has. */
const known = ({ podLabels }: Vocabulary): Vocabulary['podLabels'] =>
  Object.keys(podLabels).length > 0 ? podLabels : { app: ['another'] };

export const inOrNotIn: Law = words =>
  fc.constantFrom(...Object.entries(known(words))).chain(([key, values]) =>
    fc.subarray([...values], { minLength: 1 }).map(
      some =>
        ({ state, flows }) =>
          difference(state, selectorsSplitByValue(key, some)(state), flows),
    ),
  );

export const presentOrAbsent: Law = words =>
  fc.constantFrom(...Object.keys(known(words))).map(
    key =>
      ({ state, flows }) =>
        difference(state, selectorsSplitByPresence(key)(state), flows),
  );

export const yamlAndBack: Law = changesNothing(state => {
  if (state.policies.size === 0) return state;
  const text = toYaml([...state.policies.values()]);
  const { policies } = parseManifests(text, { strictCidr: true, file: 'policies.yaml' });
  return withPolicies(
    state,
    policies.map(({ policy }) => policy),
  );
});

/** On the way to one destination a port's name is the numbers that this destination gives it. */
export const namesOfPorts: Law = always(({ state, flows }) => {
  const world = quietScenario(state);
  for (const flow of flows) {
    const { destination } = caseOf(world, flow);
    if (destination.kind !== 'pod') continue;
    const declared = portsOf(destination.pod);
    const after = mapPorts(state, port => {
      const { port: name, protocol = 'TCP' } = port;
      if (typeof name !== 'string') return [port];
      return declared
        .filter(known => known.name === name && known.protocol === protocol)
        .map(known => ({ protocol, port: known.port }));
    });
    // Replies go to another destination, so that stateful alone is asked.
    const outcome = outcomeOf(world, 'stateful', flow);
    const young = quietScenario(after);
    if (!isSameOutcome(outcome, outcomeOf(young, 'stateful', flow)))
      return [
        { state, claims: [{ text: claim(world, 'stateful', flow, outcome) }] },
        { state: after, claims: [{ text: claim(young, 'stateful', flow, outcome) }] },
      ];
  }
  return undefined;
});
