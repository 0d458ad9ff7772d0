import type { Family } from '../addresses/address';
import { parseBlock } from '../addresses/block';
import { lastPort, type Protocol } from '../addresses/port';
import { type Span, type Spans, spansOf } from '../addresses/spans';
import type { Direction, Labels, NetworkPolicy, Peer, PolicyPort } from '../kubernetes/objects';
import { compileSelector } from '../kubernetes/selector';

type Matcher = (labels: Labels) => boolean;

/** A NetworkPolicy with its defaults applied and its selectors and blocks read once. */
export interface CompiledPolicy {
  readonly namespace: string;
  readonly name: string;
  readonly source: NetworkPolicy;
  readonly selects: Matcher;
  /** Rules of each direction that the policy isolates; absent where it does not name the direction. */
  readonly rules: { readonly [D in Direction]?: readonly CompiledRule[] };
  /** Its rules remember no connection: OVN-Kubernetes' annotation k8s.ovn.org/acl-stateless (gress_policy.go). */
  readonly isStateless: boolean;
  /** Every port of every rule. */
  readonly ports: readonly CompiledPort[];
}

export interface CompiledRule {
  /** Counted from 1, as people do. */
  readonly number: number;
  /** Absent: every peer, also outside the cluster. */
  readonly peers?: readonly CompiledPeer[];
  /** Absent: every port of every protocol. */
  readonly ports?: readonly CompiledPort[];
}

export type CompiledPeer =
  | {
      readonly kind: 'pods';
      readonly pods: Matcher;
      /** Absent: the policy's own namespace. */
      readonly namespaces?: Matcher;
      readonly source: Peer;
    }
  | {
      readonly kind: 'block';
      readonly family: Family;
      readonly span: Span<bigint>;
      readonly except: Spans<bigint>;
      readonly source: Peer;
    };

/** A peer that selects pods by their labels. */
export type PodsPeer = CompiledPeer & { readonly kind: 'pods' };

export interface CompiledPort {
  readonly protocol: Protocol;
  /** A numeric port or range; absent for every port, or when a name stands instead. */
  readonly numbers?: Span<number>;
  readonly name?: string;
  readonly source: PolicyPort;
}

/** Reads a valid policy; `namespace` is where it lives if its metadata do not say. */
export function compilePolicy(policy: NetworkPolicy, namespace: string): CompiledPolicy {
  const { podSelector, ingress = [], egress = [] } = policy.spec;
  const directions = directionsOf(policy);
  const rules = {
    ...(directions.includes('ingress') && {
      ingress: ingress.map(({ from, ports }, i) => compileRule(i, from, ports)),
    }),
    ...(directions.includes('egress') && {
      egress: egress.map(({ to, ports }, i) => compileRule(i, to, ports)),
    }),
  };
  return {
    namespace: policy.metadata.namespace ?? namespace,
    name: policy.metadata.name,
    source: policy,
    selects: compileSelector(podSelector),
    isStateless: policy.metadata.annotations?.['k8s.ovn.org/acl-stateless'] === 'true',
    rules,
    ports: [...(rules.ingress ?? []), ...(rules.egress ?? [])].flatMap(rule => rule.ports ?? []),
  };
}

/**
 * The directions a policy isolates. Without policyTypes that is ingress, and egress as well when there is at
 * least one egress rule: an empty list does not count (networking/v1 defaults.go, SetDefaults_NetworkPolicy).
 */
export function directionsOf({ spec }: NetworkPolicy): readonly Direction[] {
  if (!spec.policyTypes || spec.policyTypes.length === 0)
    return spec.egress && spec.egress.length > 0 ? ['ingress', 'egress'] : ['ingress'];
  return (['ingress', 'egress'] as const).filter(direction =>
    spec.policyTypes?.includes(direction === 'ingress' ? 'Ingress' : 'Egress'),
  );
}

/** Empty and missing lists are one thing: the API drops empty lists on the wire. */
function compileRule(
  index: number,
  peers: readonly Peer[] | undefined,
  ports: readonly PolicyPort[] | undefined,
): CompiledRule {
  return {
    number: index + 1,
    ...(peers && peers.length > 0 && { peers: peers.map(compilePeer) }),
    ...(ports && ports.length > 0 && { ports: ports.map(compilePort) }),
  };
}

function compilePeer(source: Peer): CompiledPeer {
  const { ipBlock, podSelector, namespaceSelector } = source;
  if (ipBlock) return compileBlock(source, ipBlock);
  return {
    kind: 'pods',
    source,
    pods: compileSelector(podSelector ?? {}),
    ...(namespaceSelector && { namespaces: compileSelector(namespaceSelector) }),
  };
}

function compileBlock(source: Peer, { cidr, except = [] }: NonNullable<Peer['ipBlock']>): CompiledPeer {
  const block = parseBlock(cidr)?.block;
  if (!block) throw new Error(`ipBlock ${cidr} was not validated`);
  return {
    kind: 'block',
    source,
    family: block.family,
    span: block.span,
    except: spansOf(except.flatMap(text => parseBlock(text) ?? []).map(read => read.block.span)),
  };
}

/** A missing protocol is TCP (NetworkPolicyPort.protocol); `endPort` is inclusive. */
function compilePort(source: PolicyPort): CompiledPort {
  const { protocol = 'TCP', port, endPort } = source;
  if (port === undefined) return { protocol, source };
  if (typeof port === 'string') return { protocol, source, name: port };
  return { protocol, source, numbers: [port, Math.min(endPort ?? port, lastPort) + 1] };
}

/** The policy as a CNI reads it that does not know `endPort`: the field `port` alone counts (NetworkPolicyPort.endPort). */
export function firstPortsOnly(policy: CompiledPolicy): CompiledPolicy {
  const cut = (port: CompiledPort): CompiledPort =>
    port.numbers ? { ...port, numbers: [port.numbers[0], port.numbers[0] + 1] } : port;
  const cutAll = (rules: readonly CompiledRule[]): readonly CompiledRule[] =>
    rules.map(rule => (rule.ports ? { ...rule, ports: rule.ports.map(cut) } : rule));
  const { ingress, egress } = policy.rules;
  return {
    ...policy,
    rules: { ...(ingress && { ingress: cutAll(ingress) }), ...(egress && { egress: cutAll(egress) }) },
    ports: policy.ports.map(cut),
  };
}
