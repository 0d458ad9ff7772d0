import { z } from 'zod';
import { flag, integer, loose, strict, text, textMap } from './decoding';
import { gatewaySpec, gatewayStatus } from './gatewaySchema';
import { ingressSpec, ingressStatus } from './ingressSchema';
import type { Kind } from './kinds';
import { podDns, probe } from './podSchemas';
import { grpcRouteSpec, httpRouteSpec, referenceGrantSpec } from './routeSchema';
import { endpointSlice, endpointSubset, serviceSpec, serviceStatus } from './serviceSchemas';

const ownerReference = loose({
  kind: text.default(''),
  name: text.default(''),
  controller: flag.default(false),
});

const metadataFields = {
  name: text.default(''),
  generateName: text.default(''),
  namespace: text.default(''),
  labels: textMap.default({}),
  ownerReferences: z.array(ownerReference).default([]),
  deletionTimestamp: text.exactOptional(),
};

const metadata = loose(metadataFields);

/** Of kinds whose annotations say something as well. */
const annotated = loose({ ...metadataFields, annotations: textMap.default({}) });

const containerPort = loose({
  name: text.default(''),
  containerPort: integer.default(0),
  protocol: text.default('TCP'),
});

const container = loose({
  name: text.default(''),
  restartPolicy: text.default(''),
  ports: z.array(containerPort).default([]),
  livenessProbe: probe.exactOptional(),
  readinessProbe: probe.exactOptional(),
  startupProbe: probe.exactOptional(),
});

const podSpec = loose({
  containers: z.array(container).default([]),
  initContainers: z.array(container).default([]),
  hostNetwork: flag.default(false),
  nodeName: text.default(''),
  ...podDns,
});

const podStatus = loose({
  podIP: text.default(''),
  podIPs: z.array(loose({ ip: text.default('') })).default([]),
  phase: text.default(''),
  conditions: z.array(loose({ type: text.default(''), status: text.default('') })).default([]),
});

const nodeStatus = loose({
  addresses: z.array(loose({ type: text.default(''), address: text.default('') })).default([]),
});

const template = loose({
  metadata: loose({ labels: textMap.default({}) }).prefault({}),
  spec: podSpec.prefault({}),
}).exactOptional();

const replicated = loose({
  metadata: metadata.prefault({}),
  spec: loose({ replicas: integer.default(1), template }).prefault({}),
});
const stateful = loose({
  metadata: metadata.prefault({}),
  spec: loose({ replicas: integer.default(1), serviceName: text.default(''), template }).prefault({}),
});
const perNode = loose({ metadata: metadata.prefault({}), spec: loose({ template }).prefault({}) });

const jobSpec = loose({
  parallelism: integer.default(1),
  completions: integer.exactOptional(),
  template,
}).prefault({});

const identity = { apiVersion: text, kind: text };

/**
 * Of each kind, what this room reads; other fields are not looked at. Services and endpoints are about nothing but
 * reachability, so a field that is not theirs is an error, as in a NetworkPolicy.
 */
export const schemas = {
  Namespace: loose({ metadata: metadata.prefault({}) }),
  Service: strict({
    ...identity,
    metadata: annotated.prefault({}),
    spec: serviceSpec.prefault({}),
    status: serviceStatus.prefault({}),
  }),
  EndpointSlice: strict({ ...identity, metadata: metadata.prefault({}), ...endpointSlice }),
  Endpoints: strict({
    ...identity,
    metadata: metadata.prefault({}),
    subsets: z.array(endpointSubset).default([]),
  }),
  Ingress: strict({
    ...identity,
    metadata: annotated.prefault({}),
    spec: ingressSpec.prefault({}),
    status: ingressStatus.prefault({}),
  }),
  Gateway: loose({
    metadata: metadata.prefault({}),
    spec: gatewaySpec.prefault({}),
    status: gatewayStatus.prefault({}),
  }),
  HTTPRoute: loose({ metadata: metadata.prefault({}), spec: httpRouteSpec.prefault({}) }),
  GRPCRoute: loose({ metadata: metadata.prefault({}), spec: grpcRouteSpec.prefault({}) }),
  ReferenceGrant: loose({ metadata: metadata.prefault({}), spec: referenceGrantSpec.prefault({}) }),
  Node: loose({ metadata: metadata.prefault({}), status: nodeStatus.prefault({}) }),
  Pod: loose({ metadata: metadata.prefault({}), spec: podSpec.prefault({}), status: podStatus.prefault({}) }),
  Deployment: replicated,
  ReplicaSet: replicated,
  StatefulSet: stateful,
  ReplicationController: replicated,
  DaemonSet: perNode,
  Job: loose({ metadata: metadata.prefault({}), spec: jobSpec }),
  CronJob: loose({
    metadata: metadata.prefault({}),
    spec: loose({ jobTemplate: loose({ spec: jobSpec }).prefault({}) }).prefault({}),
  }),
} satisfies Record<Exclude<Kind, 'NetworkPolicy'>, z.ZodType>;

export type DecodedObjectMetadata = z.output<typeof metadata>;
export type DecodedPodSpec = z.output<typeof podSpec>;
export type DecodedPodStatus = z.output<typeof podStatus>;
export type DecodedTemplate = z.output<typeof template>;
