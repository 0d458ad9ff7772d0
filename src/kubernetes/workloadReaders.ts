import type { z } from 'zod';
import { decode } from './decoding';
import { checkMetadata } from './metadataRules';
import { dnsLabelProblems, subdomainProblems } from './names';
import { type DecodedObjectMetadata, type DecodedTemplate, schemas } from './objectSchemas';
import { checkTemplate } from './podRules';
import type { Path } from './problem';
import { controllerOf, nameOf, type Reading, type ReadObject } from './reading';
import { checkReplicas } from './workloads';

type ReplicatedKind = 'Deployment' | 'ReplicaSet' | 'ReplicationController';

export function readReplicated(
  kind: ReplicatedKind,
  value: unknown,
  reading: Reading,
): ReadObject | undefined {
  const decoded = decode(schemas[kind], value, reading.findings);
  if (!decoded) return undefined;
  const { replicas, template } = decoded.spec;
  const header = { kind, metadata: decoded.metadata };
  return readWorkload(header, { template, path: ['spec'], replicas, replicasField: 'replicas' }, reading);
}

export function readStatefulSet(value: unknown, reading: Reading): ReadObject | undefined {
  const decoded = decode(schemas.StatefulSet, value, reading.findings);
  if (!decoded) return undefined;
  const { replicas, serviceName, template } = decoded.spec;
  const header = { kind: 'StatefulSet', metadata: decoded.metadata };
  for (const problem of serviceName === '' ? [] : dnsLabelProblems(serviceName)) {
    reading.findings.invalid(['spec', 'serviceName'], serviceName, problem);
  }
  const pods = { template, path: ['spec'], replicas, ...(serviceName !== '' && { serviceName }) };
  return readWorkload(header, pods, reading);
}

export function readDaemonSet(value: unknown, reading: Reading): ReadObject | undefined {
  const decoded = decode(schemas.DaemonSet, value, reading.findings);
  if (!decoded) return undefined;
  const header = { kind: 'DaemonSet', metadata: decoded.metadata };
  return readWorkload(header, { template: decoded.spec.template, path: ['spec'] }, reading);
}

export function readJob(value: unknown, reading: Reading): ReadObject | undefined {
  const decoded = decode(schemas.Job, value, reading.findings);
  if (!decoded) return undefined;
  const header = { kind: 'Job', metadata: decoded.metadata };
  return readWorkload(header, jobPods(decoded.spec, ['spec']), reading);
}

export function readCronJob(value: unknown, reading: Reading): ReadObject | undefined {
  const decoded = decode(schemas.CronJob, value, reading.findings);
  if (!decoded) return undefined;
  const header = { kind: 'CronJob', metadata: decoded.metadata };
  return readWorkload(
    header,
    jobPods(decoded.spec.jobTemplate.spec, ['spec', 'jobTemplate', 'spec']),
    reading,
  );
}

interface WorkloadPods {
  readonly template: DecodedTemplate | undefined;
  readonly path: Path;
  /** Absent where every node has one. */
  readonly replicas?: number;
  readonly replicasField?: string;
  readonly serviceName?: string;
}

/** A Job runs `parallelism` pods at a time, but never more than it has completions left to reach. */
function jobPods(spec: z.output<typeof schemas.Job>['spec'], path: Path): WorkloadPods {
  const { parallelism, completions = parallelism, template } = spec;
  const few = completions < parallelism;
  return {
    template,
    path,
    replicas: few ? completions : parallelism,
    replicasField: few ? 'completions' : 'parallelism',
  };
}

function readWorkload(
  { kind, metadata }: { readonly kind: string; readonly metadata: DecodedObjectMetadata },
  { template, path, replicas, replicasField = 'replicas', serviceName }: WorkloadPods,
  reading: Reading,
): ReadObject | undefined {
  const { findings, place } = reading;
  checkMetadata(metadata, subdomainProblems, findings);
  if (replicas !== undefined) checkReplicas(replicas, [...path, replicasField], findings);
  const checked = checkTemplate(template, [...path, 'template'], findings);
  if (!checked) return undefined;
  const { name, ...namespace } = nameOf(metadata, reading);
  const owner = Object.freeze({ kind, name });
  const workload = {
    owner,
    ...namespace,
    template: checked,
    replicas: replicas ?? 'one per node',
    ...(serviceName !== undefined && { serviceName }),
    place,
  } as const;
  return { is: 'workload', workload, controller: controllerOf(metadata) };
}
