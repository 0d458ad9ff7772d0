import type { Pod } from '../cluster/pod';
import type {
  Direction,
  EgressRule,
  IngressRule,
  LabelSelector,
  NetworkPolicy,
  Peer,
  PolicyPort,
  PolicyType,
} from '../kubernetes/objects';

const policyType: Readonly<Record<Direction, PolicyType>> = { ingress: 'Ingress', egress: 'Egress' };

/** Who may be talked with, and on which ports of whoever receives. */
export interface Grant {
  readonly directions: readonly Direction[];
  /** Absent: anyone, also outside the cluster. */
  readonly peers?: readonly GrantedPeer[];
  /** Absent: every port of every protocol. */
  readonly ports?: readonly PolicyPort[];
}

export interface GrantedPeer {
  /** The items of `from` or `to`. */
  readonly items: readonly Peer[];
  /** The pods meant, where the peer is pods. */
  readonly pods: readonly Pod[];
  /** For the policy's name. */
  readonly words: string;
}

/** The pods that a sentence gives something to. */
export interface Subject {
  readonly namespace: string;
  readonly selector: LabelSelector;
  /** For the policy's name. */
  readonly words: string;
}

/** `backend allows ingress from frontend on port 8080`: isolates the subject and adds the permission. */
export function allowPolicy(subject: Subject, grant: Grant): NetworkPolicy {
  const { directions, peers, ports } = grant;
  const words = [
    'allow',
    subject.words,
    ...directions,
    ...(peers ? [directions.includes('ingress') ? 'from' : 'to', ...peers.map(peer => peer.words)] : []),
    ...(ports ? ['on', ...ports.map(portWords)] : []),
  ];
  return policyFor(subject, slug(words.join('-')), directions, grant);
}

/** A policy that isolates the subject in `isolates` and grants in the grant's own directions. */
export function policyFor(
  { namespace, selector }: Subject,
  name: string,
  isolates: readonly Direction[],
  { directions, peers, ports }: Grant,
): NetworkPolicy {
  const items = peers?.flatMap(peer => peer.items);
  const ingress: IngressRule = { ...(items && { from: items }), ...(ports && { ports }) };
  const egress: EgressRule = { ...(items && { to: items }), ...(ports && { ports }) };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: {
      podSelector: selector,
      policyTypes: isolates.map(direction => policyType[direction]),
      ...(directions.includes('ingress') && { ingress: [ingress] }),
      ...(directions.includes('egress') && { egress: [egress] }),
    },
  };
}

function portWords({ port, endPort, protocol }: PolicyPort): string {
  const suffix = protocol && protocol !== 'TCP' ? `-${protocol}` : '';
  return `${port ?? 'all'}${endPort ? `-to-${endPort}` : ''}${suffix}`;
}

/** The longest name that an object may have. */
const longest = 253;

/** Turns words into an object name: lower case, every run of other characters one hyphen, 253 at most. */
export function slug(words: string, most = longest): string {
  return words
    .toLowerCase()
    .replace(/\/(?=[a-z])/g, '.')
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/\.(?=[-.])|(?<=[-.])\./g, '-')
    .replace(/-+/g, '-')
    .slice(0, most)
    .replace(/^[-.]+|[-.]+$/g, '');
}

/** A name as it is if it is free, else with the first number that makes it so. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  for (let number = 2; ; number++) {
    const numbered = `${slug(name, longest - `-${number}`.length)}-${number}`;
    if (!isTaken(numbered)) return numbered;
  }
}

/** The policy under its own name if that is free, else under the first numbered one. */
export function renamed(policy: NetworkPolicy, isTaken: (name: string) => boolean): NetworkPolicy {
  const name = freeName(policy.metadata.name, isTaken);
  return { ...policy, metadata: { ...policy.metadata, name } };
}
