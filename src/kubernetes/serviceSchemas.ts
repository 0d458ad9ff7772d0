import { z } from 'zod';
import { anything, flag, integer, loose, strict, text, textList, textMap } from './decoding';

const servicePort = strict({
  name: text.default(''),
  protocol: text.default(''),
  appProtocol: anything.exactOptional(),
  port: integer.default(0),
  targetPort: z.union([text, integer]).default(0),
  nodePort: integer.default(0),
});

/** core/v1 ServiceSpec. */
export const serviceSpec = strict({
  type: text.default(''),
  clusterIP: text.default(''),
  clusterIPs: textList.default([]),
  ipFamilies: textList.default([]),
  ipFamilyPolicy: text.exactOptional(),
  externalIPs: textList.default([]),
  externalName: text.default(''),
  selector: textMap.default({}),
  ports: z.array(servicePort).default([]),
  externalTrafficPolicy: text.default(''),
  internalTrafficPolicy: text.default('Cluster'),
  publishNotReadyAddresses: flag.default(false),
  allocateLoadBalancerNodePorts: flag.exactOptional(),
  healthCheckNodePort: anything.exactOptional(),
  loadBalancerClass: anything.exactOptional(),
  loadBalancerIP: anything.exactOptional(),
  loadBalancerSourceRanges: textList.default([]),
  sessionAffinity: anything.exactOptional(),
  sessionAffinityConfig: anything.exactOptional(),
  trafficDistribution: anything.exactOptional(),
});

/** core/v1 ServiceStatus; what a load balancer has not assigned yet is not there. */
export const serviceStatus = loose({
  loadBalancer: loose({ ingress: z.array(loose({ ip: text.default('') })).default([]) }).prefault({}),
});

/** core/v1 ObjectReference. */
const targetRef = strict({
  kind: text.default(''),
  name: text.default(''),
  namespace: text.default(''),
  apiVersion: anything.exactOptional(),
  fieldPath: anything.exactOptional(),
  resourceVersion: anything.exactOptional(),
  uid: anything.exactOptional(),
});

const endpoint = strict({
  addresses: textList.default([]),
  conditions: strict({
    ready: flag.default(true),
    serving: anything.exactOptional(),
    terminating: anything.exactOptional(),
  }).prefault({}),
  nodeName: text.default(''),
  targetRef: targetRef.exactOptional(),
  hostname: text.exactOptional(),
  deprecatedTopology: anything.exactOptional(),
  hints: anything.exactOptional(),
  zone: anything.exactOptional(),
});

const slicePort = strict({
  name: text.default(''),
  port: integer.exactOptional(),
  protocol: text.default('TCP'),
  appProtocol: anything.exactOptional(),
});

/** The fields of a discovery.k8s.io/v1 EndpointSlice beside its metadata. */
export const endpointSlice = {
  addressType: text.default(''),
  endpoints: z.array(endpoint).default([]),
  ports: z.array(slicePort).default([]),
};

const address = strict({
  ip: text.default(''),
  nodeName: text.default(''),
  targetRef: targetRef.exactOptional(),
  hostname: text.default(''),
});

const endpointPort = strict({
  name: text.default(''),
  port: integer.default(0),
  protocol: text.default(''),
  appProtocol: anything.exactOptional(),
});

/** core/v1 EndpointSubset. */
export const endpointSubset = strict({
  addresses: z.array(address).default([]),
  notReadyAddresses: z.array(address).default([]),
  ports: z.array(endpointPort).default([]),
});

export type DecodedServiceSpec = z.output<typeof serviceSpec>;
export type DecodedServiceStatus = z.output<typeof serviceStatus>;
export type DecodedServicePort = z.output<typeof servicePort>;
export type DecodedEndpoint = z.output<typeof endpoint>;
export type DecodedSlicePort = z.output<typeof slicePort>;
export type DecodedTargetRef = z.output<typeof targetRef>;
export type DecodedSubset = z.output<typeof endpointSubset>;
