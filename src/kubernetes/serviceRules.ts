import { checkAddress, checkExternalAddress } from './addressRules';
import { checkClusterIPs, clusterIPPlace, clusterIPsOf, isHeadless } from './clusterIPRules';
import type { Findings } from './finding';
import { checkLabels } from './metadataRules';
import { subdomainProblems } from './names';
import type { ServiceManifest, ServiceType, TrafficPolicy } from './objects';
import { checkPortNumbers, checkServicePorts } from './servicePortRules';
import type { DecodedServiceSpec, DecodedServiceStatus } from './serviceSchemas';
import { apiTexts } from './texts';

const types: readonly ServiceType[] = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'];
const trafficPolicies: readonly TrafficPolicy[] = ['Cluster', 'Local'];

const portsPath = ['spec', 'ports'] as const;

/**
 * The checks of core `ValidateService` in its order, after its defaults, of the fields that decide where traffic
 * goes. What it returns holds only if nothing was found.
 */
export function checkService(
  spec: DecodedServiceSpec,
  status: DecodedServiceStatus,
  findings: Findings,
): Omit<ServiceManifest, 'name' | 'namespace' | 'place' | 'loadBalancerSourceRanges'> {
  const known = types.find(each => each === (spec.type || 'ClusterIP'));
  const headless = isHeadless(spec);
  if (spec.ports.length === 0 && !headless && known !== 'ExternalName') findings.required(portsPath, '');
  checkType(spec, headless, findings);
  const ports = checkServicePorts(spec.ports, portsPath, findings);
  checkLabels(spec.selector, ['spec', 'selector'], findings);
  const ipFamilies = known === 'ExternalName' ? [] : checkClusterIPs(spec, findings);
  for (const [index, address] of spec.externalIPs.entries()) {
    checkExternalAddress(address, ['spec', 'externalIPs', index], findings);
  }
  if (!known) findings.unsupported(['spec', 'type'], spec.type, types);
  const type = known ?? 'ClusterIP';
  checkPortNumbers(ports, type, portsPath, findings);
  const { allocateLoadBalancerNodePorts: allocates } = spec;
  if (allocates !== undefined && type !== 'LoadBalancer')
    findings.forbidden(['spec', 'allocateLoadBalancerNodePorts'], apiTexts.ofLoadBalancersAlone);
  return {
    type,
    headless,
    clusterIPs: headless ? [] : clusterIPsOf(spec),
    ports,
    externalTrafficPolicy: checkExternalPolicy(spec, type, findings),
    internalTrafficPolicy: checkTrafficPolicy(spec, 'internalTrafficPolicy', findings),
    externalIPs: [...spec.externalIPs, ...balancerAddresses(status, findings)],
    publishNotReadyAddresses: spec.publishNotReadyAddresses,
    ...(allocates === false && { allocatesNodePorts: allocates }),
    ...(type === 'ExternalName' && { externalName: spec.externalName }),
    ...(Object.keys(spec.selector).length > 0 && { selector: spec.selector }),
    ...(ipFamilies.length > 0 && { ipFamilies }),
    ...(spec.ipFamilyPolicy?.endsWith('DualStack') && { isDualStack: true as const }),
  };
}

/** What a type rules out, and the name that an ExternalName is for. */
function checkType(spec: DecodedServiceSpec, headless: boolean, findings: Findings): void {
  const { type, ipFamilies, ipFamilyPolicy } = spec;
  const clusterIPs = ['spec', 'clusterIPs'];
  const at = clusterIPPlace(spec, 0);
  if ((type === 'LoadBalancer' || type === 'NodePort') && headless) {
    findings.invalid([...clusterIPs, 0], 'None', apiTexts.notHeadless(type), at);
  }
  if (type !== 'ExternalName') return;
  const detail = apiTexts.notOfExternalName;
  if (clusterIPsOf(spec).length > 0) findings.forbidden(clusterIPs, detail, at);
  if (ipFamilies.length > 0) findings.forbidden(['spec', 'ipFamilies'], detail);
  if (ipFamilyPolicy !== undefined) findings.forbidden(['spec', 'ipFamilyPolicy'], detail);
  // The last dot of a fully qualified name.
  const name = spec.externalName.replace(/\.$/, '');
  if (name === '') findings.required(['spec', 'externalName'], '');
  else {
    for (const problem of subdomainProblems(name)) {
      findings.invalid(['spec', 'externalName'], name, problem);
    }
  }
}

/** Who can be reached from outside the cluster has a policy for that, and nobody else may. */
function checkExternalPolicy(spec: DecodedServiceSpec, type: ServiceType, findings: Findings): TrafficPolicy {
  const { externalTrafficPolicy, externalIPs } = spec;
  if (externalTrafficPolicy === '') return 'Cluster';
  const external =
    type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && externalIPs.length > 0);
  if (external) return checkTrafficPolicy(spec, 'externalTrafficPolicy', findings);
  findings.invalid(['spec', 'externalTrafficPolicy'], externalTrafficPolicy, apiTexts.notExternal);
  return 'Cluster';
}

function checkTrafficPolicy(
  spec: DecodedServiceSpec,
  field: 'externalTrafficPolicy' | 'internalTrafficPolicy',
  findings: Findings,
): TrafficPolicy {
  const known = trafficPolicies.find(each => each === spec[field]);
  if (!known) findings.unsupported(['spec', field], spec[field], trafficPolicies);
  return known ?? 'Cluster';
}

/** A load balancer has addresses or, on some clouds, only a hostname. */
function balancerAddresses({ loadBalancer }: DecodedServiceStatus, findings: Findings): string[] {
  return loadBalancer.ingress.flatMap(({ ip }, index) => {
    if (ip === '') return [];
    checkAddress(ip, ['status', 'loadBalancer', 'ingress', index, 'ip'], findings);
    return [ip];
  });
}
