import { resolve } from 'node:path';
import { expect } from 'chai';
import type { Cluster } from '../../cluster/cluster';
import { serviceKey } from '../../cluster/service';
import { loadManifests } from '../../kubernetes/manifests';
import { clusterOf } from '../../testing/smallNetworks';
import { serviceOf } from '../../testing/smallZone';
import { type Astray, astrayText } from './astray';
import type { Entrance } from './entrance';
import { entranceHosts, waysIn } from './entrances';
import { type Request, routeText } from './request';

type Row = readonly [url: string, ...led: string[]];

function clusterIn(...files: readonly string[]): Cluster {
  const paths = ['services', ...files].map(name => resolve(__dirname, 'testdata', `${name}.yaml`));
  const { services, namespaces, ...manifests } = loadManifests(paths, { strictCidr: true });
  const placed = <Manifest extends { readonly namespace?: string }>(read: readonly Manifest[]) =>
    read.map(manifest => ({ ...manifest, namespace: manifest.namespace ?? 'default' }));
  const known = placed(services).map(({ namespace, name, ports }) =>
    serviceOf(`${namespace}/${name}`, { ports }),
  );
  return {
    ...clusterOf([]),
    namespaces: new Map(namespaces.map(({ name, labels }) => [name, labels])),
    services: new Map(known.map(service => [serviceKey(service), service])),
    routes: {
      ingresses: placed(manifests.ingresses),
      gateways: placed(manifests.gateways),
      httpRoutes: placed(manifests.httpRoutes),
      referenceGrants: placed(manifests.referenceGrants),
    },
  };
}

function requestOf(url: string): Request {
  const [, scheme = '', host = '', port, path = ''] = /^(\w+):\/\/([^:/]+)(?::(\d+))?(.*)$/.exec(url) ?? [];
  return { scheme, host, port: Number(port ?? (scheme === 'https' ? 443 : 80)), path };
}

/** `Ingress shop/shop of nginx: shop/cart 80`. */
function entranceText({ by, gateway, className, backends, lost }: Entrance): string {
  const through = [gateway && ` by ${gateway}`, className && ` of ${className}`];
  const to = backends.map(({ service, port }) => `${serviceKey(service)} ${port.port}`).join(' and ');
  return [routeText(by), ...through, `: ${to}`, ...lost.map(each => `; ${astrayText(each)}`)]
    .filter(Boolean)
    .join('');
}

const text = (astray: Astray): string => `not: ${astrayText(astray)}`;

function check(cluster: Cluster, rows: readonly Row[]): void {
  for (const [url, ...led] of rows) {
    it(`${url} ${led[0]?.startsWith('not:') ? 'is led nowhere' : 'is led in'}`, () => {
      const { entrances, astray } = waysIn(cluster, requestOf(url));
      const found = entrances.length > 0 ? entrances.map(entranceText) : astray.map(text);
      expect(found).to.deep.equal(led);
    });
  }
}

const shop = 'Ingress shop/shop of nginx';
const ofShop = 'Ingress shop/shop';
const ingressPort = (port: string): string =>
  `not: an Ingress takes http at port 80 and https at port 443, and not ${port}`;

const ingresses: readonly Row[] = [
  ['http://shop.example.com/cart', 'Ingress data/api: data/api 80'],
  ['http://shop.example.com/cart/', 'Ingress data/api: data/api 80'],
  ['http://shop.example.com/cart/admin/users', `${shop}: shop/cart 9000`],
  ['https://shop.example.com/cart/admin', `${shop}: shop/cart 9000`],
  ['http://SHOP.example.com./static', `${shop}: shop/static 80`],
  ['http://shop.example.com/about', `${shop}: shop/web 80`],
  ['http://shop.example.com/about/us', `${shop}: shop/static 80`],
  ['http://shop.example.com/any/thing', `${shop}: shop/web 80`],
  ['https://shop.example.com/api/v1', 'Ingress data/api: data/api 80'],
  ['https://secure.example.com', `${shop}: shop/web 80`],
  ['http://blog.example.com/', `${shop}: shop/static 80`],
  // What an exact host has no path for does not go to its wildcard.
  [
    'http://shop.example.com/other',
    'not: Ingress data/api takes shop.example.com, but nothing takes its path /other (404); ' +
      'there are /api, /cart, /cart/admin, /static/, /about, /any, /gone, /noport, /noname, /udp, /bucket',
  ],
  [
    'http://shop.example.com/cartoon',
    'not: Ingress data/api takes shop.example.com, but nothing takes its path /cartoon (404); ' +
      'there are /api, /cart, /cart/admin, /static/, /about, /any, /gone, /noport, /noname, /udp, /bucket',
  ],
  [
    'http://bare.example.com/',
    `not: ${ofShop} takes bare.example.com, but nothing takes its path / (404); that host has no path at all`,
  ],
  ['http://a.b.example.com/', 'not: no Ingress and no route is for the host a.b.example.com'],
  ['http://shop.example.com/gone', `not: ${ofShop} leads to the Service shop/gone, which does not exist`],
  [
    'http://shop.example.com/noport',
    `not: ${ofShop} leads to port 8080 of the Service shop/cart, which has 80 (http), 9000 (admin)`,
  ],
  [
    'http://shop.example.com/noname',
    `not: ${ofShop} leads to port http of the Service shop/static, which has 80`,
  ],
  [
    'http://shop.example.com/udp',
    `not: ${ofShop} leads to port 7946 of the Service shop/cart, which has 80 (http), 9000 (admin)`,
  ],
  ['http://shop.example.com/bucket', `not: ${ofShop} leads to StorageBucket pictures, which is no Service`],
  ['http://shop.example.com:8080/cart', ingressPort('http at port 8080')],
  ['https://shop.example.com:80/cart', ingressPort('https at port 80')],
  ['ftp://shop.example.com/cart', 'not: only http and https come in by an Ingress or a Gateway, not ftp'],
];

const all = 'Ingress shop/all of nginx: shop/web 80';
const rest = 'Ingress shop/rest of nginx: shop/fallback 80';

const catchAlls: readonly Row[] = [
  ['http://anybody.example.net/hello', all],
  ['http://203.0.113.7/hello', all],
  ['http://anybody.example.net/else', rest],
  // Its DNS name leads to the class that names it.
  ['http://shop.example.com/api', 'Ingress data/inner of internal: data/api 80'],
  [
    'http://shop.example.com/hello',
    'not: Ingress data/inner takes shop.example.com, but nothing takes its path /hello (404); there is /api',
  ],
];

/** Those of the class nginx, with the wildcard and the default backend of one class. */
const together: readonly Row[] = [
  // A class of its own: which one is the default, nobody says.
  [
    'http://shop.example.com/api',
    rest,
    'Ingress data/api: data/api 80',
    'Ingress data/inner of internal: data/api 80',
  ],
  ['http://shop.example.com/about', `${shop}: shop/web 80`],
  // Beside rules for hosts, a default backend takes what none of their paths takes.
  ['http://blog.example.com/hello', `${shop}: shop/static 80`],
  ['http://bare.example.com/hello', rest],
  // One of its own host comes first.
  ['http://zoo.example.com/hello', 'Ingress shop/zoo of nginx: shop/static 80'],
  ['http://anybody.example.net/hello', all],
];

const edge = 'HTTPRoute shop/shop by infra/edge of envoy';
const lost = 'HTTPRoute shop/lost';
const at = (listener: string): string => `the listener ${listener} of Gateway infra/edge`;
const listed =
  'http at port 80, https at port 443, vip at port 443, own at port 8080, sealed at port 443, opened at port 8443, ' +
  'picky at port 8081, chosen at port 8082, idle at port 443';

const gateways: readonly Row[] = [
  ['http://shop.example.com/cart', `${edge}: shop/cart 80`],
  ['https://shop.example.com/cart', `${edge}: shop/cart 80`],
  ['https://Shop.Example.com./cart/admin/users', `${edge}: shop/cart 9000`],
  ['http://shop.example.com/about', `${edge}: shop/web 80`],
  ['http://shop.example.com/about/us', `${edge}: shop/static 80`],
  ['http://shop.example.com/cart/12', `${edge}: shop/cart 80`],
  ['http://shop.example.com/img/12', `${edge}: shop/static 80`],
  ['http://shop.example.com/post', `${edge}: shop/cart 80`],
  ['http://shop.example.com/get', `${edge}: shop/web 80`],
  ['http://shop.example.com/get/canary', `${edge}: shop/web 80`],
  ['http://shop.example.com/get/deleted', `${edge}: shop/web 80`],
  ['http://twins.example.net/', 'HTTPRoute shop/twins by infra/edge of envoy: shop/web 80'],
  ['http://shop.example.com/split', `${edge}: shop/web 80 and shop/static 80`],
  [
    'http://shop.example.com/half',
    `${edge}: shop/web 80; HTTPRoute shop/shop leads to the Service shop/gone, which does not exist`,
  ],
  ['http://shop.example.com/data', `${edge}: data/api 80`],
  ['http://shop.example.com/facts', `${edge}: data/api 80`],
  ['http://shop.example.com/more', 'HTTPRoute shop/shop-too by infra/edge of envoy: shop/web 80'],
  ['http://blog.example.com/', 'HTTPRoute shop/wild by infra/edge of envoy: shop/static 80'],
  ['http://a.b.example.com/', 'HTTPRoute shop/wild by infra/edge of envoy: shop/static 80'],
  ['http://www.eu.example.com/', 'HTTPRoute shop/wilder by infra/edge of envoy: shop/web 80'],
  // A listener of its own, whose hostname is that of the route.
  ['https://vip.example.com/', 'HTTPRoute data/vip by infra/edge of envoy: data/reports 80'],
  ['http://vip.example.com/', 'HTTPRoute shop/wild by infra/edge of envoy: shop/static 80'],
  // The namespace of data is not selected there, and that of wild is.
  ['https://data.example.com/', 'HTTPRoute shop/wild by infra/edge of envoy: shop/static 80'],
  ['http://data.example.com/', 'HTTPRoute data/data by infra/edge of envoy: data/api 80'],
  ['https://secure.example.com/', 'HTTPRoute shop/secure by infra/edge of envoy: shop/web 80'],
  ['http://numbered.example.net/', 'HTTPRoute shop/numbered by infra/edge of envoy: shop/web 80'],
  ['http://calls.example.org/shop.Cart/Add', 'GRPCRoute shop/calls by infra/edge of envoy: shop/cart 9000'],
  ['http://calls.example.org/shop.Cart/Drop', 'GRPCRoute shop/calls by infra/edge of envoy: shop/cart 80'],
  [
    'http://dials.example.net/',
    `not: ${at('http')} does not take HTTPRoute shop/dials: GRPCRoute shop/calls has the same hostname there, ` +
      'and comes first by name',
  ],
  // Where the GRPCRoute is not attached, the HTTPRoute is.
  ['http://calls.example.org:8081/', 'HTTPRoute shop/dials by infra/edge of envoy: shop/web 80'],

  [
    'http://shop.example.com/other',
    'not: HTTPRoute shop/shop takes shop.example.com, but nothing takes its path /other (404); there are ' +
      '/cart, /cart/admin, /about, /about/, /(cart|img)/[0-9]+, /(?i)odd, /post, /get, /get/canary, /get/deleted, /old, /void, /split, /half, ' +
      '/none, /data, /facts, /more',
  ],
  [
    'http://shop.example.com/old/thing',
    'not: HTTPRoute shop/shop answers with a redirection and asks no backend',
  ],
  ['http://shop.example.com/void', 'not: HTTPRoute shop/shop takes it and leads it to no backend'],
  ['http://shop.example.com/none', 'not: HTTPRoute shop/shop takes it and leads it to no backend'],
  ['http://lost.example.com/gone', `not: ${lost} leads to the Service shop/gone, which does not exist`],
  [
    'http://lost.example.com/noport',
    `not: ${lost} leads to port 8080 of the Service shop/web, which has 80 (http)`,
  ],
  [
    'http://lost.example.com/ungranted',
    `not: ${lost} may not lead to the Service data/reports: no ReferenceGrant of namespace data admits HTTPRoutes ` +
      'of namespace shop',
  ],
  [
    'http://lost.example.com/spare',
    `not: ${lost} may not lead to the Service spare/api: no ReferenceGrant of namespace spare admits HTTPRoutes ` +
      'of namespace shop',
  ],
  [
    'http://far.example.net/',
    'not: GRPCRoute shop/far may not lead to the Service data/api: no ReferenceGrant of namespace data admits ' +
      'GRPCRoutes of namespace shop',
  ],
  [
    'http://foreign.example.net/',
    'not: HTTPRoute abroad/foreign may not lead to the Service data/api: no ReferenceGrant of namespace data admits ' +
      'HTTPRoutes of namespace abroad',
  ],
  ['http://lost.example.com/import', `not: ${lost} leads to ServiceImport shop/web, which is no Service`],
  [
    'https://sealed.example.com/',
    `not: ${at('sealed')} passes TLS through (tls.mode: Passthrough), which is for TLSRoutes; they are not read`,
  ],
  [
    'https://shop.example.com:8443/',
    `not: ${at('opened')} is for TLS, not HTTPS: it takes TLSRoutes and TCPRoutes, which are not read`,
  ],
  [
    'https://shop.example.net/cart',
    'not: no listener of Gateway infra/edge is for the host shop.example.net; ' +
      'there are *.example.com, vip.example.com, sealed.example.com, idle.example.info',
  ],
  [
    'http://shop.example.net:81/cart',
    'not: Gateway infra/edge has no listener for http at port 81; there are HTTP at port 80, HTTPS at port 443, ' +
      'HTTP at port 8080, TLS at port 443, TLS at port 8443, HTTP at port 8081, HTTP at port 8082',
  ],
  [
    'http://shop.example.net:443/cart',
    'not: Gateway infra/edge has no listener for http at port 443; there are HTTP at port 80, HTTPS at port 443, ' +
      'HTTP at port 8080, TLS at port 443, TLS at port 8443, HTTP at port 8081, HTTP at port 8082',
  ],
  [
    'http://shop.example.net:8080/cart',
    `not: ${at('own')} does not take HTTPRoute shop/shop: it takes routes of its own namespace ` +
      '(allowedRoutes.namespaces.from: Same)',
  ],
  [
    'http://data.example.net:8082/',
    `not: ${at('chosen')} does not take HTTPRoute data/data: it takes routes of the namespaces that it selects ` +
      '(allowedRoutes.namespaces.from: Selector)',
  ],
  [
    'http://numbered.example.net:8081/',
    `not: the request comes to ${at('picky')}, and HTTPRoute shop/numbered refers to its listener at port 80 alone`,
  ],
  [
    'http://misspelt.example.net/',
    `not: HTTPRoute shop/misspelt refers to the listener htps of the Gateway infra/edge, which has ${listed}`,
  ],
  // Of two references, one is for another listener.
  [
    'http://rings.example.net:8081/',
    `not: ${at('picky')} does not take GRPCRoute shop/rings: it takes HTTPRoute`,
  ],
  [
    'http://stray.example.net/',
    'not: HTTPRoute shop/stray refers to the Gateway shop/edge, which does not exist',
  ],
  ['http://mesh.example.net/', 'not: HTTPRoute shop/mesh refers to no Gateway'],
  ['https://idle.example.info/', `not: no route is attached to ${at('idle')} for it (404)`],
  ['http://nobody.example.info/', 'not: no Ingress and no route is for the host nobody.example.info'],
];

describe('where a request from outside is led', () => {
  describe('by Ingresses', () => {
    check(clusterIn('ingresses'), ingresses);
  });
  describe('by Ingresses that take any host', () => {
    check(clusterIn('catchAll'), catchAlls);
  });
  describe('by Ingresses of several classes', () => {
    check(clusterIn('ingresses', 'catchAll'), together);
  });
  describe('by the routes of a Gateway', () => {
    check(clusterIn('gateways'), gateways);
  });

  it('by nothing, where there is nothing', () => {
    const { astray } = waysIn(clusterIn(), requestOf('http://shop.example.com/'));
    expect(astray.map(astrayText)).to.deep.equal([
      'no Ingress and no route is for the host shop.example.com',
    ]);
  });

  it('by an Ingress and a Gateway for one host alike', () => {
    const cluster = clusterIn('ingresses', 'gateways');
    const about = waysIn(cluster, requestOf('http://shop.example.com/about'));
    expect(about.entrances.map(entranceText)).to.deep.equal([`${shop}: shop/web 80`, `${edge}: shop/web 80`]);
    const { entrances, astray } = waysIn(cluster, requestOf('http://shop.example.com/gone'));
    expect(entrances).to.deep.equal([]);
    expect(astray.map(({ is }) => is)).to.deep.equal(['no such Service', 'no such path']);
    const half = waysIn(cluster, requestOf('http://shop.example.com/old'));
    expect(half.astray.map(({ is }) => is)).to.deep.equal(['no such path', 'redirected']);
  });

  it('by no listener that does not exist, though the route has no hostname', () => {
    const cluster = clusterIn('gateways');
    const misspelt = cluster.routes.httpRoutes
      .filter(({ name }) => name === 'misspelt')
      .map(route => ({ ...route, hostnames: [] }));
    const alone = { ...cluster, routes: { ...cluster.routes, httpRoutes: misspelt } };
    const { astray } = waysIn(alone, requestOf('http://anybody.example.net/'));
    expect(astray[0]?.is).to.equal('no such listener');
  });

  it('always somewhere, or for a reason', () => {
    const cluster = clusterIn('ingresses', 'catchAll', 'gateways');
    for (const [url] of [...ingresses, ...catchAlls, ...gateways]) {
      const { entrances, astray } = waysIn(cluster, requestOf(url));
      expect(entrances.length + astray.length, url).to.be.greaterThan(0);
    }
  });

  it('knows the hosts of what is attached, not only of what names one', () => {
    expect(entranceHosts(clusterIn())).to.deep.equal([]);
    const ofIngresses = 'shop.example.com secure.example.com bare.example.com *.example.com';
    expect(entranceHosts(clusterIn('ingresses'))).to.have.members(ofIngresses.split(' '));
    const hosts = entranceHosts(clusterIn('gateways'));
    expect(hosts).to.include('vip.example.com').and.not.include('idle.example.info');
    expect(hosts).to.not.include('*');
  });
});
