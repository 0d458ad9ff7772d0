import { type Pod, podKey } from '../cluster/pod';
import type { Direction, NetworkPolicy } from '../kubernetes/objects';
import type { PolicySet } from '../policy/policySet';
import { type Grant, policyFor, type Subject } from './grant';
import { exactSelector, podPeer } from './podSelector';

/** A policy that a sentence about a subject made, and what it gives to whom. */
export interface Half {
  readonly policy: NetworkPolicy;
  /** Keys of the pods that the sentence was about. */
  readonly subject: readonly string[];
  /** Keys of the pods that the policy lets send or receive. */
  readonly holders: readonly string[];
  readonly directions: readonly Direction[];
}

export const opposite: Readonly<Record<Direction, Direction>> = { ingress: 'egress', egress: 'ingress' };

/**
 * `backend has only ingress`, `backend has ingress and egress`: the subject is isolated both ways and has what is
 * granted. Everybody else gets the other half of the same permission as far as they are isolated already, so that
 * whatever fails afterwards fails for want of what the subject was not given.
 *
 * @param pods the subject's pods
 * @param everyPod the whole cluster's
 * @param nameOf how people call a pod, for the names of the policies
 */
export function halvesFor(
  subject: Subject,
  pods: readonly Pod[],
  grant: Grant,
  { set, everyPod, nameOf }: { set: PolicySet; everyPod: readonly Pod[]; nameOf: (pod: Pod) => string },
): readonly Half[] {
  const name = grant.directions.length === 2 ? 'ingress-and-egress' : `only-${grant.directions[0]}`;
  const own: Half = {
    policy: policyFor(subject, `${subject.words}-${name}`, ['ingress', 'egress'], grant),
    subject: pods.map(podKey),
    holders: pods.map(podKey),
    directions: grant.directions,
  };
  const partners = grant.peers
    ? everyPod.filter(pod => grant.peers?.some(peer => peer.pods.includes(pod)))
    : everyPod.filter(pod => pod.namespace === subject.namespace);
  const others = grant.directions.flatMap(direction => {
    const mirrored = opposite[direction];
    const isolated = partners.filter(pod => !pods.includes(pod) && set.isolating(pod, mirrored).length > 0);
    return classesOf(isolated).map(
      (members, i, all): Half => ({
        policy: otherHalf(
          subject,
          grant,
          mirrored,
          members,
          isolated,
          everyPod,
          partnerName(members, i, all, nameOf),
        ),
        subject: own.subject,
        holders: members.map(podKey),
        directions: [mirrored],
      }),
    );
  });
  return [own, ...others];
}

function otherHalf(
  subject: Subject,
  { ports }: Grant,
  direction: Direction,
  members: readonly Pod[],
  meant: readonly Pod[],
  everyPod: readonly Pod[],
  name: string,
): NetworkPolicy {
  const [first] = members;
  const namespace = first?.namespace ?? subject.namespace;
  const inNamespace = meant.filter(pod => pod.namespace === namespace);
  const holder: Subject = {
    namespace,
    selector: exactSelector(first?.labels ?? {}, inNamespace, everyPod),
    words: name,
  };
  const peer = podPeer(subject.namespace, subject.selector, namespace);
  const link = direction === 'egress' ? 'egress-to' : 'ingress-from';
  return policyFor(holder, `${name}-${link}-${subject.words}`, [direction], {
    directions: [direction],
    peers: [{ items: [peer], pods: [], words: subject.words }],
    ...(ports && { ports }),
  });
}

/** Pods with the same namespace and labels: no selector tells them apart, so they are isolated alike. */
function classesOf(pods: readonly Pod[]): readonly (readonly Pod[])[] {
  const classes = new Map<string, Pod[]>();
  for (const pod of pods) {
    const key = `${pod.namespace} ${JSON.stringify(Object.entries(pod.labels).sort())}`;
    classes.set(key, [...(classes.get(key) ?? []), pod]);
  }
  return [...classes.values()];
}

/** The pod's name, with a number where another class in the same namespace goes by the same name. */
function partnerName(
  members: readonly Pod[],
  index: number,
  all: readonly (readonly Pod[])[],
  nameOf: (pod: Pod) => string,
): string {
  const name = (pods: readonly Pod[]): string =>
    pods
      .slice(0, 1)
      .map(pod => `${pod.namespace}/${nameOf(pod)}`)
      .join('');
  const earlier = all.slice(0, index).filter(other => name(other) === name(members)).length;
  const own = members.slice(0, 1).map(nameOf).join('');
  return earlier === 0 ? own : `${own}-${earlier + 1}`;
}
