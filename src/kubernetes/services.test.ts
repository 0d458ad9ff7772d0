import { expect } from 'chai';
import { parseManifests } from './manifests';
import type { EndpointSliceManifest, ServiceManifest } from './objects';

const read = (...documents: string[]) =>
  parseManifests(documents.join('\n---\n'), { strictCidr: true, file: 'shop.yaml' });

const place = { file: 'shop.yaml', line: 1, column: 1 };

const service = (spec: string, more = '') =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: ${spec}\n${more}`;

const plain: ServiceManifest = {
  namespace: 'shop',
  name: 'web',
  type: 'ClusterIP',
  headless: false,
  clusterIPs: [],
  externalIPs: [],
  ports: [{ protocol: 'TCP', port: 80, targetPort: 80 }],
  externalTrafficPolicy: 'Cluster',
  internalTrafficPolicy: 'Cluster',
  publishNotReadyAddresses: false,
  place,
};

const services: readonly (readonly [title: string, text: string, expected: Partial<ServiceManifest>])[] = [
  ['has the defaults of the API server', service('{ports: [{port: 80}]}'), {}],
  ['without a selector has endpoints written by hand', service('{selector: {}, ports: [{port: 80}]}'), {}],
  [
    'selects pods and leads to ports by number or name',
    service(
      '{selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}, {name: dns, port: 53, protocol: UDP, targetPort: 5353}]}',
    ),
    {
      selector: { app: 'web' },
      ports: [
        { name: 'http', protocol: 'TCP', port: 80, targetPort: 'http' },
        { name: 'dns', protocol: 'UDP', port: 53, targetPort: 5353 },
      ],
    },
  ],
  [
    'has one cluster IP, or one of each family',
    service(
      '{clusterIP: 10.96.0.9, clusterIPs: [10.96.0.9, "fd00::9"], ipFamilies: [IPv4, IPv6], ports: [{port: 80}]}',
    ),
    { clusterIPs: ['10.96.0.9', 'fd00::9'], ipFamilies: ['IPv4', 'IPv6'] },
  ],
  [
    'may say its cluster IP in the singular',
    service('{clusterIP: 10.96.0.9, ports: [{port: 80}]}'),
    { clusterIPs: ['10.96.0.9'] },
  ],
  [
    'may be headless',
    service('{clusterIP: None, publishNotReadyAddresses: true}'),
    { headless: true, ports: [], publishNotReadyAddresses: true },
  ],
  [
    'may be an alias',
    service('{type: ExternalName, externalName: db.example.com.}'),
    { type: 'ExternalName', externalName: 'db.example.com.', ports: [] },
  ],
  [
    'is reached from outside at external addresses, those of its load balancer included',
    service(
      '{type: LoadBalancer, externalIPs: [198.51.100.7], externalTrafficPolicy: Local, internalTrafficPolicy: Local, ports: [{port: 80, nodePort: 30080}]}',
      'status: {loadBalancer: {ingress: [{hostname: lb.example.com}, {ip: 203.0.113.9, ipMode: VIP}]}}',
    ),
    {
      type: 'LoadBalancer',
      externalIPs: ['198.51.100.7', '203.0.113.9'],
      externalTrafficPolicy: 'Local',
      internalTrafficPolicy: 'Local',
      ports: [{ protocol: 'TCP', port: 80, targetPort: 80, nodePort: 30080 }],
    },
  ],
  [
    'may let in only some clients of its load balancer',
    service(
      '{type: LoadBalancer, loadBalancerSourceRanges: ["10.0.0.0/8 ", "fd00::/8"], ports: [{port: 80}]}',
    ),
    { type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8', 'fd00::/8'] },
  ],
  [
    'may want no ports on the nodes for its load balancer',
    service('{type: LoadBalancer, allocateLoadBalancerNodePorts: false, ports: [{port: 80}]}'),
    { type: 'LoadBalancer', allocatesNodePorts: false },
  ],
  [
    'may name those clients in an annotation',
    service('{type: LoadBalancer, ports: [{port: 80}]}').replace(
      'shop}',
      'shop, annotations: {service.beta.kubernetes.io/load-balancer-source-ranges: "10.0.0.0/8, 192.0.2.0/24"}}',
    ),
    { type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8', '192.0.2.0/24'] },
  ],
];

describe('a Service', () => {
  for (const [title, text, expected] of services) {
    it(title, () => expect(read(text).services).to.deep.equal([{ ...plain, ...expected }]));
  }
});

const slice = (fields: string, metadata = 'name: web-1') =>
  `apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {namespace: shop, ${metadata}}\n${fields}`;

const endpoints = (subsets: string, metadata = '') =>
  `apiVersion: v1\nkind: Endpoints\nmetadata: {name: web, namespace: shop${metadata}}\nsubsets: ${subsets}`;

const ofWeb = 'name: web-1, labels: {kubernetes.io/service-name: web}';

describe('an EndpointSlice', () => {
  it('tells its Service, its ports, and where each endpoint is', () => {
    const { endpointSlices } = read(
      slice(
        'addressType: IPv4\nports: [{name: http, port: 8080}, {name: dns, port: 53, protocol: UDP}]\nendpoints: [{addresses: [10.1.0.1], hostname: web-0, nodeName: n1, zone: a, targetRef: {kind: Pod, namespace: shop, name: web-x, uid: u}}, {addresses: [10.1.0.2], conditions: {ready: false}, targetRef: {kind: Node, name: n2}}]',
        ofWeb,
      ),
    );
    const expected: readonly EndpointSliceManifest[] = [
      {
        namespace: 'shop',
        name: 'web-1',
        service: 'web',
        addressType: 'IPv4',
        ports: [
          { name: 'http', port: 8080, protocol: 'TCP' },
          { name: 'dns', port: 53, protocol: 'UDP' },
        ],
        endpoints: [
          {
            addresses: ['10.1.0.1'],
            ready: true,
            hostname: 'web-0',
            nodeName: 'n1',
            pod: { namespace: 'shop', name: 'web-x' },
          },
          { addresses: ['10.1.0.2'], ready: false },
        ],
        place,
      },
    ];
    expect(endpointSlices).to.deep.equal(expected);
  });

  it('may leave its port open and belong to no Service', () => {
    const [found] = read(slice('addressType: FQDN\nports: [{}]')).endpointSlices;
    expect(found).to.deep.equal({
      namespace: 'shop',
      name: 'web-1',
      addressType: 'FQDN',
      ports: [{ protocol: 'TCP' }],
      endpoints: [],
      place,
    });
  });
});

describe('Endpoints', () => {
  const subsets =
    '[{addresses: [{ip: 10.1.0.1, hostname: web-0, nodeName: n1, targetRef: {kind: Pod, name: web-x}}, {ip: "fd00::1"}], notReadyAddresses: [{ip: 10.1.0.2}], ports: [{port: 8080}]}, {addresses: [{ip: 10.1.0.3}]}]';

  it('are mirrored into one slice for each subset and family', () => {
    const common = { namespace: 'shop', name: 'web', service: 'web', place };
    const ports = [{ port: 8080, protocol: 'TCP' }];
    expect(read(endpoints(subsets)).endpointSlices).to.deep.equal([
      {
        ...common,
        addressType: 'IPv4',
        ports,
        endpoints: [
          {
            addresses: ['10.1.0.1'],
            ready: true,
            hostname: 'web-0',
            nodeName: 'n1',
            pod: { name: 'web-x' },
          },
          { addresses: ['10.1.0.2'], ready: false },
        ],
      },
      { ...common, addressType: 'IPv6', ports, endpoints: [{ addresses: ['fd00::1'], ready: true }] },
      { ...common, addressType: 'IPv4', ports: [], endpoints: [{ addresses: ['10.1.0.3'], ready: true }] },
    ]);
  });

  it('say nothing where their Service has slices, or where they are not to be mirrored', () => {
    const own = slice('addressType: IPv4\nendpoints: []', ofWeb);
    const elsewhere = slice('addressType: IPv4', ofWeb.replace('web}', 'db}'));
    const names = (...documents: string[]) => read(...documents).endpointSlices.map(({ name }) => name);
    expect(names(endpoints('[{addresses: [{ip: 10.1.0.1}]}]'), own)).to.deep.equal(['web-1']);
    expect(names(endpoints('[{addresses: [{ip: 10.1.0.1}]}]'), elsewhere)).to.deep.equal(['web-1', 'web']);
    expect(
      names(endpoints(subsets, ', labels: {endpointslice.kubernetes.io/skip-mirror: "true"}')),
    ).to.deep.equal([]);
  });
});
