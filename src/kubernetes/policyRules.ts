import { type Protocol, protocols } from '../addresses/port';
import { checkBlock } from './blockRules';
import type { Findings } from './finding';
import { checkMetadata } from './metadataRules';
import { portNameProblems, portNumberProblems, subdomainProblems } from './names';
import type { NetworkPolicySpec, Peer, PolicyPort, PolicyType } from './objects';
import type { DecodedPeer, DecodedPolicy, DecodedPort } from './policySchema';
import type { Path } from './problem';
import { checkSelector } from './selectorRules';
import { apiTexts } from './texts';

const policyTypes: readonly PolicyType[] = ['Ingress', 'Egress'];

/**
 * The checks of networking `ValidateNetworkPolicy` in its order: metadata, podSelector, rules (ports before
 * peers), policyTypes. The spec that it returns holds only if nothing was found.
 */
export function checkPolicy(
  { metadata, spec }: DecodedPolicy,
  strictCidr: boolean,
  findings: Findings,
): NetworkPolicySpec {
  checkMetadata(metadata, subdomainProblems, findings);
  const podSelector = checkSelector(spec.podSelector, ['spec', 'podSelector'], findings);

  const ingress = spec.ingress?.map(({ ports, from }, index) => {
    const path = ['spec', 'ingress', index];
    const checkedPorts = ports?.map((port, at) => checkPort(port, [...path, 'ports', at], findings));
    const peers = from?.map((peer, at) => checkPeer(peer, [...path, 'from', at], strictCidr, findings));
    return { ...(peers && { from: peers }), ...(checkedPorts && { ports: checkedPorts }) };
  });
  const egress = spec.egress?.map(({ ports, to }, index) => {
    const path = ['spec', 'egress', index];
    const checkedPorts = ports?.map((port, at) => checkPort(port, [...path, 'ports', at], findings));
    const peers = to?.map((peer, at) => checkPeer(peer, [...path, 'to', at], strictCidr, findings));
    return { ...(peers && { to: peers }), ...(checkedPorts && { ports: checkedPorts }) };
  });
  const types = spec.policyTypes && checkPolicyTypes(spec.policyTypes, findings);
  return {
    podSelector,
    ...(types && { policyTypes: types }),
    ...(ingress && { ingress }),
    ...(egress && { egress }),
  };
}

function checkPort({ protocol, port, endPort }: DecodedPort, path: Path, findings: Findings): PolicyPort {
  const known = protocol === undefined ? undefined : checkProtocol(protocol, [...path, 'protocol'], findings);
  const endPath = [...path, 'endPort'];
  if (typeof port === 'number') {
    for (const problem of portNumberProblems(port)) findings.invalid([...path, 'port'], port, problem);
    if (endPort !== undefined) {
      if (endPort < port) findings.invalid(endPath, endPort, apiTexts.endPortBelowPort);
      for (const problem of portNumberProblems(endPort)) findings.invalid(endPath, endPort, problem);
    }
  } else {
    if (endPort !== undefined) {
      const detail = port === undefined ? apiTexts.endPortAlone : apiTexts.endPortOfName;
      findings.invalid(endPath, endPort, detail);
    }
    if (port !== undefined) {
      for (const problem of portNameProblems(port)) findings.invalid([...path, 'port'], port, problem);
    }
  }
  return {
    ...(known && { protocol: known }),
    ...(port !== undefined && { port }),
    ...(endPort !== undefined && { endPort }),
  };
}

/** One of the protocols in capitals, and nothing else. */
export function checkProtocol(text: string, path: Path, findings: Findings): Protocol | undefined {
  const known = protocols.find(each => each === text);
  if (!known) findings.unsupported(path, text, protocols);
  return known;
}

function checkPeer(peer: DecodedPeer, path: Path, strictCidr: boolean, findings: Findings): Peer {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  const pods = podSelector && checkSelector(podSelector, [...path, 'podSelector'], findings);
  const namespaces =
    namespaceSelector && checkSelector(namespaceSelector, [...path, 'namespaceSelector'], findings);
  const block = ipBlock && checkBlock(ipBlock, [...path, 'ipBlock'], strictCidr, findings);
  if (!pods && !namespaces && !block) findings.required(path, apiTexts.peerMissing);
  if (block && (pods || namespaces)) findings.forbidden(path, apiTexts.peerMixed);
  return {
    ...(pods && { podSelector: pods }),
    ...(namespaces && { namespaceSelector: namespaces }),
    ...(block && { ipBlock: block }),
  };
}

function checkPolicyTypes(types: readonly string[], findings: Findings): PolicyType[] {
  const path = ['spec', 'policyTypes'];
  if (types.length > policyTypes.length) {
    findings.invalid(path, types, apiTexts.policyTypes);
    return [];
  }
  return types.flatMap((type, index) => {
    const known = policyTypes.find(each => each === type);
    if (!known) findings.unsupported([...path, index], type, policyTypes);
    return known ?? [];
  });
}
