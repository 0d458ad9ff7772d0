import { renamed } from '../authoring/grant';
import { list } from '../english/enumeration';
import { instead, Refusal } from '../english/refusal';
import type { NetworkPolicy, PolicyManifest } from '../kubernetes/objects';
import { noteWritten } from '../kubernetes/writtenAt';
import { manifestReaders, readingOf } from './manifestReaders';
import type { Scenario, State } from './scenario';
import { refuseTwice } from './twice';

/** Policies from a doc string, YAML or JSON. */
export function addPolicies(scenario: Scenario, text: string): void {
  const policies = readPolicies(scenario, text);
  if (policies.length === 0) throw new Refusal('The doc string holds no NetworkPolicy.');
  scenario.change(withManifests(scenario.state, policies, scenario.namespace));
}

export function replacePolicies(scenario: Scenario, text: string): void {
  const policies = readPolicies(scenario, text);
  scenario.change(withManifests({ policies: new Map(), halves: [] }, policies, scenario.namespace));
}

export function deleteAllPolicies(scenario: Scenario): void {
  scenario.change({ policies: new Map(), halves: [] });
}

export function deletePolicy(scenario: Scenario, name: string): void {
  const key = policyKeyNamed(scenario, name);
  scenario.change(without(scenario.state, [key]));
}

/** The key of a policy by name, in the scenario's namespace unless one is written. */
export function policyKeyNamed(scenario: Scenario, name: string): string {
  const { policies } = scenario.state;
  const here = name.includes('/') ? name : `${scenario.namespace}/${name}`;
  if (policies.has(here)) return here;
  const elsewhere = [...policies.keys()].filter(key => key.endsWith(`/${name}`));
  const [only, ...others] = elsewhere;
  if (only !== undefined && others.length === 0) return only;
  if (others.length > 0)
    throw new Refusal(`"${name}" could be policy ${list(elsewhere, 'or')}: write which.`);
  const own = `${scenario.namespace}/`;
  const known = [...policies.keys()].map(key => (key.startsWith(own) ? key.slice(own.length) : key));
  throw new Refusal(`There is no policy "${name}". ${instead(name, known)}`);
}

export function policyKey({ metadata }: NetworkPolicy): string {
  return `${metadata.namespace}/${metadata.name}`;
}

/** With the policies of one document or folder; a name made from generateName makes way for one that stands. */
export function withManifests(
  before: Policies,
  manifests: readonly PolicyManifest[],
  namespace: string,
): Policies {
  const placed = manifests.map(manifest => ({
    ...manifest,
    policy: inNamespace(manifest.policy, namespace),
  }));
  refuseTwice(
    'NetworkPolicy',
    placed.map(({ policy, place }) => ({ key: policyKey(policy), place })),
  );
  const taken = new Set(before.policies.keys());
  return withPolicies(
    before,
    placed.map(({ policy, generated, place }) => {
      const free = generated
        ? renamed(policy, name => taken.has(`${policy.metadata.namespace}/${name}`))
        : policy;
      taken.add(policyKey(free));
      noteWritten(free, place);
      return free;
    }),
  );
}

/** Adds policies, each replacing an earlier one of its namespace and name, as kubectl apply does. */
export function apply(scenario: Scenario, policies: readonly NetworkPolicy[]): void {
  const { namespace } = scenario;
  scenario.change(
    withPolicies(
      scenario.state,
      policies.map(policy => inNamespace(policy, namespace)),
    ),
  );
}

type Policies = Pick<State, 'policies' | 'halves'>;

function withPolicies({ policies, halves }: Policies, added: readonly NetworkPolicy[]): Policies {
  const keys = added.map(policyKey);
  return {
    policies: new Map([...policies, ...added.map(policy => [policyKey(policy), policy] as const)]),
    halves: halves.filter(({ policy }) => !keys.includes(policyKey(policy))),
  };
}

function readPolicies(scenario: Scenario, text: string): readonly PolicyManifest[] {
  const options = { ...readingOf(scenario, text), only: 'NetworkPolicy' } as const;
  const { policies, notices } = manifestReaders().parseManifests(text, options);
  for (const notice of notices) scenario.notice(notice);
  return policies;
}

function inNamespace(policy: NetworkPolicy, namespace: string): NetworkPolicy {
  return policy.metadata.namespace ? policy : { ...policy, metadata: { ...policy.metadata, namespace } };
}

/** The policies and halves that are left when some policies go. */
export function without({ policies, halves }: Policies, keys: readonly string[]): Policies {
  return {
    policies: new Map([...policies].filter(([key]) => !keys.includes(key))),
    halves: halves.filter(half => !keys.includes(policyKey(half.policy))),
  };
}
