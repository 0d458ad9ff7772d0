import { addressKey, families, formatAddress } from '../addresses/address';
import { addressesOf } from '../cluster/endpointAddresses';
import { type Service, serviceKey } from '../cluster/service';
import { resolveEndpoint } from '../english/endpoint';
import { enumerated, list } from '../english/enumeration';
import { readFlow } from '../english/flow';
import { Refusal } from '../english/refusal';
import { VerdictError } from '../report/failure';
import { whyEmpty } from '../services/emptiness';
import { backingsOf, endpointsOf, type ServiceEndpoint } from '../services/endpoints';
import type { Scenario } from './scenario';

/** `service backend is deleted`: its name and its address are nobody's. */
export function deleteService(scenario: Scenario, name: string): void {
  const service = serviceNamed(scenario, name);
  const { cluster } = scenario.state;
  const services = new Map([...cluster.services].filter(([key]) => key !== serviceKey(service)));
  scenario.change({ cluster: { ...cluster, services } });
}

/** `service/backend has no endpoints`. */
export function expectNoEndpoints(scenario: Scenario, name: string): void {
  const service = serviceNamed(scenario, name);
  const actual = endpointsBehind(scenario, service);
  if (actual.length > 0)
    throw new VerdictError(`${name} was to have no endpoints, but it has ${shown(scenario, actual)}.`);
}

/** `service/backend has endpoints`: somebody takes its traffic. */
export function expectSomeEndpoints(scenario: Scenario, name: string): void {
  const service = serviceNamed(scenario, name);
  if (endpointsBehind(scenario, service).length === 0)
    throw new VerdictError(
      `${name} was to have endpoints, but it has none: ${whyEmpty(scenario.network, service)}.`,
    );
}

/** `the endpoints of service/backend are backend:8080 and 10.1.2.3:8080`: these and no others. */
export function expectEndpoints(scenario: Scenario, name: string, written: string): void {
  const service = serviceNamed(scenario, name);
  const actual = endpointsBehind(scenario, service);
  const wanted = enumerated(written).map(text => readTarget(scenario, text));
  const isNamed = (endpoint: ServiceEndpoint): boolean => wanted.some(target => target.holds(endpoint));
  const missing = wanted.filter(target => !actual.some(target.holds));
  if (missing.length === 0 && actual.every(isNamed)) return;
  const reason = actual.length === 0 ? whyEmpty(scenario.network, service) : undefined;
  throw new VerdictError(
    `the endpoints of ${name} were to be ${written.trim()}, but they are ${shown(scenario, actual) || `none: ${reason}`}.`,
  );
}

function serviceNamed({ surroundings }: Scenario, name: string): Service {
  const text = name.trim().replace(/^(?:the )?service /i, '');
  const endpoint = resolveEndpoint(/^(service|svc)\//i.test(text) ? text : `service/${text}`, surroundings);
  if (endpoint.kind === 'service') return endpoint.service;
  throw new Refusal(`"${name}" is no Service.`);
}

function endpointsBehind({ network }: Scenario, service: Service): readonly ServiceEndpoint[] {
  const all = families.flatMap(family =>
    service.ports.length === 0
      ? backingsOf(network, service, family).map(backing => ({ ...backing, port: anyPort }))
      : service.ports.flatMap(port => endpointsOf(network, service, port, family)),
  );
  return [
    ...new Map(all.map(endpoint => [`${addressKey(endpoint.address)} ${endpoint.port}`, endpoint])).values(),
  ];
}

/** Of a headless Service that names no port. */
const anyPort = 0;

interface Target {
  readonly holds: (endpoint: ServiceEndpoint) => boolean;
}

/** `backend:8080`, `backend` on whatever port, `10.1.2.3:5432`. */
function readTarget(scenario: Scenario, text: string): Target {
  const { destination, port } = readFlow(`endpoint → ${text}`);
  const endpoint = resolveEndpoint(destination, scenario.surroundings);
  if (['service', 'name', 'site'].includes(endpoint.kind))
    throw new Refusal(
      `${endpoint.name} is no endpoint of a Service: write pods or addresses, each with its port.`,
    );
  const keys = addressesOf(scenario.network.addresses, endpoint).map(addressKey);
  if (port && (port.kind === 'name' || port.span[1] - port.span[0] > 1))
    throw new Refusal(`"${text}": write the port of an endpoint as one number.`);
  return {
    holds: endpoint =>
      keys.includes(addressKey(endpoint.address)) &&
      (port === undefined || (port.kind === 'numbers' && port.span[0] === endpoint.port)),
  };
}

function shown({ names }: Scenario, endpoints: readonly ServiceEndpoint[]): string {
  return list(
    endpoints.map(({ pod, address, port }) => {
      const name = pod ? names.pod(pod) : formatAddress(address);
      return port === anyPort ? name : `${name}:${port}`;
    }),
  );
}
