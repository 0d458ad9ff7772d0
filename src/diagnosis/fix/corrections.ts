import { distance } from 'fastest-levenshtein';
import { podPeer } from '../../authoring/podSelector';
import type { Pod } from '../../cluster/pod';
import type { Network } from '../../dataplane/network';
import type { LabelSelector, Labels, Peer } from '../../kubernetes/objects';
import { compileSelector } from '../../kubernetes/selector';
import { isSwapped } from '../../kubernetes/spelling';
import type { CompiledPolicy, PodsPeer } from '../../policy/compiledPolicy';
import { type Judgement, names } from '../../policy/match';
import { overlookedFor } from '../overlooked';
import { reasonsOf } from '../reasons';
import { type Edit, editOf } from './edit';
import { kinOf, lastingLabels } from './kin';
import type { Need } from './need';
import { rulesOf, withRule, withRules } from './ruleEdits';

/** Slips that a word makes right: a label that is misspelt and so selects nobody, a direction that policyTypes leaves out. */
export function correctionsFor(network: Network, need: Need, judgement: Judgement): readonly Edit[] {
  const overlooked = overlookedFor(network, judgement, need.own.pod);
  return [
    ...peersSpelt(network, need, judgement),
    ...overlooked.flatMap(({ code, policy }) =>
      code === 'selects-nothing'
        ? subjectSpelt(network, need, policy)
        : [editOf(policy, withRules(policy.source, need.direction, rulesOf(policy.source, need.direction)))],
    ),
  ];
}

/** Peers of rules that fit but for one value of a label. */
function peersSpelt(
  network: Network,
  { own: { pod: subject }, direction, peer }: Need,
  judgement: Judgement,
): readonly Edit[] {
  if (peer.kind !== 'pod') return [];
  const { pod } = peer;
  return reasonsOf(judgement, network.policies.isolating(subject, direction)).flatMap(
    ({ code, policy, rule, peer: missed }) => {
      if (!rule || missed?.kind !== 'pods') return [];
      const right =
        code === 'labels'
          ? relabelled(network, missed, pod)
          : code === 'namespace'
            ? moved(network, policy, missed, pod)
            : undefined;
      if (!right) return [];
      const change = withRule(policy.source, direction, rule.number, written => ({
        ...written,
        peers: (written.peers ?? []).map(each => (each === missed.source ? right : each)),
      }));
      return [editOf(policy, change)];
    },
  );
}

function relabelled(network: Network, { source }: PodsPeer, pod: Pod): Peer | undefined {
  const podSelector = spelt(network, source.podSelector ?? {}, pod);
  return podSelector && { ...source, podSelector };
}

/** A peer that means nobody where it looks, and the pod in the namespace where that is. */
function moved(
  { cluster, policies }: Network,
  policy: CompiledPolicy,
  peer: PodsPeer,
  pod: Pod,
): Peer | undefined {
  const { pods, source } = peer;
  const all = [...cluster.pods.values()];
  if (!source.podSelector || all.some(other => names(policies, policy, peer, other))) return undefined;
  const kin = kinOf(cluster, pod);
  const isJust = all.every(
    other => other.namespace !== pod.namespace || kin.has(other) || !pods(other.labels),
  );
  return isJust ? podPeer(pod.namespace, source.podSelector, policy.namespace) : undefined;
}

function subjectSpelt(
  network: Network,
  { own: { pod: subject } }: Need,
  policy: CompiledPolicy,
): readonly Edit[] {
  const { source } = policy;
  const podSelector = spelt(network, source.spec.podSelector, subject);
  return podSelector ? [editOf(policy, { ...source, spec: { ...source.spec, podSelector } })] : [];
}

/** As few letters as a slip of the hand changes; numbers are not slips, and short words are other words. */
function isSlip(written: string, right: string): boolean {
  const isNumbered = written.replace(/\d+/g, '#') === right.replace(/\d+/g, '#');
  const length = Math.min(written.length, right.length);
  return (
    !isNumbered &&
    (isSwapped(written, right) || distance(written, right) <= (length < 4 ? 0 : length < 6 ? 1 : 2))
  );
}

/** A selector that selects nobody, with one value as the pod bears it, if it is near and then means the pod and its kin alone. */
function spelt({ cluster }: Network, selector: LabelSelector, pod: Pod): LabelSelector | undefined {
  const pods = [...cluster.pods.values()];
  const matches = compileSelector(selector);
  if (pods.some(({ labels }) => matches(labels))) return undefined;
  const borne = lastingLabels(pod);
  const wrong = Object.entries(selector.matchLabels ?? {}).filter(([key, value]) => borne[key] !== value);
  const [[key = '', value = ''] = [], ...others] = wrong;
  const right = Object.hasOwn(borne, key) ? borne[key] : undefined;
  if (others.length > 0 || right === undefined || !isSlip(value, right)) return undefined;
  const matchLabels: Labels = { ...selector.matchLabels, [key]: right };
  const next = { ...selector, matchLabels };
  const kin = kinOf(cluster, pod);
  const selects = compileSelector(next);
  const isJust = pods.every(
    other => other.namespace !== pod.namespace || kin.has(other) || !selects(other.labels),
  );
  return isJust && selects(pod.labels) ? next : undefined;
}
