import { families } from '../addresses/address';
import { type Service, type ServicePort, serviceKey } from '../cluster/service';
import { describeSelector } from '../kubernetes/selector';
import { backingsOf, endpointsOf, type Inventory, selectedBy } from './endpoints';

/**
 * Why nobody takes traffic for a port of a Service, in words that follow its name and a colon; undefined where somebody
 * does.
 */
export function whyEmpty(inventory: Inventory, service: Service, port?: ServicePort): string | undefined {
  if (service.type === 'ExternalName') return undefined;
  const { selector, namespace } = service;
  if (!selector) return whyUnwritten(inventory, service, port);
  const selected = selectedBy(inventory.cluster, service);
  if (selected.length === 0)
    return `no pod of ${namespace} is ${describeSelector({ matchLabels: selector })}`;
  const backings = families.flatMap(family => backingsOf(inventory, service, family));
  if (backings.length === 0) return 'no pod that it selects is ready';
  const lacking = lackingPort(inventory, service, port);
  return lacking && `no pod that it selects has a port named ${lacking.targetPort}/${lacking.protocol}`;
}

function whyUnwritten(inventory: Inventory, service: Service, port?: ServicePort): string | undefined {
  const { endpointSlices } = inventory.cluster;
  const slices = endpointSlices.filter(
    slice => slice.service !== undefined && `${slice.namespace}/${slice.service}` === serviceKey(service),
  );
  if (slices.length === 0) return 'it has no selector, and no EndpointSlice names it';
  if (slices.every(({ endpoints }) => endpoints.length === 0)) return 'its EndpointSlices are empty';
  const backings = families.flatMap(family => backingsOf(inventory, service, family));
  if (backings.length === 0) return 'no endpoint of its EndpointSlices is ready';
  const lacking = lackingPort(inventory, service, port);
  if (!lacking) return undefined;
  const { name, protocol } = lacking;
  return name === undefined
    ? `none of its EndpointSlices has a ${protocol} port without a name, as the Service has`
    : `none of its EndpointSlices has a port named ${name}/${protocol}`;
}

/** One for which nobody is there; nobody asks for the ports of a headless Service. */
function lackingPort(inventory: Inventory, service: Service, port?: ServicePort): ServicePort | undefined {
  if (service.headless) return undefined;
  return (port ? [port] : service.ports).find(asked =>
    families.every(family => endpointsOf(inventory, service, asked, family).length === 0),
  );
}
