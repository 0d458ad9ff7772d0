import { type Service, serviceKey } from '../cluster/service';
import type { CaseVerdict } from '../dataplane/attempt';
import { legsOf } from '../dataplane/leg';
import type { Network } from '../dataplane/network';
import { whyEmpty } from '../services/emptiness';

/** What is odd about Services: the API server takes them, but nobody will answer. */
export function serviceNoticesOf(network: Network): readonly string[] {
  const { services, endpointSlices } = network.cluster;
  return [
    ...[...services.values()].flatMap(service => emptyNotices(network, service)),
    ...endpointSlices.flatMap(({ namespace, name, service }) => {
      const slice = `EndpointSlice ${namespace}/${name}`;
      if (service === undefined)
        return [`${slice} serves nobody: it has no label kubernetes.io/service-name`];
      return services.has(`${namespace}/${service}`)
        ? []
        : [`${slice} is for the Service ${namespace}/${service}, which does not exist`];
    }),
  ];
}

/** The ports of a Service that nobody takes traffic for; in one sentence where that is all of them. */
function emptyNotices(network: Network, service: Service): readonly string[] {
  const none = `Service ${serviceKey(service)} has no endpoints`;
  const empty = service.ports.flatMap(port => {
    const reason = whyEmpty(network, service, port);
    return reason === undefined ? [] : { port, reason };
  });
  if (empty.length < service.ports.length)
    return empty.map(({ port, reason }) => `${none} on port ${port.port}: ${reason}`);
  const reason = whyEmpty(network, service);
  return reason === undefined ? [] : [`${none}: ${reason}`];
}

/**
 * Behind a node port or load balancer a pod on another node than the one that is entered sees that node's address, so a
 * verdict hangs on where pods run, and that is unknown.
 */
export function unplacedNotices(network: Network, cases: readonly CaseVerdict[]): readonly string[] {
  return cases.flatMap(verdict =>
    legsOf(verdict.case).flatMap(({ source, destination, translation }) =>
      source.kind === 'external' &&
      destination.kind === 'pod' &&
      destination.pod.node === undefined &&
      network.policies.isolating(destination.pod, 'ingress').length > 0 &&
      translation?.masquerade?.node === undefined &&
      translation?.masquerade !== undefined
        ? [
            `${serviceKey(translation.service)} has externalTrafficPolicy Cluster, and no node is known: a pod on another node than the one that the client enters by sees that node's address. List the nodes, and the node of each pod`,
          ]
        : [],
    ),
  );
}
