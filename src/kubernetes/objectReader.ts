import { checkAddress } from './addressRules';
import { decode } from './decoding';
import type { Kind } from './kinds';
import { checkMetadata } from './metadataRules';
import { dnsLabelProblems, subdomainProblems } from './names';
import { schemas } from './objectSchemas';
import type { NetworkPolicy, PodManifest } from './objects';
import { checkPodAddresses, checkPodSpec, isReady } from './podRules';
import { checkPolicy } from './policyRules';
import { policySchema } from './policySchema';
import { controllerOf, nameOf, type Reading, type ReadObject } from './reading';
import { readGateway, readGRPCRoute, readHTTPRoute, readIngress, readReferenceGrant } from './routeReaders';
import { readEndpointSlice, readEndpoints, readService } from './serviceReaders';
import { readCronJob, readDaemonSet, readJob, readReplicated, readStatefulSet } from './workloadReaders';

type Reader = (value: unknown, reading: Reading) => ReadObject | undefined;

/** How each kind is read; a reader gives nothing where the object does not decode. */
const readers: Readonly<Record<Kind, Reader>> = {
  NetworkPolicy: readPolicy,
  Namespace: readNamespace,
  Node: readNode,
  Service: readService,
  Endpoints: readEndpoints,
  EndpointSlice: readEndpointSlice,
  Ingress: readIngress,
  Gateway: readGateway,
  HTTPRoute: readHTTPRoute,
  GRPCRoute: readGRPCRoute,
  ReferenceGrant: readReferenceGrant,
  Pod: readPod,
  Deployment: (value, reading) => readReplicated('Deployment', value, reading),
  ReplicaSet: (value, reading) => readReplicated('ReplicaSet', value, reading),
  StatefulSet: readStatefulSet,
  ReplicationController: (value, reading) => readReplicated('ReplicationController', value, reading),
  DaemonSet: readDaemonSet,
  Job: readJob,
  CronJob: readCronJob,
};

/** Reads one object. It counts only if the reading's findings hold no error. */
export function readObject(kind: Kind, value: unknown, reading: Reading): ReadObject | undefined {
  return readers[kind](value, reading);
}

function readPolicy(value: unknown, reading: Reading): ReadObject | undefined {
  const decoded = decode(policySchema, value, reading.findings);
  if (!decoded) return undefined;
  const spec = checkPolicy(decoded, reading.strictCidr, reading.findings);
  const { labels, annotations } = decoded.metadata;
  const policy: NetworkPolicy = {
    apiVersion: decoded.apiVersion,
    kind: decoded.kind,
    metadata: {
      ...nameOf(decoded.metadata, reading),
      ...(labels && { labels }),
      ...(annotations && { annotations }),
    },
    spec,
  };
  return { is: 'policy', policy: { policy, generated: decoded.metadata.name === '', place: reading.place } };
}

function readNamespace(value: unknown, reading: Reading): ReadObject | undefined {
  const decoded = decode(schemas.Namespace, value, reading.findings);
  if (!decoded) return undefined;
  checkMetadata(decoded.metadata, dnsLabelProblems, reading.findings);
  const { name } = nameOf(decoded.metadata, reading);
  return { is: 'namespace', namespace: { name, labels: decoded.metadata.labels, place: reading.place } };
}

function readNode(value: unknown, reading: Reading): ReadObject | undefined {
  const decoded = decode(schemas.Node, value, reading.findings);
  if (!decoded) return undefined;
  checkMetadata(decoded.metadata, subdomainProblems, reading.findings);
  const addresses = decoded.status.addresses.flatMap(({ type, address }, index) => {
    if (type !== 'InternalIP' && type !== 'ExternalIP') return [];
    checkAddress(address, ['status', 'addresses', index, 'address'], reading.findings);
    return [address];
  });
  const { name } = nameOf(decoded.metadata, reading);
  return { is: 'node', node: { name, labels: decoded.metadata.labels, addresses, place: reading.place } };
}

function readPod(value: unknown, reading: Reading): ReadObject | undefined {
  const decoded = decode(schemas.Pod, value, reading.findings);
  if (!decoded) return undefined;
  const { metadata, spec, status } = decoded;
  checkMetadata(metadata, subdomainProblems, reading.findings);
  const controller = controllerOf(metadata);
  const pod: PodManifest = {
    ...nameOf(metadata, reading),
    labels: metadata.labels,
    ...checkPodSpec(spec, ['spec'], reading.findings),
    addresses: checkPodAddresses(status, reading.findings),
    ...(controller && { owner: controller }),
    finished: status.phase === 'Succeeded' || status.phase === 'Failed',
    terminating: metadata.deletionTimestamp !== undefined,
    ready: isReady(status),
    place: reading.place,
  };
  return { is: 'pod', pod, controller };
}
