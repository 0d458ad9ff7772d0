import { checkAddress } from './addressRules';
import type { Findings } from './finding';
import type { DecodedGatewaySpec, DecodedGatewayStatus, DecodedListener } from './gatewaySchema';
import { checkListenerSet, plainProtocols } from './listenerRules';
import type { Path } from './problem';
import type { GatewayListener, GatewayManifest, RouteNamespaces } from './routes';
import { checkCount, checkNumber, checkText, formats, portNumbers, requireText } from './schemaRules';
import { checkSelector } from './selectorRules';
import { gatewayTexts } from './texts';

const modes = ['Terminate', 'Passthrough'] as const;
const origins = ['All', 'Selector', 'Same'] as const;

/**
 * The schema and the validation rules of the Gateway's custom resource definition, of the fields that lead traffic;
 * the API server tells the rules only once the schema holds. What it returns holds only if nothing was found.
 */
export function checkGateway(
  { gatewayClassName, listeners, addresses }: DecodedGatewaySpec,
  status: DecodedGatewayStatus,
  findings: Findings,
): Pick<GatewayManifest, 'className' | 'listeners'> {
  const className = requireText(gatewayClassName, formats.ObjectName, ['spec', 'gatewayClassName'], findings);
  const path = ['spec', 'listeners'];
  if (!listeners) findings.required(path, '');
  else checkCount(listeners, [1, 64], path, findings);
  const checked = listeners?.map((each, index) => checkListener(each, [...path, index], findings)) ?? [];
  checkListenerSet(listeners ?? [], path, findings);
  checkAddresses(addresses, ['spec', 'addresses'], findings);
  checkAddresses(status.addresses, ['status', 'addresses'], findings);
  return { className, listeners: checked };
}

function checkListener(decoded: DecodedListener, path: Path, findings: Findings): GatewayListener {
  const { hostname, port, tls, allowedRoutes } = decoded;
  const name = requireText(decoded.name, formats.SectionName, [...path, 'name'], findings);
  checkText(hostname, formats.Hostname, [...path, 'hostname'], findings);
  if (port === undefined) findings.required([...path, 'port'], '');
  checkNumber(port, portNumbers, [...path, 'port'], findings);
  const protocol = requireText(decoded.protocol, formats.ProtocolType, [...path, 'protocol'], findings);
  const mode = tls && checkMode(tls, [...path, 'tls'], findings);
  const routes = [...path, 'allowedRoutes'];
  return {
    name,
    ...(hostname !== undefined && { hostname }),
    port: port ?? 0,
    protocol: plainProtocols.find(each => each === protocol.toUpperCase()) ?? protocol,
    ...(mode && { tls: mode }),
    from: checkNamespaces(allowedRoutes.namespaces, [...routes, 'namespaces'], findings),
    ...checkKinds(allowedRoutes.kinds, [...routes, 'kinds'], findings),
  };
}

function checkMode(
  { mode, certificateRefs, options }: NonNullable<DecodedListener['tls']>,
  path: Path,
  findings: Findings,
): (typeof modes)[number] | undefined {
  const known = modes.find(each => each === mode);
  if (!known) findings.unsupported([...path, 'mode'], mode, modes);
  const hasCertificate = certificateRefs.length > 0 || Object.keys(options).length > 0;
  if (known === 'Terminate' && !hasCertificate) findings.rule(path, 'object', gatewayTexts.certificates);
  return known;
}

function checkNamespaces(
  { from, selector }: DecodedListener['allowedRoutes']['namespaces'],
  path: Path,
  findings: Findings,
): RouteNamespaces {
  const known = origins.find(each => each === from);
  if (!known) findings.unsupported([...path, 'from'], from, origins);
  const checked = selector && checkSelector(selector, [...path, 'selector'], findings);
  if (known === 'Selector') return { is: known, ...(checked && { selector: checked }) };
  return { is: known ?? 'Same' };
}

function checkKinds(
  kinds: DecodedListener['allowedRoutes']['kinds'],
  path: Path,
  findings: Findings,
): Pick<GatewayListener, 'kinds'> {
  checkCount(kinds, [0, 8], path, findings);
  const checked = kinds.map(({ group, kind }, index) => {
    checkText(group, formats.Group, [...path, index, 'group'], findings);
    return { group, kind: requireText(kind, formats.Kind, [...path, index, 'kind'], findings) };
  });
  return checked.length === 0 ? {} : { kinds: checked };
}

/** Of IP addresses; what has no value yet is for the controller to choose. */
function checkAddresses(addresses: DecodedGatewayStatus['addresses'], path: Path, findings: Findings): void {
  checkCount(addresses, [0, 16], path, findings);
  for (const [index, { type, value }] of addresses.entries()) {
    if (type === 'IPAddress' && value !== '') checkAddress(value, [...path, index, 'value'], findings);
  }
  const again = addresses.findIndex(
    ({ type, value }, index) =>
      type === 'IPAddress' &&
      value !== '' &&
      addresses.slice(0, index).some(other => other.type === type && other.value === value),
  );
  if (again >= 0) findings.rule(path, 'array', gatewayTexts.sameAddress, [...path, again]);
}
