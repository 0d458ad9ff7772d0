import type { Cluster } from '../cluster/cluster';
import type { Endpoint, WayIn } from '../cluster/endpoint';
import type { Pod } from '../cluster/pod';
import type { Service } from '../cluster/service';
import { selectedBy } from '../services/endpoints';
import { type Astray, astrayText } from '../services/entrances/astray';
import type { Entrance } from '../services/entrances/entrance';
import { entranceHosts, waysIn } from '../services/entrances/entrances';
import { routeText } from '../services/entrances/request';
import { resolveEndpoint } from './endpoint';
import { instead, Refusal } from './refusal';
import type { Surroundings } from './surroundings';
import { readUrl, type WrittenUrl } from './url';

/** Why a web address leads nowhere, as clients outside ask for it; undefined where it leads somewhere. */
export function whyNowhere(text: string, { cluster }: Surroundings): string | undefined {
  const url = readUrl(text);
  if (!url)
    throw new Refusal(`"${text}" is no web address: write one such as https://shop.example.com/cart.`);
  refuseOtherScheme(text, url);
  const { entrances, astray } = waysIn(cluster, url);
  if (entrances.length > 0) return undefined;
  const reason = reasonOf(astray, url.host, cluster);
  if (isUnknownHost(astray))
    throw new Refusal(`${text}: ${reason}. A host that nothing names is taken for a slip.`);
  return reason;
}

/** `https://shop.example.com/cart` as a client outside the cluster asks for it: by whom it is carried in, and where to. */
export function siteAt(text: string, url: WrittenUrl, surroundings: Surroundings): Endpoint {
  const { cluster } = surroundings;
  const { scheme, host, port, path } = url;
  refuseOtherScheme(text, url);
  const { entrances, astray } = waysIn(cluster, { scheme, host, port, path });
  if (entrances.length === 0) throw new Refusal(`${text} leads nowhere: ${reasonOf(astray, host, cluster)}.`);
  const lost = entrances.flatMap(entrance => entrance.lost);
  if (lost.length > 0)
    throw new Refusal(`${text}: a part of such requests leads nowhere: ${lost.map(astrayText).join('; ')}.`);
  return {
    kind: 'site',
    name: text,
    ways: entrances.flatMap(entrance => waysInBy(entrance, port, surroundings)),
  };
}

function refuseOtherScheme(text: string, { scheme }: WrittenUrl): void {
  if (scheme !== 'http' && scheme !== 'https')
    throw new Refusal(
      `${text}: outside the cluster a name is known by an Ingress or a route, and these are asked for by http and https here.`,
    );
}

function reasonOf(astray: readonly Astray[], host: string, cluster: Cluster): string {
  return isUnknownHost(astray)
    ? `no Ingress and no route is for the host ${host}. ${instead(host, entranceHosts(cluster))}`.replace(
        /\.$/,
        '',
      )
    : astray.map(astrayText).join('; ');
}

function isUnknownHost(astray: readonly Astray[]): boolean {
  return astray.every(({ is }) => is === 'no such host');
}

/** By each Service that leads to the proxy, as a client finds any of their addresses; else by the proxy's own. */
function waysInBy(entrance: Entrance, port: number, surroundings: Surroundings): readonly WayIn[] {
  const { backends } = entrance;
  const proxy = proxyOf(entrance, surroundings);
  const doors = proxy.kind === 'pods' ? doorsTo(surroundings.cluster, proxy.pods, port) : [];
  return doors.length === 0
    ? [{ port, proxy, backends }]
    : doors.map(door => ({ port, proxy, backends, door }));
}

/** The class that ingress-nginx serves unless it is told otherwise. */
const nginx = 'nginx';

/** Who carries requests in: as a sentence said, else by the labels that charts and Gateway implementations give. */
function proxyOf({ by, gateway, className = nginx }: Entrance, surroundings: Surroundings): Endpoint {
  const { cluster } = surroundings;
  const named = cluster.doorkeepers.find(keeper => keeper.gateway === gateway);
  if (named) return resolveEndpoint(named.endpoint, surroundings);
  const [namespace, name] = gateway?.split('/') ?? [];
  const pods = [...cluster.pods.values()].filter(pod =>
    gateway === undefined
      ? className === nginx &&
        pod.labels['app.kubernetes.io/name'] === 'ingress-nginx' &&
        (pod.labels['app.kubernetes.io/component'] ?? 'controller') === 'controller'
      : pod.namespace === namespace && pod.labels['gateway.networking.k8s.io/gateway-name'] === name,
  );
  const [first] = pods;
  if (first) return { kind: 'pods', name: `${first.namespace}/${first.owner?.name ?? first.name}`, pods };
  throw new Refusal(
    gateway === undefined
      ? `Nobody carries in what ${routeText(by)} of class ${className} leads on: write "the ingress controller is ingress-nginx/controller", with its pods.`
      : `Nobody serves the Gateway ${gateway}: write "the gateway ${gateway} is served by …", with the pods of its proxy.`,
  );
}

/** The Services by which clients outside reach the proxy. */
function doorsTo(cluster: Cluster, pods: readonly Pod[], port: number): readonly Service[] {
  return [...cluster.services.values()].filter(
    service =>
      (service.type === 'LoadBalancer' || service.type === 'NodePort' || service.externalIPs.length > 0) &&
      service.ports.some(known => known.port === port && known.protocol === 'TCP') &&
      selectedBy(cluster, service).some(pod => pods.includes(pod)),
  );
}
