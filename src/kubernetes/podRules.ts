import { checkAddress } from './addressRules';
import type { Findings } from './finding';
import { checkLabels } from './metadataRules';
import { portNameProblems, portNumberProblems } from './names';
import type { DecodedPodSpec, DecodedPodStatus, DecodedTemplate } from './objectSchemas';
import type { ContainerPort, Labels, PodManifest, Probe } from './objects';
import { checkPodNames } from './podDnsRules';
import { checkProtocol } from './policyRules';
import { checkProbes, forbidProbes } from './probeRules';
import type { Path } from './problem';

/** What all replicas of a workload have in common; they share these very objects. */
export interface PodTemplate extends Pick<PodManifest, 'dns' | 'hostname' | 'subdomain' | 'probes'> {
  readonly labels: Labels;
  readonly ports: readonly ContainerPort[];
  readonly hostNetwork: boolean;
  readonly node?: string;
}

/** The pod template of a workload (core/v1 PodTemplateSpec), at the given path. */
export function checkTemplate(
  template: DecodedTemplate | undefined,
  path: Path,
  findings: Findings,
): PodTemplate | undefined {
  if (!template) {
    findings.required(path, '');
    return undefined;
  }
  const { labels } = template.metadata;
  checkLabels(labels, [...path, 'metadata', 'labels'], findings);
  return { labels: Object.freeze(labels), ...checkPodSpec(template.spec, [...path, 'spec'], findings) };
}

/** The parts of core/v1 PodSpec that decide where a pod listens and runs, whom it asks and who asks it. */
export function checkPodSpec(
  spec: DecodedPodSpec,
  path: Path,
  findings: Findings,
): Omit<PodTemplate, 'labels'> {
  const ports: ContainerPort[] = [];
  const probes: Probe[] = [];
  for (const [field, containers] of [
    ['initContainers', spec.initContainers],
    ['containers', spec.containers],
  ] as const) {
    for (const [index, container] of containers.entries()) {
      // An init container that restarts is a sidecar: it runs as long as the pod.
      const listens = field === 'containers' || container.restartPolicy === 'Always';
      for (const [at, port] of container.ports.entries()) {
        const checked = checkContainerPort(port, [...path, field, index, 'ports', at], findings);
        if (listens) ports.push(...checked);
      }
      const at = [...path, field, index];
      if (listens) probes.push(...checkProbes(container, at, findings));
      else forbidProbes(container, at, findings);
    }
  }
  const { hostNetwork, nodeName } = spec;
  const names = checkPodNames(spec, path, findings);
  return {
    ports: Object.freeze(ports),
    hostNetwork,
    ...(nodeName !== '' && { node: nodeName }),
    ...names,
    ...(probes.length > 0 && { probes: Object.freeze(probes) }),
  };
}

function checkContainerPort(
  { name, containerPort, protocol }: DecodedPodSpec['containers'][number]['ports'][number],
  path: Path,
  findings: Findings,
): ContainerPort[] {
  if (name !== '') {
    for (const problem of portNameProblems(name)) findings.invalid([...path, 'name'], name, problem);
  }
  if (containerPort === 0) findings.required([...path, 'containerPort'], '');
  else {
    for (const problem of portNumberProblems(containerPort)) {
      findings.invalid([...path, 'containerPort'], containerPort, problem);
    }
  }
  const known = checkProtocol(protocol, [...path, 'protocol'], findings);
  return known ? [{ ...(name !== '' && { name }), port: containerPort, protocol: known }] : [];
}

/** The addresses of core/v1 PodStatus: `podIPs`, or `podIP` where that is empty. */
export function checkPodAddresses({ podIP, podIPs }: DecodedPodStatus, findings: Findings): string[] {
  const written = podIPs.map(({ ip }, index) => ({ address: ip, path: ['status', 'podIPs', index, 'ip'] }));
  if (written.length === 0 && podIP !== '') written.push({ address: podIP, path: ['status', 'podIP'] });
  for (const { address, path } of written) checkAddress(address, path, findings);
  return written.map(({ address }) => address);
}

/** The condition Ready of core/v1 PodStatus; a manifest without a status describes a pod that runs. */
export function isReady({ conditions }: DecodedPodStatus): boolean {
  const ready = conditions.find(({ type }) => type === 'Ready');
  return ready === undefined || ready.status === 'True';
}
