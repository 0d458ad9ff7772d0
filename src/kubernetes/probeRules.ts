import type { Findings } from './finding';
import { portNameProblems, portNumberProblems } from './names';
import type { Probe } from './objects';
import type { DecodedProbe } from './podSchemas';
import type { Path } from './problem';
import { acceptedTexts, apiTexts } from './texts';

/** The parts of core/v1 Container that probes are about. */
interface ProbedContainer {
  readonly name: string;
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly livenessProbe?: DecodedProbe;
  readonly readinessProbe?: DecodedProbe;
  readonly startupProbe?: DecodedProbe;
}

const kinds = ['liveness', 'readiness', 'startup'] as const;
const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const;

type Handler = (typeof handlers)[number];

/** The checks of core `validateProbe`, of each probe of a container; gives those that open a connection to it. */
export function checkProbes(container: ProbedContainer, path: Path, findings: Findings): readonly Probe[] {
  return kinds.flatMap(kind => {
    const probe = container[`${kind}Probe`];
    const at = [...path, `${kind}Probe`];
    const port = probe && checkProbe(probe, container, at, findings);
    return port === undefined ? [] : [{ kind, port }];
  });
}

/** An init container that ends is not probed (core `validateInitContainers`). */
export function forbidProbes(container: ProbedContainer, path: Path, findings: Findings): void {
  for (const kind of kinds) {
    const field = `${kind}Probe` as const;
    if (container[field]) findings.forbidden([...path, field], apiTexts.probeOfInit);
  }
}

function checkProbe(
  probe: DecodedProbe,
  container: ProbedContainer,
  path: Path,
  findings: Findings,
): number | undefined {
  const [first, ...more] = handlers.filter(handler => probe[handler] !== undefined);
  if (first === undefined) findings.required(path, apiTexts.probeMissing);
  const port = first && checkHandler(probe, first, container, path, findings);
  for (const handler of more) findings.forbidden([...path, handler], apiTexts.probeTwice);
  return port;
}

function checkHandler(
  probe: DecodedProbe,
  handler: Handler,
  container: ProbedContainer,
  path: Path,
  findings: Findings,
): number | undefined {
  if (handler === 'exec') return undefined;
  const { port = 0 } = probe[handler] ?? {};
  const at = [...path, handler, 'port'];
  const problems = typeof port === 'number' ? portNumberProblems(port) : portNameProblems(port);
  for (const problem of problems) findings.invalid(at, port, problem);
  const number = typeof port === 'number' ? port : numberOf(port, container);
  if (number === undefined && problems.length === 0) {
    findings.warn(at, port, acceptedTexts.probePort(container.name));
  }
  // With a host of its own, a probe goes there and not to the pod.
  const { host = '' } = handler === 'grpc' ? {} : (probe[handler] ?? {});
  return host === '' ? number : undefined;
}

/** The kubelet looks for the name in the probe's container alone (kubernetes pkg/probe `ResolveContainerPort`). */
function numberOf(name: string, { ports }: ProbedContainer): number | undefined {
  return ports.find(port => port.name === name)?.containerPort;
}
