import { withPods, withServices } from '../cluster/cluster';
import { withNodePorts } from '../cluster/nodePorts';
import { readServices } from '../english/serviceTable';
import { refuseClaimedTwice } from './allocations';
import { isBroughtByKubeDns } from './broughtByKubeDns';
import { podsNamed } from './inventory';
import type { Scenario } from './scenario';

/** `the services:`; given again, it replaces all Services but those of the cluster itself. */
export function listServices(scenario: Scenario, cells: readonly (readonly string[])[]): void {
  const { cluster } = scenario.state;
  const services = readServices(cells, scenario.namespace);
  const own = [...cluster.services].filter(([, service]) => isBroughtByKubeDns(cluster, service));
  const listed = withServices({ ...cluster, services: new Map(own) }, services);
  refuseClaimedTwice(listed);
  scenario.change({ cluster: { ...listed, services: withNodePorts(listed.services) } });
}

/** `pod backend is not ready`: it runs, and Services leave it out. */
export function setReady(scenario: Scenario, name: string, isReady: boolean): void {
  const pods = podsNamed(scenario, name).map(({ unready, ...pod }) =>
    isReady ? pod : { ...pod, unready: true as const },
  );
  scenario.change({ cluster: withPods(scenario.state.cluster, pods) });
}
