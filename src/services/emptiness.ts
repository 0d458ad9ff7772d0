import { families } from '../addresses/address';
import { type Service, type ServicePort, serviceKey } from '../cluster/service';
import { describeSelector } from '../kubernetes/selector';
import { backingsOf, endpointsOf, type Inventory, selectedBy } from './endpoints';

/** Why nobody takes traffic for a port of a Service, in words that follow its name and a colon; undefined where somebody does. */
export function whyEmpty(inventory: Inventory, service: Service, port?: ServicePort): string | undefined {
  if (service.type === 'ExternalName') return undefined;
  const { selector, namespace } = service;
  if (!selector) return whyUnwritten(inventory, service);
  const selected = selectedBy(inventory.cluster, service);
  if (selected.length === 0)
    return `no pod of ${namespace} is ${describeSelector({ matchLabels: selector })}`;
  const backings = families.flatMap(family => backingsOf(inventory, service, family));
  if (backings.length === 0) return 'no pod that it selects is ready';
  const lacking = (port ? [port] : service.ports).find(asked =>
    families.every(family => endpointsOf(inventory, service, asked, family).length === 0),
  );
  return lacking && !service.headless
    ? `no pod that it selects has a port named ${lacking.targetPort}/${lacking.protocol}`
    : undefined;
}

function whyUnwritten({ cluster }: Inventory, service: Service): string | undefined {
  const slices = cluster.endpointSlices.filter(
    slice => slice.service !== undefined && `${slice.namespace}/${slice.service}` === serviceKey(service),
  );
  if (slices.length === 0) return 'it has no selector, and no EndpointSlice names it';
  const endpoints = slices.flatMap(slice => slice.endpoints);
  if (endpoints.some(({ ready }) => ready)) return undefined;
  return endpoints.length === 0
    ? 'its EndpointSlices are empty'
    : 'no endpoint of its EndpointSlices is ready';
}
