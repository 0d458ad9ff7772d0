import type { Firewalls } from '../dataplane/firewalls';
import type { State } from '../scenario/scenario';
import type { Refuter, Story, Trial } from './laws/law';

/** The same breach with as little as possible around it: one thing after the other is left out, as long as it stays one. */
export function minimised(start: Trial, refuter: Refuter, said: State): Story | undefined {
  let trial = start;
  let story = refuter(trial);
  if (!story) return undefined;
  for (let candidates = simpler(trial, said); candidates.length > 0; ) {
    const found = candidates
      .map(candidate => ({ candidate, broken: refuter(candidate) }))
      .find(({ broken }) => broken !== undefined);
    if (!found?.broken) break;
    trial = found.candidate;
    story = found.broken;
    candidates = simpler(trial, said);
  }
  return story;
}

/** Every trial with one thing less; what the scenario says for certain stays. */
function simpler(trial: Trial, said: State): readonly Trial[] {
  const { state, flows } = trial;
  const { cluster } = state;
  const within = (change: Partial<State['cluster']>): Trial => ({
    ...trial,
    state: { ...state, cluster: { ...cluster, ...change } },
  });
  const asked = new Set(
    flows
      .flatMap(({ source, destination }) => [source, destination])
      .flatMap(end => {
        if (end.kind === 'pod') return end.key;
        return end.kind === 'node' ? end.node : [];
      }),
  );
  const isFree = (key: string): boolean => !asked.has(key) && !isGuarded(state.firewalls, key);
  return [
    ...(flows.length > 1 ? flows.map(flow => ({ ...trial, flows: [flow] })) : []),
    ...[...state.policies.keys()]
      .filter(key => !said.policies.has(key))
      .map(key => ({ ...trial, state: { ...state, policies: without(state.policies, key) } })),
    ...(said.firewalls === state.firewalls
      ? []
      : withoutOneFilter(state.firewalls).map(firewalls => ({ ...trial, state: { ...state, firewalls } }))),
    ...(said.cluster === cluster
      ? []
      : [
          ...[...cluster.pods.keys()].filter(isFree).map(key => within({ pods: without(cluster.pods, key) })),
          ...[...cluster.nodes.keys()]
            .filter(isFree)
            .map(key => within({ nodes: without(cluster.nodes, key) })),
          ...[...cluster.namespaces.keys()].map(key =>
            within({ namespaces: without(cluster.namespaces, key) }),
          ),
        ]),
  ];
}

/** A table says whom a filter guards, so that none of them may be missing. */
function isGuarded({ acls, groups }: Firewalls, key: string): boolean {
  return [...acls, ...groups].some(({ guards }) =>
    guards.some(guard => guard.kind === 'pod' && guard.key === key),
  );
}

/** A group that a rule of another names stays as long as that one does. */
function withoutOneFilter({ acls, groups }: Firewalls): readonly Firewalls[] {
  const isNamed = (name: string): boolean =>
    groups.some(({ filter }) =>
      filter.rules.some(({ peer }) => peer.kind === 'group' && peer.group === name && filter.name !== name),
    );
  return [
    ...acls.map(acl => ({ groups, acls: acls.filter(other => other !== acl) })),
    ...groups
      .filter(({ filter }) => !isNamed(filter.name))
      .map(group => ({ acls, groups: groups.filter(other => other !== group) })),
  ];
}

function without<Thing>(things: ReadonlyMap<string, Thing>, key: string): ReadonlyMap<string, Thing> {
  return new Map([...things].filter(([name]) => name !== key));
}
