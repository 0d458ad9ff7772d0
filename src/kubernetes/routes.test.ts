import { expect } from 'chai';
import { parseManifests } from './manifests';
import type {
  GatewayManifest,
  HTTPRouteManifest,
  IngressManifest,
  ReferenceGrantManifest,
  RouteMatch,
} from './routes';

const read = (text: string) => parseManifests(text, { strictCidr: true, file: 'shop.yaml' });

const place = { file: 'shop.yaml', line: 1, column: 1 };
const common = { namespace: 'shop', name: 'web', place };

const object = (apiVersion: string, kind: string, spec: string, more = '', metadata = '') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: web, namespace: shop${metadata}}\nspec: ${spec}\n${more}`;

const gatewayApi = 'gateway.networking.k8s.io/v1';

describe('an Ingress', () => {
  const ingress = (spec: string, more = '', metadata = '') =>
    read(object('networking.k8s.io/v1', 'Ingress', spec, more, metadata)).ingresses;
  const service = '{service: {name: web, port: {name: http}}}';

  const ingresses: readonly (readonly [
    title: string,
    found: () => readonly IngressManifest[],
    expected: Partial<IngressManifest>,
  ])[] = [
    [
      'leads hosts and paths to ports of Services, by number or name',
      () =>
        ingress(
          `{ingressClassName: nginx, rules: [{host: a.b, http: {paths: [{path: /cart, pathType: Prefix, backend: {service: {name: cart, port: {number: 80}}}}, {pathType: ImplementationSpecific, backend: ${service}}]}}, {host: "*.b"}], tls: [{hosts: [a.b], secretName: cert}, {}]}`,
        ),
      {
        className: 'nginx',
        rules: [
          {
            host: 'a.b',
            paths: [
              { path: '/cart', type: 'Prefix', backend: { is: 'service', name: 'cart', port: 80 } },
              {
                path: '/',
                type: 'ImplementationSpecific',
                backend: { is: 'service', name: 'web', port: 'http' },
              },
            ],
          },
          { host: '*.b', paths: [] },
        ],
      },
    ],
    [
      'may lead everything to one Service, or to something else',
      () => ingress('{defaultBackend: {resource: {kind: Bucket, name: files}}}'),
      { defaultBackend: { is: 'resource', kind: 'Bucket', name: 'files' } },
    ],
    [
      'may name its class by annotation',
      () =>
        ingress(
          `{defaultBackend: ${service}}`,
          'status: {loadBalancer: {ingress: [{ip: 203.0.113.9, ports: []}, {hostname: lb.example.com}]}}',
          ', annotations: {kubernetes.io/ingress.class: traefik}',
        ),
      {
        className: 'traefik',
        defaultBackend: { is: 'service', name: 'web', port: 'http' },
      },
    ],
  ];

  for (const [title, found, expected] of ingresses) {
    it(title, () => {
      const plain: IngressManifest = { ...common, rules: [] };
      expect(found()).to.deep.equal([{ ...plain, ...expected }]);
    });
  }
});

describe('a Gateway', () => {
  const spec =
    '{gatewayClassName: x, listeners: [{name: http, port: 80, protocol: http}, {name: https, hostname: "*.b", port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {a: b}}}, kinds: [{kind: HTTPRoute}]}}], addresses: [{value: 203.0.113.9}, {type: Hostname, value: a.b}]}';
  const expected: GatewayManifest = {
    ...common,
    className: 'x',
    listeners: [
      { name: 'http', port: 80, protocol: 'HTTP', from: { is: 'Same' } },
      {
        name: 'https',
        hostname: '*.b',
        port: 443,
        protocol: 'HTTPS',
        tls: 'Terminate',
        from: { is: 'Selector', selector: { matchLabels: { a: 'b' } } },
        kinds: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }],
      },
    ],
  };

  for (const version of ['v1', 'v1beta1']) {
    it(`of ${version} tells its listeners`, () => {
      const text = object(`gateway.networking.k8s.io/${version}`, 'Gateway', spec);
      expect(read(text).gateways).to.deep.equal([expected]);
    });
  }
});

describe('an HTTPRoute', () => {
  const everyRequest: RouteMatch = { type: 'PathPrefix', path: '/', narrowed: false };

  it('tells its parents, its hosts and where each request goes', () => {
    const text = object(
      gatewayApi,
      'HTTPRoute',
      '{parentRefs: [{name: gw, namespace: infra, sectionName: http}], hostnames: [a.b], rules: [{matches: [{path: {value: /cart}}, {path: {type: Exact, value: /x}, method: GET, headers: [{name: a, value: b}]}], backendRefs: [{name: cart, port: 80}, {name: old, namespace: attic, port: 81, weight: 0}]}, {filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]}]}',
    );
    const expected: HTTPRouteManifest = {
      kind: 'HTTPRoute',
      ...common,
      parents: [
        {
          group: 'gateway.networking.k8s.io',
          kind: 'Gateway',
          namespace: 'infra',
          name: 'gw',
          sectionName: 'http',
        },
      ],
      hostnames: ['a.b'],
      rules: [
        {
          matches: [
            { type: 'PathPrefix', path: '/cart', narrowed: false },
            { type: 'Exact', path: '/x', method: 'GET', narrowed: true },
          ],
          backends: [
            { group: '', kind: 'Service', name: 'cart', port: 80, weight: 1 },
            { group: '', kind: 'Service', namespace: 'attic', name: 'old', port: 81, weight: 0 },
          ],
          redirects: false,
        },
        { matches: [everyRequest], backends: [], redirects: true },
      ],
    };
    expect(read(text).httpRoutes).to.deep.equal([expected]);
  });

  it('without rules takes every request and has no backend for it', () => {
    const [route] = read(object('gateway.networking.k8s.io/v1beta1', 'HTTPRoute', '{}')).httpRoutes;
    expect(route?.rules).to.deep.equal([{ matches: [everyRequest], backends: [], redirects: false }]);
  });
});

describe('a GRPCRoute', () => {
  const calls: readonly (readonly [match: string, type: RouteMatch['type'], path: string])[] = [
    ['{}', 'PathPrefix', '/'],
    ['{method: {service: a.B, method: C}}', 'Exact', '/a.B/C'],
    ['{method: {service: a.B}}', 'PathPrefix', '/a.B'],
    ['{method: {method: C}}', 'RegularExpression', '/[^/]+/C'],
    ['{method: {type: RegularExpression, service: "a.*"}}', 'RegularExpression', '/a.*/[^/]+'],
  ];
  for (const [match, type, path] of calls) {
    it(`that matches ${match} is about ${path}`, () => {
      const text = object(gatewayApi, 'GRPCRoute', `{rules: [{matches: [${match}]}]}`);
      const [route] = read(text).httpRoutes;
      expect(route?.kind).to.equal('GRPCRoute');
      expect(route?.rules[0]?.matches).to.deep.equal([{ type, path, narrowed: false }]);
    });
  }
});

describe('a ReferenceGrant', () => {
  const spec =
    '{from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: front}], to: [{group: "", kind: Service}, {group: "", kind: Service, name: db}]}';
  for (const version of ['v1', 'v1beta1']) {
    it(`of ${version} tells who may refer to what`, () => {
      const expected: ReferenceGrantManifest = {
        ...common,
        from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'front' }],
        to: [
          { group: '', kind: 'Service' },
          { group: '', kind: 'Service', name: 'db' },
        ],
      };
      const text = object(`gateway.networking.k8s.io/${version}`, 'ReferenceGrant', spec);
      expect(read(text).referenceGrants).to.deep.equal([expected]);
    });
  }
});

describe('kinds beside the ways in', () => {
  const kind = (apiVersion: string, kind: string) => `apiVersion: ${apiVersion}\nkind: ${kind}\n`;

  it('are classes, which nobody misses', () => {
    const classes = [
      kind('networking.k8s.io/v1', 'IngressClass'),
      kind(gatewayApi, 'GatewayClass'),
      kind('networking.k8s.io/v1', 'IngressClassList'),
    ];
    expect(read(classes.join('---\n')).notices).to.deep.equal([]);
  });

  it('are other ways in, which are told loudly', () => {
    const others = [
      ['gateway.networking.k8s.io/v1alpha2', 'TCPRoute'],
      ['networking.istio.io/v1', 'Gateway'],
      ['route.openshift.io/v1', 'Route'],
    ] as const;
    const { notices, gateways } = read(others.map(([version, name]) => kind(version, name)).join('---\n'));
    expect(gateways).to.deep.equal([]);
    expect(notices).to.deep.equal(
      others.map(
        ([version, name]) =>
          `NOT READ: 1 ${name} object (${version}); this kind can lead traffic to pods, and only Ingress, Gateway, HTTPRoute and GRPCRoute of Kubernetes are read.`,
      ),
    );
  });

  it('may be items of a list of an older version', () => {
    const text =
      'apiVersion: gateway.networking.k8s.io/v1beta1\nkind: HTTPRouteList\nitems: [{metadata: {name: a}}]';
    expect(read(text).httpRoutes.map(({ name }) => name)).to.deep.equal(['a']);
  });
});
