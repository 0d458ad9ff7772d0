import { serviceKey } from '../cluster/service';
import type { Network } from '../dataplane/network';
import { whyEmpty } from '../services/emptiness';

/** What is odd about Services: the API server takes them, but nobody will answer. */
export function serviceNoticesOf(network: Network): readonly string[] {
  const { services, endpointSlices } = network.cluster;
  return [
    ...[...services.values()].flatMap(service => {
      const reason = whyEmpty(network, service);
      return reason === undefined ? [] : [`Service ${serviceKey(service)} has no endpoints: ${reason}`];
    }),
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
