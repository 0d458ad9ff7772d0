import { formatAddress } from '../addresses/address';
import { withPods, withServices } from '../cluster/cluster';
import { withNodePorts } from '../cluster/nodePorts';
import { ownerOf } from '../cluster/owner';
import { type Service, serviceKey } from '../cluster/service';
import { Refusal } from '../english/refusal';
import { readServices } from '../english/serviceTable';
import { podsNamed } from './inventory';
import { ofDns } from './ofDns';
import type { Scenario } from './scenario';

/** `the services:`; given again, it replaces all Services but those of the cluster itself. */
export function listServices(scenario: Scenario, cells: readonly (readonly string[])[]): void {
  const { cluster } = scenario.state;
  const services = readServices(cells, scenario.namespace);
  const own = [...cluster.services].filter(([, service]) => ofDns(cluster, service));
  refuseTaken(
    scenario,
    services,
    own.map(([, service]) => service),
  );
  const listed = withServices({ ...cluster, services: new Map(own) }, services);
  scenario.change({ cluster: { ...listed, services: withNodePorts(listed.services) } });
}

/** An address is one Service's, and no pod's or node's (core/v1 ServiceSpec.clusterIP). */
function refuseTaken({ state }: Scenario, services: readonly Service[], own: readonly Service[]): void {
  const bare = { ...state.cluster, services: new Map(own.map(service => [serviceKey(service), service])) };
  for (const { name, clusterIPs } of services)
    for (const address of clusterIPs) {
      const owner = ownerOf(bare, address);
      const whose =
        owner.kind === 'pods' ? owner.pods[0]?.name : owner.kind === 'node' ? owner.node : undefined;
      const taken = owner.kind === 'service' ? `service/${serviceKey(owner.service)}` : whose;
      if (taken !== undefined)
        throw new Refusal(
          `the services: ${formatAddress(address)} cannot be the cluster IP of ${name}, as ${taken} has it.`,
        );
    }
}

/** `pod backend is not ready`: it runs, and Services leave it out. */
export function setReady(scenario: Scenario, name: string, isReady: boolean): void {
  const pods = podsNamed(scenario, name).map(({ unready, ...pod }) =>
    isReady ? pod : { ...pod, unready: true as const },
  );
  scenario.change({ cluster: withPods(scenario.state.cluster, pods) });
}
