import { type Cluster, namespaceLabels } from '../cluster/cluster';
import { type Pod, portsOf } from '../cluster/pod';
import type { Service } from '../cluster/service';
import type { ContainerPort, Direction, Labels } from '../kubernetes/objects';
import { selectedBy } from '../services/endpoints';
import type { CompiledPolicy } from './compiledPolicy';

/** The policies in force in one cluster, asked by pod; answers are kept, so build one set per state. */
export interface PolicySet {
  readonly policies: readonly CompiledPolicy[];
  /** The policies that isolate a pod in a direction; none: the pod is not isolated there. */
  readonly isolating: (pod: Pod, direction: Direction) => readonly CompiledPolicy[];
  /** Some policy that isolates the pod remembers no connection, so its other packets find none either. */
  readonly isStateless: (pod: Pod) => boolean;
  readonly labelsOfNamespace: (namespace: string) => Labels;
  /** Ports of the pods that a Service selects. */
  readonly portsBehind: (service: Service) => readonly ContainerPort[];
}

export function policySetOf(policies: readonly CompiledPolicy[], cluster: Cluster): PolicySet {
  const isolating: Record<Direction, Map<Pod, readonly CompiledPolicy[]>> = {
    ingress: new Map(),
    egress: new Map(),
  };
  const namespaces = new Map<string, Labels>();
  const behind = new Map<Service, readonly ContainerPort[]>();
  const stateless = policies.filter(policy => policy.isStateless);
  return {
    policies,
    isolating: (pod, direction) =>
      remembered(isolating[direction], pod, () =>
        policies.filter(
          ({ namespace, rules, selects }) =>
            namespace === pod.namespace && rules[direction] !== undefined && selects(pod.labels),
        ),
      ),
    isStateless: pod =>
      stateless.some(({ namespace, selects }) => namespace === pod.namespace && selects(pod.labels)),
    portsBehind: service => remembered(behind, service, () => selectedBy(cluster, service).flatMap(portsOf)),
    labelsOfNamespace: name => remembered(namespaces, name, () => namespaceLabels(cluster, name)),
  };
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, compute: () => Value): Value {
  const value = known.get(key) ?? compute();
  known.set(key, value);
  return value;
}
