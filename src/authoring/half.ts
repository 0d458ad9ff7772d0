import { labelsKey, type Pod, podKey } from '../cluster/pod';
import type { Direction, NetworkPolicy } from '../kubernetes/objects';
import type { PolicySet } from '../policy/policySet';
import { freeName, type Grant, policyFor, type Subject, slug } from './grant';
import { exactSelector, podPeer } from './podSelector';

/** A policy that a sentence about a subject made, and what it gives to whom. */
export interface Half {
  readonly policy: NetworkPolicy;
  /** Keys of the pods that the sentence was about. */
  readonly subject: readonly string[];
  /** Keys of the pods that the policy lets send or receive. */
  readonly holders: readonly string[];
  readonly directions: readonly Direction[];
  /** The subject's own policy, not the other half of somebody else's. */
  readonly isOwn: boolean;
}

export const opposite: Readonly<Record<Direction, Direction>> = { ingress: 'egress', egress: 'ingress' };

/** What a sentence about halves has to know of the cluster. */
export interface Around {
  readonly set: PolicySet;
  readonly everyPod: readonly Pod[];
  /** How people call a pod, for the names of the policies. */
  readonly nameOf: (pod: Pod) => string;
  /** Whether a policy of that name stands in the namespace. */
  readonly isTaken: (namespace: string, name: string) => boolean;
}

/**
 * `backend has only ingress`, `backend has ingress and egress`: the subject is isolated both ways and has what is
 * granted. Everybody else gets the other half of the same permission as far as they are isolated already, so that
 * whatever fails afterwards fails for want of what the subject was not given.
 *
 * @param pods the subject's pods
 */
export function halvesFor(
  subject: Subject,
  pods: readonly Pod[],
  grant: Grant,
  around: Around,
): readonly Half[] {
  const made = new Set<string>();
  const named = (namespace: string, words: string): string => {
    const isTaken = (name: string): boolean =>
      made.has(`${namespace}/${name}`) || around.isTaken(namespace, name);
    const name = freeName(slug(words), isTaken);
    made.add(`${namespace}/${name}`);
    return name;
  };

  const what = grant.directions.length === 2 ? 'ingress-and-egress' : `only-${grant.directions[0]}`;
  const own: Half = {
    policy: policyFor(
      subject,
      named(subject.namespace, `${subject.words}-${what}`),
      ['ingress', 'egress'],
      grant,
    ),
    subject: pods.map(podKey),
    holders: pods.map(podKey),
    directions: grant.directions,
    isOwn: true,
  };
  const partners = around.everyPod.filter(
    pod =>
      !pods.includes(pod) &&
      (grant.peers ? grant.peers.some(peer => peer.pods.includes(pod)) : pod.namespace === subject.namespace),
  );
  const others = grant.directions.flatMap(direction => {
    const mirrored = opposite[direction];
    const isolated = partners.filter(pod => around.set.isolating(pod, mirrored).length > 0);
    return classesOf(isolated).map(
      (members): Half => ({
        policy: otherHalf(subject, grant, mirrored, members, isolated, around, named),
        subject: own.subject,
        holders: members.map(podKey),
        directions: [mirrored],
        isOwn: false,
      }),
    );
  });
  return [own, ...others];
}

/** `frontend-egress-to-backend`: what one class of pods needs for its part of the permission. */
function otherHalf(
  subject: Subject,
  { ports }: Grant,
  direction: Direction,
  members: readonly [Pod, ...Pod[]],
  meant: readonly Pod[],
  { everyPod, nameOf }: Around,
  named: (namespace: string, words: string) => string,
): NetworkPolicy {
  const [{ namespace, labels }] = members;
  const inNamespace = meant.filter(pod => pod.namespace === namespace);
  const words = nameOf(members[0]);
  const link = direction === 'egress' ? 'egress-to' : 'ingress-from';
  const holder: Subject = { namespace, selector: exactSelector(labels, inNamespace, everyPod), words };
  const peer = podPeer(subject.namespace, subject.selector, namespace);
  return policyFor(holder, named(namespace, `${words}-${link}-${subject.words}`), [direction], {
    directions: [direction],
    peers: [{ items: [peer], pods: [], words: subject.words }],
    ...(ports && { ports }),
  });
}

/** Pods with the same namespace and labels: no selector tells them apart, so they are isolated alike. */
function classesOf(pods: readonly Pod[]): readonly (readonly [Pod, ...Pod[]])[] {
  const classes = new Map<string, [Pod, ...Pod[]]>();
  for (const pod of pods) {
    const key = `${pod.namespace} ${labelsKey(pod)}`;
    const known = classes.get(key);
    if (known) known.push(pod);
    else classes.set(key, [pod]);
  }
  return [...classes.values()];
}
