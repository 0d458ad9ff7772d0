import { families, parseAddress } from '../addresses/address';
import { checkAddress, checkEndpointAddress } from './addressRules';
import { checkNodeName, whereabouts } from './endpointRules';
import type { Findings } from './finding';
import { dnsLabelProblems, portNumberProblems } from './names';
import type { Endpoint, EndpointPort, EndpointSliceManifest } from './objects';
import type { Path } from './problem';
import { checkPortNames, checkProtocolOrDefault } from './servicePortRules';
import type { DecodedSubset } from './serviceSchemas';
import { apiTexts } from './texts';

type SlicePart = Pick<EndpointSliceManifest, 'addressType' | 'endpoints' | 'ports'>;

/**
 * The checks of core `validateEndpointSubsets`, and the slices that mirror what was checked: one for each subset and
 * family, as the EndpointSliceMirroring controller makes them.
 */
export function checkSubsets(subsets: readonly DecodedSubset[], findings: Findings): readonly SlicePart[] {
  return subsets.flatMap((subset, index) => {
    const path = ['subsets', index];
    const { addresses, notReadyAddresses } = subset;
    if (addresses.length === 0 && notReadyAddresses.length === 0) {
      findings.required(path, apiTexts.noAddresses);
    }
    const endpoints = [
      ...checkEndpoints(addresses, true, [...path, 'addresses'], findings),
      ...checkEndpoints(notReadyAddresses, false, [...path, 'notReadyAddresses'], findings),
    ];
    const ports = checkPorts(subset.ports, [...path, 'ports'], findings);
    return families.flatMap((family): SlicePart[] => {
      const ofFamily = endpoints.filter(({ addresses: [address = ''] }) => familyOf(address) === family);
      return ofFamily.length === 0 ? [] : [{ addressType: family, endpoints: ofFamily, ports }];
    });
  });
}

function familyOf(address: string) {
  return parseAddress(address)?.family;
}

function checkEndpoints(
  addresses: DecodedSubset['addresses'],
  ready: boolean,
  path: Path,
  findings: Findings,
): readonly Endpoint[] {
  return addresses.map(({ ip, hostname, nodeName, targetRef }, index) => {
    const at = [...path, index, 'ip'];
    const address = checkAddress(ip, at, findings);
    for (const problem of hostname === '' ? [] : dnsLabelProblems(hostname)) {
      findings.invalid([...path, index, 'hostname'], hostname, problem);
    }
    if (address) checkEndpointAddress(ip, address.family, at, findings);
    checkNodeName(nodeName, [...path, index, 'nodeName'], findings);
    return {
      addresses: [ip],
      ready,
      ...(hostname !== '' && { hostname }),
      ...whereabouts(nodeName, targetRef),
    };
  });
}

function checkPorts(ports: DecodedSubset['ports'], path: Path, findings: Findings): readonly EndpointPort[] {
  checkPortNames(ports, path, findings);
  return ports.map(({ name, port, protocol }, index) => {
    const at = [...path, index];
    for (const problem of portNumberProblems(port)) findings.invalid([...at, 'port'], port, problem);
    const known = checkProtocolOrDefault(protocol, [...at, 'protocol'], findings);
    return { ...(name !== '' && { name }), port, protocol: known };
  });
}
