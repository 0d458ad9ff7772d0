import { type Cluster, namespaceNameLabel, namespacesOf } from '../cluster/cluster';
import { dnsLabelProblems } from '../kubernetes/names';
import type { Labels, NetworkPolicy } from '../kubernetes/objects';
import { freeName } from './freeName';
import { labelSets, valuesOf } from './labelSets';
import { rulesIn } from './vocabulary';

/** Of selectors that could match in more ways, as many are tried. */
const mostNamespaces = 20_000;

/** Namespaces in which a pod may be: those that are listed, or that a pod, a policy or a Service lies in; sorted. */
export function standingNamespaces(cluster: Cluster, policies: readonly NetworkPolicy[]): readonly string[] {
  const others = [
    ...policies.flatMap(({ metadata }) => metadata.namespace ?? []),
    ...[...cluster.services.values()].map(({ namespace }) => namespace),
  ];
  return [...new Set([...namespacesOf(cluster), ...others])].sort();
}

/**
 * Namespaces that a cluster could get: one for each way in which the namespaceSelectors of policies can match or not, with the
 * fewest labels that do it. Each bears its name as the label kubernetes.io/metadata.name, as the API server sees to, so that
 * those which selectors ask for by that label have these names.
 */
export function possibleNamespaces(
  cluster: Cluster,
  policies: readonly NetworkPolicy[],
): readonly (readonly [name: string, labels: Labels])[] {
  const selectors = rulesIn(policies).flatMap(({ peers }) =>
    peers.flatMap(({ namespaceSelector }) => namespaceSelector ?? []),
  );
  const standing = standingNamespaces(cluster, policies);
  const named = selectors.flatMap(selector => valuesOf(namespaceNameLabel, selector));
  const asked = [...new Set(named)].filter(
    name => !standing.includes(name) && dnsLabelProblems(name).length === 0,
  );
  return [freeName('new-namespace', [...standing, ...named]), ...asked].flatMap(name => {
    const { count, nth } = labelSets(selectors, { having: { [namespaceNameLabel]: name } });
    return Array.from({ length: Math.min(count, mostNamespaces) }, (_, i) => {
      const { [namespaceNameLabel]: _name, ...labels } = nth(i);
      return [name, labels] as const;
    });
  });
}
