import { type Family, families } from '../addresses/address';
import { protocols } from '../addresses/port';
import { checkDomain, checkEndpointAddress } from './addressRules';
import type { Findings } from './finding';
import { dnsLabelProblems, portNumberProblems, subdomainProblems } from './names';
import type { Endpoint, EndpointPort, EndpointSliceManifest } from './objects';
import { checkProtocol } from './policyRules';
import type { Path } from './problem';
import type { DecodedEndpoint, DecodedSlicePort, DecodedTargetRef } from './serviceSchemas';
import { apiTexts } from './texts';

type AddressType = EndpointSliceManifest['addressType'];

const addressTypes: readonly AddressType[] = [...families, 'FQDN'];

/**
 * The checks of discovery `ValidateEndpointSlice` in its order, of the fields that decide where traffic goes.
 * What it returns holds only if nothing was found.
 */
export function checkEndpointSlice(
  slice: {
    readonly addressType: string;
    readonly endpoints: readonly DecodedEndpoint[];
    readonly ports: readonly DecodedSlicePort[];
  },
  findings: Findings,
): Pick<EndpointSliceManifest, 'addressType' | 'endpoints' | 'ports'> {
  const addressType = addressTypes.find(each => each === slice.addressType);
  if (slice.addressType === '') findings.required(['addressType'], '');
  else if (!addressType) findings.unsupported(['addressType'], slice.addressType, addressTypes);
  const endpoints = slice.endpoints.map((endpoint, index) =>
    checkEndpoint(endpoint, addressType, ['endpoints', index], findings),
  );
  return { addressType: addressType ?? 'FQDN', endpoints, ports: checkPorts(slice.ports, findings) };
}

function checkEndpoint(
  { addresses, conditions, hostname, nodeName, targetRef }: DecodedEndpoint,
  type: AddressType | undefined,
  path: Path,
  findings: Findings,
): Endpoint {
  const addressesPath = [...path, 'addresses'];
  if (addresses.length === 0) findings.required(addressesPath, apiTexts.noAddress);
  for (const [index, address] of addresses.entries()) {
    if (type) checkTyped(address, type, [...addressesPath, index], findings);
  }
  checkNodeName(nodeName, [...path, 'nodeName'], findings);
  for (const problem of hostname === undefined ? [] : dnsLabelProblems(hostname)) {
    findings.invalid([...path, 'hostname'], hostname, problem);
  }
  return {
    addresses,
    ready: conditions.ready,
    ...(hostname !== undefined && { hostname }),
    ...whereabouts(nodeName, targetRef),
  };
}

function checkTyped(address: string, type: Family | 'FQDN', path: Path, findings: Findings): void {
  if (type === 'FQDN') checkDomain(address, path, findings);
  else checkEndpointAddress(address, type, path, findings);
}

export function checkNodeName(name: string, path: Path, findings: Findings): void {
  if (name === '') return;
  for (const problem of subdomainProblems(name)) findings.invalid(path, name, problem);
}

/** The node and the pod of an endpoint, as far as it tells. */
export function whereabouts(
  nodeName: string,
  target: DecodedTargetRef | undefined,
): Pick<Endpoint, 'nodeName' | 'pod'> {
  const { kind, name, namespace } = target ?? { kind: '', name: '', namespace: '' };
  return {
    ...(nodeName !== '' && { nodeName }),
    ...(kind === 'Pod' && { pod: { ...(namespace !== '' && { namespace }), name } }),
  };
}

/** Names are unique, the empty one too. The API server does not check the numbers, but no other port exists. */
function checkPorts(ports: readonly DecodedSlicePort[], findings: Findings): readonly EndpointPort[] {
  return ports.map(({ name, port, protocol }, index) => {
    const path = ['ports', index];
    if (name !== '') {
      for (const problem of dnsLabelProblems(name)) findings.invalid([...path, 'name'], name, problem);
    }
    if (ports.findIndex(other => other.name === name) < index) findings.duplicate([...path, 'name'], name);
    const known = checkProtocol(protocol, [...path, 'protocol'], findings);
    for (const problem of port === undefined ? [] : portNumberProblems(port)) {
      findings.invalid([...path, 'port'], port, problem);
    }
    return {
      ...(name !== '' && { name }),
      ...(port !== undefined && { port }),
      protocol: known ?? protocols[0],
    };
  });
}
