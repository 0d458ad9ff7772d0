import { type Protocol, protocols } from '../addresses/port';
import { nodePorts } from '../settings/nodePorts';
import type { Findings } from './finding';
import { dnsLabelProblems, portNameProblems, portNumberProblems } from './names';
import type { ServicePort, ServiceType } from './objects';
import { checkProtocol } from './policyRules';
import type { Path } from './problem';
import type { DecodedServicePort } from './serviceSchemas';
import { apiTexts } from './texts';

/** The checks of core `validateServicePort`, of each port. */
export function checkServicePorts(
  ports: readonly DecodedServicePort[],
  path: Path,
  findings: Findings,
): readonly ServicePort[] {
  checkPortNames(ports, path, findings);
  return ports.map((port, index) => checkServicePort(port, [...path, index], findings));
}

/** A port may do without a name if it is the only one; names are DNS labels, each used once. */
export function checkPortNames(
  ports: readonly { readonly name: string }[],
  path: Path,
  findings: Findings,
): void {
  for (const [index, { name }] of ports.entries()) {
    const at = [...path, index, 'name'];
    if (name === '') {
      if (ports.length > 1) findings.required(at, '');
    } else {
      for (const problem of dnsLabelProblems(name)) findings.invalid(at, name, problem);
      if (ports.findIndex(other => other.name === name) < index) findings.duplicate(at, name);
    }
  }
}

function checkServicePort(decoded: DecodedServicePort, path: Path, findings: Findings): ServicePort {
  const { name, port, nodePort } = decoded;
  for (const problem of portNumberProblems(port)) findings.invalid([...path, 'port'], port, problem);
  const protocol = checkProtocolOrDefault(decoded.protocol, [...path, 'protocol'], findings);
  // Nothing, 0 and the empty name mean the port itself (core/v1 `SetDefaults_Service`).
  const written = decoded.targetPort !== 0 && decoded.targetPort !== '';
  const targetPort = written ? decoded.targetPort : port;
  if (written) checkTargetPort(targetPort, [...path, 'targetPort'], findings);
  return {
    ...(name !== '' && { name }),
    protocol,
    port,
    targetPort,
    ...(nodePort !== 0 && { nodePort }),
  };
}

function checkTargetPort(port: number | string, path: Path, findings: Findings): void {
  const problems = typeof port === 'number' ? portNumberProblems(port) : portNameProblems(port);
  for (const problem of problems) findings.invalid(path, port, problem);
}

/** An empty protocol is TCP in the core group. */
export function checkProtocolOrDefault(text: string, path: Path, findings: Findings): Protocol {
  const [first] = protocols;
  return text === '' ? first : (checkProtocol(text, path, findings) ?? first);
}

/** Node ports where the type has them, in their range, and no two ports with the same number and protocol. */
export function checkPortNumbers(
  ports: readonly ServicePort[],
  type: ServiceType,
  path: Path,
  findings: Findings,
): void {
  for (const [index, { nodePort }] of ports.entries()) {
    if (nodePort === undefined) continue;
    const at = [...path, index, 'nodePort'];
    if (type === 'ClusterIP') findings.forbidden(at, apiTexts.nodePortOfClusterIP);
    else if (type !== 'ExternalName' && (nodePort < nodePorts.first || nodePort > nodePorts.last)) {
      findings.invalid(at, nodePort, apiTexts.nodePortRange(nodePorts.first, nodePorts.last));
    }
  }
  for (const [index, { protocol, nodePort }] of ports.entries()) {
    const isSame = (other: ServicePort) => other.protocol === protocol && other.nodePort === nodePort;
    if (nodePort !== undefined && ports.findIndex(isSame) < index) {
      findings.duplicate([...path, index, 'nodePort'], nodePort);
    }
  }
  for (const [index, { protocol, port }] of ports.entries()) {
    const isSame = (other: ServicePort) => other.protocol === protocol && other.port === port;
    if (ports.findIndex(isSame) < index) findings.duplicate([...path, index], { protocol, port });
  }
}
