import type { FlowEnd, GeneratedFlow } from '../../arbitraries/flows';
import { namespaceNameLabel } from '../../cluster/cluster';
import { type Pod, podKey } from '../../cluster/pod';
import type {
  ContainerPort,
  LabelSelector,
  Labels,
  NetworkPolicy,
  PolicyPort,
} from '../../kubernetes/objects';
import type { State } from '../../scenario/scenario';
import { mapPeers, mapPolicies, mapPorts } from './policies';
import { mapSelectors, withSpec } from './spelledOut';

// Another name for everything that has one, the same wherever it stands; no two things get the same.

/** What the rest of the name stands behind, so that it stays one. */
const renamed = (what: string, name: string): string => `${what}-${Buffer.from(name).toString('hex')}`;

const namespaceOf = (name: string): string => renamed('ns', name);
const podOf = (name: string): string => renamed('pod', name);
const labelValueOf = (value: string): string => `${renamed('v', value)}-v`;
/** At most fifteen characters, so that nothing can be put before them. */
const portOf = (name: string): string => [...name].reverse().join('');

/** The label that holds a namespace's name keeps its key, and holds its new name. */
function keyOf(key: string): string {
  return key === namespaceNameLabel ? key : renamed('k', key);
}

function pairOf([key, value]: readonly [string, string]): [string, string] {
  return [keyOf(key), key === namespaceNameLabel ? namespaceOf(value) : labelValueOf(value)];
}

function labelsOf(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).map(pairOf));
}

function selectorOf({ matchLabels, matchExpressions }: LabelSelector): LabelSelector {
  return {
    ...(matchLabels && { matchLabels: labelsOf(matchLabels) }),
    ...(matchExpressions && {
      matchExpressions: matchExpressions.map(({ key, operator, values }) => ({
        key: keyOf(key),
        operator,
        ...(values && { values: values.map(value => pairOf([key, value])[1]) }),
      })),
    }),
  };
}

export function everythingRenamed(state: State): State {
  const { cluster } = state;
  const pods = [...cluster.pods.values()].map(podRenamed).map(pod => [podKey(pod), pod] as const);
  const namespaces = [...cluster.namespaces].map(
    ([name, labels]) => [namespaceOf(name), labelsOf(labels)] as const,
  );
  const placed = {
    ...state,
    cluster: { ...cluster, pods: new Map(pods), namespaces: new Map(namespaces) },
  };
  const inPorts = mapPorts(placed, port => [policyPort(port)]);
  const inPeers = mapPeers(inPorts, peer => [mapSelectors(peer, selectorOf)]);
  return mapPolicies(inPeers, policyRenamed);
}

function podRenamed(pod: Pod): Pod {
  const { listening } = pod;
  return {
    ...pod,
    name: podOf(pod.name),
    namespace: namespaceOf(pod.namespace),
    labels: labelsOf(pod.labels),
    listening:
      listening.kind === 'everything'
        ? listening
        : { ...listening, ports: listening.ports.map(containerPort) },
  };
}

function containerPort({ name, ...port }: ContainerPort): ContainerPort {
  return name === undefined ? port : { ...port, name: portOf(name) };
}

function policyPort(port: PolicyPort): PolicyPort {
  return typeof port.port === 'string' ? { ...port, port: portOf(port.port) } : port;
}

function policyRenamed(policy: NetworkPolicy): NetworkPolicy {
  const { name, namespace } = policy.metadata;
  return withSpec(
    {
      ...policy,
      metadata: {
        ...policy.metadata,
        name: renamed('policy', name),
        ...(namespace !== undefined && { namespace: namespaceOf(namespace) }),
      },
    },
    { podSelector: selectorOf(policy.spec.podSelector) },
  );
}

export function flowRenamed(flow: GeneratedFlow): GeneratedFlow {
  return { ...flow, source: endRenamed(flow.source), destination: endRenamed(flow.destination) };
}

function endRenamed(end: FlowEnd): FlowEnd {
  if (end.kind !== 'pod') return end;
  const [namespace = '', name = ''] = end.key.split('/');
  return { ...end, key: `${namespaceOf(namespace)}/${podOf(name)}` };
}
