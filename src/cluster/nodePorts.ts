import type { Protocol } from '../addresses/port';
import { nodePorts } from '../settings/nodePorts';
import type { Service } from './service';

/**
 * Gives the ports of NodePort and LoadBalancer Services that have none the lowest free ones, as the API server gives out
 * any; a load balancer may want none (core/v1 ServiceSpec, allocateLoadBalancerNodePorts).
 */
export function withNodePorts(services: ReadonlyMap<string, Service>): ReadonlyMap<string, Service> {
  const all = [...services.values()];
  const taken = new Set(all.flatMap(({ ports }) => ports.flatMap(keyOf)));
  const next = (protocol: Protocol): number | undefined => {
    for (let port: number = nodePorts.first; port <= nodePorts.last; port++)
      if (!taken.has(`${port}/${protocol}`)) {
        taken.add(`${port}/${protocol}`);
        return port;
      }
    return undefined;
  };
  return new Map(
    [...services].map(([key, service]) => {
      if (service.type !== 'NodePort' && service.type !== 'LoadBalancer') return [key, service];
      if (service.allocatesNodePorts === false) return [key, service];
      if (service.ports.every(({ nodePort }) => nodePort !== undefined)) return [key, service];
      const ports = service.ports.map(port => {
        const nodePort = port.nodePort ?? next(port.protocol);
        return nodePort === undefined ? port : { ...port, nodePort };
      });
      return [key, { ...service, ports }];
    }),
  );
}

function keyOf({ nodePort, protocol }: Service['ports'][number]): readonly string[] {
  return nodePort === undefined ? [] : [`${nodePort}/${protocol}`];
}
