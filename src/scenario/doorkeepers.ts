import type { Doorkeeper } from '../cluster/routes';
import { serviceKey } from '../cluster/service';
import { resolveEndpoint } from '../english/endpoint';
import { instead, Refusal } from '../english/refusal';
import type { Scenario } from './scenario';

/** `the ingress controller is ingress-nginx/controller`: pods, or an address or block outside. */
export function setIngressController(scenario: Scenario, endpoint: string): void {
  keepDoor(scenario, { endpoint });
}

/** `the gateway shop/web is served by envoy`. */
export function setGateway(scenario: Scenario, name: string, endpoint: string): void {
  const { gateways } = scenario.state.cluster.routes;
  const keys = gateways.map(serviceKey);
  const gateway = name.includes('/') ? name : `${scenario.namespace}/${name}`;
  if (!keys.includes(gateway))
    throw new Refusal(`There is no Gateway "${gateway}". ${instead(gateway, keys)}`);
  keepDoor(scenario, { gateway, endpoint });
}

function keepDoor(scenario: Scenario, keeper: Doorkeeper): void {
  const endpoint = resolveEndpoint(keeper.endpoint, scenario.surroundings);
  if (endpoint.kind !== 'pods' && endpoint.kind !== 'external')
    throw new Refusal(
      `${keeper.endpoint} carries nothing in: name the pods of the proxy, or addresses outside.`,
    );
  const { cluster } = scenario.state;
  const others = cluster.doorkeepers.filter(({ gateway }) => gateway !== keeper.gateway);
  scenario.change({ cluster: { ...cluster, doorkeepers: [...others, keeper] } });
}
