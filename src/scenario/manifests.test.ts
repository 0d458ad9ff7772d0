import { expect } from 'chai';
import { formatAddress } from '../addresses/address';
import { nowhere } from '../testing/edge';
import { addManifestText } from './manifests';
import { Scenario } from './scenario';

function shop(...texts: readonly string[]): Scenario {
  const scenario = new Scenario(nowhere, { namespace: 'shop' });
  for (const text of texts) addManifestText(scenario, text);
  return scenario;
}

const service = (spec: string, metadata = 'name: web'): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { ${metadata} }\nspec: ${spec}`;
const slice = (addresses: string, more = ''): string => `apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: one, labels: { kubernetes.io/service-name: web } }
addressType: IPv4
ports: [{ name: http, port: 8080 }]
endpoints: [{ addresses: [${addresses}]${more} }]`;
const deployment = (replicas: number): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web }] }`;

describe('manifests', () => {
  it('bring Services, in the namespace of the scenario unless they say another', () => {
    const { services } = shop(
      service('{ ports: [{ port: 80 }] }'),
      service('{ ports: [{ port: 80 }] }', 'name: web, namespace: bank'),
    ).state.cluster;
    expect([...services.keys()]).to.deep.equal(['shop/web', 'bank/web']);
  });

  it('bring the addresses that they give a Service', () => {
    const spec =
      '{ type: LoadBalancer, clusterIP: 10.96.0.20, externalIPs: [198.51.100.1], ports: [{ port: 80 }] }';
    const found = shop(service(spec)).state.cluster.services.get('shop/web');
    expect(found?.clusterIPs.map(formatAddress)).to.deep.equal(['10.96.0.20']);
    expect(found?.externalIPs.map(formatAddress)).to.deep.equal(['198.51.100.1']);
  });

  it('replace what has the same name', () => {
    const { services, endpointSlices } = shop(
      service('{ ports: [{ port: 80 }] }'),
      slice('192.0.2.1'),
      service('{ ports: [{ port: 81 }] }'),
      slice('192.0.2.2'),
    ).state.cluster;
    expect(services.get('shop/web')?.ports.map(({ port }) => port)).to.deep.equal([81]);
    expect(
      endpointSlices.flatMap(({ endpoints }) => endpoints.map(({ address }) => formatAddress(address))),
    ).to.deep.equal(['192.0.2.2']);
  });

  it('take the first address of each endpoint, its node and its name', () => {
    const { endpointSlices } = shop(slice('192.0.2.1, 192.0.2.2', ', nodeName: a, hostname: db')).state
      .cluster;
    const [{ address, ...endpoint } = { address: undefined }] = endpointSlices[0]?.endpoints ?? [];
    expect(address && formatAddress(address)).to.equal('192.0.2.1');
    expect(endpoint).to.deep.equal({ ready: true, node: 'a', hostname: 'db' });
  });

  it('bring pods that are not ready, where their status says so', () => {
    const pod = (status: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: web }] }\nstatus: { conditions: [{ type: Ready, status: "${status}" }] }`;
    const unready = (status: string) => shop(pod(status)).state.cluster.pods.get('shop/web')?.unready;
    expect([unready('True'), unready('False')]).to.deep.equal([undefined, true]);
  });

  it('bring as many replicas as the last one says', () => {
    const count = (...texts: readonly string[]) => shop(...texts).state.cluster.pods.size;
    const both = [deployment(3), deployment(1)] as const;
    expect([count(both[0]), count(both[1]), count(...both)]).to.deep.equal([
      count(deployment(3)),
      count(deployment(1)),
      count(deployment(1)),
    ]);
    expect(count(both[0])).to.be.greaterThan(count(both[1]));
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ['a text without a manifest', '# nothing', 'The doc string holds no manifest.'],
    [
      'a Service that is there twice',
      `${service('{ ports: [{ port: 80 }] }')}\n---\n${service('{ ports: [{ port: 81 }] }')}`,
      'Service web is there twice',
    ],
  ];
  for (const [title, text, message] of refused)
    it(`are refused: ${title}`, () => {
      expect(() => shop(text)).to.throw(message);
    });
});
