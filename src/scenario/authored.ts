import { denyAll } from '../authoring/denyAll';
import { allowPolicy, type Grant, renamed } from '../authoring/grant';
import { type Half, halvesFor } from '../authoring/half';
import { namespacesWithPods } from '../cluster/cluster';
import { displayName, type Pod, podKey } from '../cluster/pod';
import { knownNamespace } from '../english/endpoint';
import { list } from '../english/enumeration';
import { readDirection, readGrant, readNarrowing } from '../english/grant';
import { Refusal } from '../english/refusal';
import { podSubject, readSubject } from '../english/subject';
import type { Direction, NetworkPolicy } from '../kubernetes/objects';
import { policyWriter } from './manifestReaders';
import { apply, policyKey, without } from './policies';
import type { Scenario } from './scenario';

/** `deny-all`, `deny-all egress`, each also `in namespace x`. */
export function denyAllIn(
  scenario: Scenario,
  { namespace, direction }: { namespace?: string; direction?: string },
): void {
  const where = namespace ? knownNamespace(namespace, scenario.surroundings) : scenario.namespace;
  refuseUninhabited(scenario, where, 'deny-all');
  author(scenario, [denyAll(where, direction === undefined ? undefined : readDirection(direction))]);
}

function refuseUninhabited({ state }: Scenario, namespace: string, who: string): void {
  const populated = namespacesWithPods(state.cluster);
  if (populated.includes(namespace)) return;
  const others = populated.length > 0 ? `Namespaces with pods: ${list(populated)}.` : 'List the pods first.';
  throw new Refusal(`${who} has nothing to isolate: namespace ${namespace} has no pod. ${others}`);
}

/** `backend allows ingress from frontend on port 8080`. */
export function allow(scenario: Scenario, who: string, what: string): void {
  const subject = readSubject(who, scenario.surroundings);
  refuseUninhabited(scenario, subject.namespace, who);
  const policy = allowPolicy(subject, readGrant(what, subject, scenario.surroundings));
  author(scenario, [
    renamed(policy, name => isAnother(scenario, { ...policy, metadata: { ...policy.metadata, name } })),
  ]);
}

/** Whether a policy of that namespace and name stands there and says something else. */
function isAnother(scenario: Scenario, policy: NetworkPolicy): boolean {
  const standing = scenario.state.policies.get(policyKey(policy));
  return standing !== undefined && JSON.stringify(standing.spec) !== JSON.stringify(policy.spec);
}

/** `backend has only ingress from frontend on port 8080`. */
export function hasOnly(scenario: Scenario, who: string, what: string): void {
  const found = podSubject(who, scenario.surroundings);
  const grant = readGrant(what, found.subject, scenario.surroundings);
  if (grant.directions.length > 1)
    throw new Refusal(`"${who} has only ${what}" holds both: write ${who} has ${what}.`);
  state(scenario, found, grant);
}

/** `backend has ingress and egress`, narrowed or not. */
export function hasBoth(scenario: Scenario, who: string, narrowing: string): void {
  const found = podSubject(who, scenario.surroundings);
  const directions: readonly Direction[] = ['ingress', 'egress'];
  state(scenario, found, {
    directions,
    ...readNarrowing(narrowing.trim(), directions, found.subject, scenario.surroundings),
  });
}

/** What a later sentence says of a subject takes the place of what earlier ones said. */
function state(scenario: Scenario, { subject, pods }: ReturnType<typeof podSubject>, grant: Grant): void {
  const denied = (['ingress', 'egress'] as const).filter(direction => !grant.directions.includes(direction));
  const keys = pods.map(podKey);
  const isSubject = (others: readonly string[]): boolean => others.some(key => keys.includes(key));
  const overruled = scenario.state.halves.filter(
    ({ subject: said, holders, directions }) =>
      isSubject(said) || (isSubject(holders) && directions.some(direction => denied.includes(direction))),
  );
  const gone = overruled.map(({ policy }) => policyKey(policy));
  const left = without(scenario.state, gone);
  const network = gone.length > 0 ? scenario.networkUnder(left) : scenario.network;
  const everyPod = [...network.cluster.pods.values()];
  const halves = halvesFor(subject, pods, grant, {
    set: network.policies,
    everyPod,
    nameOf: displayName,
    isTaken: (namespace, name) => left.policies.has(`${namespace}/${name}`),
  });
  if (gone.length > 0) scenario.change(left);
  author(
    scenario,
    halves.map(({ policy }) => policy),
  );
  scenario.change({ halves: [...scenario.state.halves, ...halves] });
  noticeLeftOpen(scenario, pods, denied);
  noticeOpened(scenario, halves);
}

/** Another pod's half may give a pod what an earlier sentence kept from it. */
function noticeOpened(scenario: Scenario, made: readonly Half[]): void {
  const earlier = scenario.state.halves.filter(half => half.isOwn && !made.includes(half));
  for (const half of made)
    for (const { holders, directions } of half.isOwn ? [] : earlier)
      if (
        holders.some(key => half.holders.includes(key)) &&
        !directions.some(each => half.directions.includes(each))
      )
        scenario.notice(
          `${half.policy.metadata.name} gives ${half.directions.join(' and ')} to ${half.holders.join(' and ')}, which an earlier sentence left without it`,
        );
}

/** Policies only ever add: one that stands from elsewhere may open what the sentence does not grant. */
function noticeLeftOpen(scenario: Scenario, pods: readonly Pod[], denied: readonly Direction[]): void {
  const { network, names } = scenario;
  for (const direction of denied)
    for (const pod of pods)
      for (const policy of network.policies.isolating(pod, direction))
        if (policy.rules[direction]?.length)
          scenario.notice(
            `${names.pod(pod)} was to have no ${direction}, but ${names.policy(policy)} grants some: policies only ever add`,
          );
}

/** Policies that English made are shown as YAML: at once if the report is to have everything, else on failure. */
function author(scenario: Scenario, policies: readonly NetworkPolicy[]): void {
  apply(scenario, policies);
  for (const policy of policies) authored.add(policy);
  if (scenario.report === 'everything') attachYaml(scenario, policies);
}

/** The policies in force that sentences made, for the report of a failure. */
export function attachAuthored(scenario: Scenario): void {
  const made = authoredIn(scenario);
  if (made.length > 0 && scenario.report !== 'everything') attachYaml(scenario, made);
}

/** The policies in force that sentences made. */
export function authoredIn({ state }: Scenario): readonly NetworkPolicy[] {
  return [...state.policies.values()].filter(policy => authored.has(policy));
}

const authored = new WeakSet<NetworkPolicy>();

function attachYaml(scenario: Scenario, policies: readonly NetworkPolicy[]): void {
  scenario.edge.attach(policyWriter().toYaml(policies), {
    mediaType: 'text/yaml',
    fileName: 'NetworkPolicy',
  });
}
