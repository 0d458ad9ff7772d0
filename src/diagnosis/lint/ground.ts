import { namespaceNameLabel, namespacesOf, namespacesWithPods } from '../../cluster/cluster';
import { type Pod, podKey } from '../../cluster/pod';
import type { Network } from '../../dataplane/network';
import type { Direction } from '../../kubernetes/objects';
import type { CompiledPeer, CompiledPolicy, CompiledRule, PodsPeer } from '../../policy/compiledPolicy';
import { names } from '../../policy/match';
import type { AllPairs } from '../../reachability/allPairs';
import { pairsOf } from '../../reachability/pairsOf';
import type { ModelName } from '../../settings/models';

/** What lint rules look at: a network, and what several of them ask of it, worked out once. */
export class Ground {
  readonly pods: readonly Pod[];
  readonly policies: readonly CompiledPolicy[];
  readonly #selected = new Map<CompiledPolicy, readonly Pod[]>();
  readonly #matched = new Map<CompiledPeer, readonly Pod[]>();
  readonly #namespaces: readonly string[];
  /** Those of every cluster of which no pod is told. */
  readonly #untold: readonly string[];

  constructor(
    readonly network: Network,
    readonly model: ModelName,
  ) {
    const { cluster, policies } = network;
    this.pods = [...cluster.pods.values()];
    this.policies = policies.policies;
    const told = namespacesWithPods(cluster);
    this.#namespaces = [...new Set([...namespacesOf(cluster), ...builtIn])];
    this.#untold = builtIn.filter(name => !told.includes(name));
  }

  /** Pods that a policy applies to. */
  selected(policy: CompiledPolicy): readonly Pod[] {
    const known =
      this.#selected.get(policy) ??
      this.pods.filter(pod => pod.namespace === policy.namespace && policy.selects(pod.labels));
    this.#selected.set(policy, known);
    return known;
  }

  /** Pods that a peer names by their labels. */
  matched(policy: CompiledPolicy, peer: CompiledPeer): readonly Pod[] {
    if (peer.kind === 'block') return [];
    const known = this.#matched.get(peer) ?? this.pods.filter(pod => this.isPeer(policy, peer, pod));
    this.#matched.set(peer, known);
    return known;
  }

  isPeer(policy: CompiledPolicy, peer: CompiledPeer, pod: Pod): boolean {
    return peer.kind === 'pods' && names(this.network.policies, policy, peer, pod);
  }

  /** Whether a peer names somebody by labels; quicker than to list them. */
  isMatched(policy: CompiledPolicy, peer: CompiledPeer): boolean {
    const known = this.#matched.get(peer);
    return known ? known.length > 0 : this.pods.some(pod => this.isPeer(policy, peer, pod));
  }

  /** A peer may be in a namespace that every cluster has, of which these objects say nothing. */
  mayBeUntold(peer: PodsPeer): boolean {
    return this.#untold.some(name => this.#isOf(peer, name));
  }

  /** Whether a namespace that anybody knows of answers to the selector. */
  hasNamespace(peer: PodsPeer): boolean {
    return this.#namespaces.some(name => this.#isOf(peer, name));
  }

  #isOf({ namespaces }: PodsPeer, name: string): boolean {
    return namespaces?.(this.network.policies.labelsOfNamespace(name)) === true;
  }

  /** All pairs of the network as it is. */
  get pairs(): AllPairs {
    return pairsOf(this.network);
  }
}

/** Namespaces of every cluster whose pods are seldom among the manifests of an application. */
const builtIn = ['kube-system', 'kube-public', 'kube-node-lease'];

/** Every rule in force, with its policy. */
export function* rulesOf(
  policies: Iterable<CompiledPolicy>,
): Iterable<{ readonly policy: CompiledPolicy; readonly direction: Direction; readonly rule: CompiledRule }> {
  for (const policy of policies)
    for (const direction of ['ingress', 'egress'] as const)
      for (const rule of policy.rules[direction] ?? []) yield { policy, direction, rule };
}

/** `shop/web[Deployment]`, `shop/once[Pod]`. */
export function workloadText({ namespace, name, owner }: Pod): string {
  return `${namespace}/${owner?.name ?? name}[${owner?.kind ?? 'Pod'}]`;
}

/** The first few by name, each once: `shop/api, shop/web and 3 more`. */
export function someOf(names: Iterable<string>, most = 3): string {
  const all = [...new Set(names)];
  const more = all.length - most;
  if (more > 0) return `${all.slice(0, most).join(', ')} and ${more} more`;
  return all.length < 2 ? all.join() : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

/** Pods by the name of their workload: `shop/web`. */
export function podsText(pods: readonly Pod[]): string {
  return someOf(pods.map(pod => podKey({ ...pod, name: pod.owner?.name ?? pod.name })));
}

/** What only the name of the namespace says. */
export const ownName = (name: string) => ({ matchLabels: { [namespaceNameLabel]: name } });
