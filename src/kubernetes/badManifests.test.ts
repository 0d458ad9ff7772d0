import { expect } from 'chai';
import fc from 'fast-check';
import { parseManifests } from './manifests';
import { BadManifests } from './problem';
import { apiTexts } from './texts';

/** What a person reads of a bad text, below the heading. */
function read(text: string, only?: 'NetworkPolicy'): string {
  return message(text, only).split('\n').slice(1).join('\n');
}

function message(text: string, only?: 'NetworkPolicy'): string {
  try {
    parseManifests(text, { strictCidr: true, file: 'web.yaml', ...(only && { only }) });
  } catch (error) {
    if (error instanceof BadManifests) return error.message;
    throw error;
  }
  return '';
}

const policy = (spec: string, metadata = '{name: web, namespace: shop}') =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: ${metadata}\nspec: ${spec}\n`;

const address = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';

const service = (spec: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: ${spec}\n`;

const ingress = (spec: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, namespace: shop}\nspec: ${spec}\n`;

const gatewayApi = (kind: string, spec: string) =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: ${kind}\nmetadata: {name: web, namespace: shop}\nspec: ${spec}\n`;

const tables: Readonly<Record<string, readonly (readonly [text: string, sentence: string])[]>> = {
  'YAML that cannot be read': [
    ['kind: a\n\tb: 1', '2:1: YAML may not be indented with tabs; use spaces'],
    ['.', '1:1: a document holds one object with apiVersion and kind; this one is the string "."'],
    ['a: 1\nb: 2\na: 3\n', '3:1: the key "a" is there twice'],
    ['{"kind": "Pod",\n "kind": "Pod"}', '2:2: the key "kind" is there twice'],
    ['a: 1\nb: "x\nc: 1\n', '2:4: the quote that opens here is not closed'],
    ["a: 'x\nc: 1\n", '1:4: the quote that opens here is not closed'],
    ['a: [1, 2\nb: 3', '2:1: a "[" or "{" before this is not closed'],
    ['a: {b: 2', '1:9: a "[" or "{" before this is not closed'],
    ['a:\n  - b\n c: 1', '3:1: the indentation does not fit the lines above'],
    [
      'a: b: c',
      '1:4: no mapping can start here: a value with ": " in it needs quotes, or the next line is indented too far',
    ],
    ['a: 1\nfoo\n', '2:1: expected "key: value"; there is no ":" after this'],
    ['a: @x', '1:4: a value that starts with "@" needs quotes'],
    ['a: "\\q"', '1:5: \\q is no escape in double quotes'],
    ['a: - b', '1:4: a list starts on a line of its own'],
    ['a: "b" c', '1:8: did not expect "c" here'],
    ['a: !foo 1', '1:4: the tag !foo is unknown'],
    ['a: *x', '1:4: *x names no anchor above it; write &x before the value to repeat'],
    ['a: &a [*a]', '1:8: *a stands inside its own anchor &a'],
    ['<<: 1', '1:1: the value of "<<" must be a mapping or a list of mappings'],
    ['? [a]\n: 1', '1:3: a key must be text, not a list, a mapping or nothing'],
    [
      'name: {{ .Values.name }}',
      '1:8: a key must be text, not a list, a mapping or nothing; "{{" looks like a Helm template: load what "helm template" prints',
    ],
  ],
  'documents that are no object of ours': [
    ['- a', '1:1: a document holds one object with apiVersion and kind; this one is a list'],
    ['hello', '1:1: a document holds one object with apiVersion and kind; this one is the string "hello"'],
    ['metadata: {}', '1:1: kind is missing; write, for example, "kind: NetworkPolicy"'],
    ['kind: 1', '1:7: kind is a word such as NetworkPolicy; this is the number 1'],
    [
      'kind: NetworkPolicy',
      '1:1: apiVersion is missing; a NetworkPolicy has "apiVersion: networking.k8s.io/v1"',
    ],
    ['apiVersion: ""\nkind: Pod', '1:1: apiVersion is missing; a Pod has "apiVersion: v1"'],
    [
      'apiVersion: extensions/v1beta1\nkind: NetworkPolicy',
      '1:13: NetworkPolicy is not served as "extensions/v1beta1"; write "apiVersion: networking.k8s.io/v1"',
    ],
    [
      'apiVersion: discovery.k8s.io/v1beta1\nkind: EndpointSlice',
      '1:13: EndpointSlice is not served as "discovery.k8s.io/v1beta1"; write "apiVersion: discovery.k8s.io/v1"',
    ],
    [
      'apiVersion: extensions/v1beta1\nkind: Ingress',
      '1:13: Ingress is not served as "extensions/v1beta1"; write "apiVersion: networking.k8s.io/v1"',
    ],
    [
      'apiVersion: gateway.networking.k8s.io/v1alpha2\nkind: HTTPRoute',
      '1:13: HTTPRoute is not served as "gateway.networking.k8s.io/v1alpha2"; write "apiVersion: gateway.networking.k8s.io/v1"',
    ],
    [
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HttpRoute',
      '2:7: there is no kind "HttpRoute"; did you mean "HTTPRoute"?',
    ],
    [
      'apiVersion: batch/v1beta1\nkind: CronJob',
      '1:13: CronJob is not served as "batch/v1beta1"; write "apiVersion: batch/v1"',
    ],
    [
      'apiVersion: v1\nkind: Deployment',
      '1:13: Deployment is not served as "v1"; write "apiVersion: apps/v1"',
    ],
    [
      'apiVersion: networking.k8s.io/v1\nkind: Networkpolicy',
      '2:7: there is no kind "Networkpolicy"; did you mean "NetworkPolicy"?',
    ],
    ['apiVersion: v1\nkind: List\nitems: {}', '3:8: items: expected a list, found a mapping'],
    [
      'apiVersion: v1\nkind: PodList\nitems: [foo]',
      '3:9: an item of a list is an object with apiVersion and kind; this one is the string "foo"',
    ],
    [
      'apiVersion: v1\nkind: List\nitems: [{metadata: {}}]',
      '3:9: kind is missing; write, for example, "kind: NetworkPolicy"',
    ],
  ],
  'objects that do not decode': [
    [policy('{ingres: []}'), '4:8: unknown field "spec.ingres"; did you mean "spec.ingress"?'],
    [policy('{zebra: 1}'), '4:8: unknown field "spec.zebra"'],
    [
      policy('{ingress: [{form: []}]}'),
      '4:19: unknown field "spec.ingress[0].form"; did you mean "spec.ingress[0].from"?',
    ],
    [
      policy('{}', '{name: web, lables: {}}'),
      '3:23: unknown field "metadata.lables"; did you mean "metadata.labels"?',
    ],
    [policy('{"__proto__": {}}'), '4:8: unknown field "spec.__proto__"'],
    [policy('{ingress: none}'), '4:17: spec.ingress: expected a list, found the string "none"'],
    [
      policy('{ingress: [{ports: [{port: 80.5}]}]}'),
      '4:34: spec.ingress[0].ports[0].port: expected an integer or the name of a port, found the number 80.5',
    ],
    [
      policy('{ingress: [{ports: [{port: 2147483648}]}]}'),
      '4:34: spec.ingress[0].ports[0].port: expected an integer of 32 bits, found the number 2147483648',
    ],
    [
      policy('{ingress: [{ports: [{port: 80, endPort: "90"}]}]}'),
      '4:47: spec.ingress[0].ports[0].endPort: expected an integer, found the string "90"; write it without quotes',
    ],
    [
      policy('{podSelector: {matchLabels: {v: 1.10}}}'),
      '4:39: spec.podSelector.matchLabels.v: expected a string, found a number; put it in quotes',
    ],
    [
      policy('{podSelector: {matchLabels: {v: yes}}}'),
      '4:39: spec.podSelector.matchLabels.v: expected a string, found the boolean true; put it in quotes',
    ],
    [policy('[]'), '4:7: spec: expected a mapping, found a list'],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {b: 1}}',
      '3:33: metadata.labels.b: expected a string, found a number; put it in quotes',
    ],
    [
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 2}',
      '4:7: spec.template: Required value',
    ],
    [ingress('{rules: [{host: a.b, paths: []}]}'), '4:28: unknown field "spec.rules[0].paths"'],
    [
      gatewayApi('Gateway', '{listeners: [{port: "80"}]}'),
      '4:27: spec.listeners[0].port: expected an integer, found the string "80"; write it without quotes',
    ],
    [
      service('{ports: [{port: 80, targetport: 8080}]}'),
      '4:27: unknown field "spec.ports[0].targetport"; did you mean "spec.ports[0].targetPort"?',
    ],
    [
      service('{ports: [{port: "80"}]}'),
      '4:23: spec.ports[0].port: expected an integer, found the string "80"; write it without quotes',
    ],
    [
      'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: a}\nendpoint: []',
      '4:1: unknown field "endpoint"; did you mean "endpoints"?',
    ],
    [
      'apiVersion: v1\nkind: Endpoints\nmetadata: {name: a}\nsubsets: [{addresses: [10.0.0.1]}]',
      '4:24: subsets[0].addresses[0]: expected a mapping, found the string "10.0.0.1"',
    ],
  ],
  'objects that the API server refuses': [
    [
      service('{loadBalancerSourceRanges: [10.0.0.0/8], ports: [{port: 80}]}'),
      "4:34: spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'",
    ],
    [
      ingress('{defaultBackend: {service: {name: web, port: {name: http, number: 80}}}}'),
      '4:52: spec.defaultBackend: Invalid value: "": cannot set both port name & port number',
    ],
    [
      ingress('{rules: [{http: {paths: [{path: /, pathType: Prefix}]}}]}'),
      '4:32: spec.rules[0].http.paths[0].backend: Invalid value: "": resource or service backend is required',
    ],
    [
      ingress('{rules: [{http: {paths: [{path: /, backend: {service: {name: web, port: {number: 80}}}}]}}]}'),
      '4:32: spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified',
    ],
    [
      gatewayApi(
        'Gateway',
        '{gatewayClassName: x, listeners: [{name: a, port: 80, protocol: HTTP, tls: {mode: Passthrough}}]}',
      ),
      `4:41: spec.listeners: Invalid value: "array": tls must not be specified for protocols ['HTTP', 'TCP', 'UDP']`,
    ],
    [
      gatewayApi('Gateway', '{gatewayClassName: x, listeners: []}'),
      '4:40: spec.listeners: Invalid value: 0: spec.listeners in body should have at least 1 items',
    ],
    [
      `${gatewayApi('Gateway', '{gatewayClassName: x, listeners: [{name: a, port: 80, protocol: HTTP}]}')}status: {addresses: [{value: lb}]}`,
      `5:30: status.addresses[0].value: Invalid value: "lb": ${address}`,
    ],
    ...(['HTTPRoute', 'GRPCRoute'] as const).map(
      kind =>
        [
          gatewayApi(kind, '{}').replace('name: web', 'name: Web'),
          `3:18: metadata.name: Invalid value: "Web": ${apiTexts.subdomain}`,
        ] as const,
    ),
    [
      gatewayApi('HTTPRoute', '{rules: [{matches: [{path: {value: a}}]}]}'),
      `4:42: spec.rules[0].matches[0].path: Invalid value: "object": value must be an absolute path and start with '/' when type one of ['Exact', 'PathPrefix']`,
    ],
    [
      gatewayApi('HTTPRoute', '{rules: [{backendRefs: [{name: web}]}]}'),
      '4:31: spec.rules[0].backendRefs[0]: Invalid value: "object": Must have port for Service reference',
    ],
    [
      gatewayApi(
        'ReferenceGrant',
        `{from: [{group: ${'a'.repeat(254)}, kind: HTTPRoute, namespace: a}], to: [{group: "", kind: Service}]}`,
      ),
      '4:23: spec.from[0].group: Too long: may not be more than 253 bytes',
    ],
    [
      gatewayApi('HTTPRoute', `{hostnames: [${Array(17).fill('a.b').join(', ')}]}`),
      '4:19: spec.hostnames: Too many: 17: must have at most 16 items',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {dnsPolicy: None}',
      '4:7: spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None',
    ],
    [service('{ports: []}'), '4:15: spec.ports: Required value'],
    [
      service('{clusterIP: none, ports: [{port: 80}]}'),
      `4:19: spec.clusterIPs[0]: Invalid value: "none": ${address}`,
    ],
    [
      service('{ports: [{name: a, port: 80}, {name: a, port: 81}]}'),
      '4:44: spec.ports[1].name: Duplicate value: "a"',
    ],
    [
      service('{ports: [{name: a, port: 80}, {name: b, port: 80}]}'),
      '4:37: spec.ports[1]: Duplicate value: {"protocol":"TCP","port":80}',
    ],
    [
      service('{type: NodePort, clusterIP: None, ports: [{port: 80}]}'),
      `4:35: spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for NodePort services`,
    ],
    [
      service('{type: NodePort, ports: [{port: 80, nodePort: 8080}]}'),
      '4:53: spec.ports[0].nodePort: Invalid value: 8080: provided port is not in the valid range. The range of valid ports is 30000-32767',
    ],
    [
      `${service('{type: LoadBalancer, ports: [{port: 80}]}')}status: {loadBalancer: {ingress: [{ip: lb}]}}`,
      `5:40: status.loadBalancer.ingress[0].ip: Invalid value: "lb": ${address}`,
    ],
    [
      'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: a}\nendpoints: [{addresses: [10.1.0.1]}]',
      '1:1: addressType: Required value',
    ],
    [
      'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: a}\naddressType: IPv6\nendpoints: [{addresses: [10.1.0.1]}]',
      '5:26: endpoints[0].addresses[0]: Invalid value: "10.1.0.1": must be a valid IPv6 address',
    ],
  ],
};

describe('bad manifests', () => {
  for (const [title, rows] of Object.entries(tables)) {
    describe(title, () => {
      for (const [text, sentence] of rows) {
        it(sentence, () => expect(read(text)).to.equal(`web.yaml:${sentence}`));
      }
    });
  }

  it('name the one object that is wrong in the heading', () => {
    expect(message(policy('{ingress: [{ports: [{protocol: tcp}]}]}'))).to.equal(
      [
        'NetworkPolicy shop/web has 1 problem:',
        'web.yaml:4:38: spec.ingress[0].ports[0].protocol: Unsupported value: "tcp": supported values: "TCP", "UDP", "SCTP"',
      ].join('\n'),
    );
  });

  it('name each object where several are wrong, and broken documents beside them', () => {
    const text = [
      policy('{ingress: [{from: [{}]}]}'),
      policy('{egress: [{ports: [{port: 0}]}]}', '{name: db}'),
      'a: *b',
    ];
    expect(message(text.join('---\n'))).to.equal(
      [
        'The manifests have 3 problems:',
        'web.yaml:4:26: NetworkPolicy shop/web: spec.ingress[0].from[0]: Required value: must specify a peer',
        'web.yaml:9:33: NetworkPolicy db: spec.egress[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
        'web.yaml:11:4: *b names no anchor above it; write &b before the value to repeat',
      ].join('\n'),
    );
  });

  it('say where an object was first when it is there twice', () => {
    expect(message(`${policy('{}')}---\n${policy('{}')}`)).to.equal(
      'NetworkPolicy shop/web has 1 problem:\nweb.yaml:6:1: NetworkPolicy shop/web is there twice, first at web.yaml:1:1',
    );
  });

  it('of any kind point into the feature file that the text stands in', () => {
    const text = [policy('{}'), ingress('{}'), gatewayApi('Gateway', '{gatewayClassName: x}')];
    const load = () =>
      parseManifests(text.join('---\n'), {
        strictCidr: true,
        file: 'shop.feature',
        firstLine: 10,
        firstColumn: 7,
      });
    expect(load).to.throw(
      BadManifests,
      [
        'The manifests have 2 problems:',
        'shop.feature:18:13: Ingress shop/web: spec: Invalid value: []: either `defaultBackend` or `rules` must be specified',
        'shop.feature:23:13: Gateway shop/web: spec.listeners: Required value',
      ].join('\n'),
    );
  });

  it('are all other kinds where only policies are taken', () => {
    expect(read('apiVersion: v1\nkind: Pod\nmetadata: {name: a}', 'NetworkPolicy')).to.equal(
      'web.yaml:2:7: expected a NetworkPolicy, found a Pod (v1)',
    );
  });

  it('carry no frames of this code', () => {
    const error = new BadManifests([{ file: 'a', line: 1, column: 2, detail: 'b' }]);
    expect(error.stack).to.equal('The manifests have 1 problem:\na:1:2: b');
  });

  for (const levels of [1_000, 10_000, 100_000]) {
    it(`may be nested ${levels} levels deep`, () => {
      for (const text of [
        '['.repeat(levels),
        '- '.repeat(levels),
        `${'{a: '.repeat(levels)}${'}'.repeat(levels)}`,
      ]) {
        expect(read(text)).to.match(/^web\.yaml:1:\d+: nested deeper than 100 levels$/);
      }
    }).timeout(20_000);
  }

  it('may be nested block by block, or through aliases', () => {
    const block = Array.from({ length: 1_000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n');
    const aliases = Array.from(
      { length: 200 },
      (_, level) => `a${level + 1}: &a${level + 1} [*a${level}]`,
    ).join('\n');
    expect(read(block)).to.equal('web.yaml:102:102: nested deeper than 100 levels');
    expect(read(`a0: &a0 x\n${aliases}`)).to.equal('web.yaml:102:13: nested deeper than 100 levels');
  });

  it('may be a bomb of aliases', () => {
    const line = (name: string, alias: string) => `${name}: &${name} [${Array(10).fill(alias).join(',')}]`;
    const bomb = [line('a', 'x'), ...[...'bcdefghi'].map((name, at) => line(name, `*${'abcdefgh'[at]}`))];
    expect(read(bomb.join('\n'))).to.equal('web.yaml:5:29: aliases expand to more than 100000 values');
  });

  it('are the only thing that is thrown, whatever the text', () => {
    const sane = policy(
      '{podSelector: {matchLabels: {a: b}}, ingress: [{ports: [{port: 80}], from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}',
    );
    const scrap = fc.oneof(
      fc.constantFrom(
        '[',
        '{',
        '}',
        ']',
        ': ',
        '- ',
        '\n',
        '\t',
        '"',
        "'",
        '&a ',
        '*a',
        '<<',
        '|',
        '? ',
        '!',
        '%',
        '{{',
        '---\n',
        '0',
        '1e9',
        '__proto__',
        '\0',
        '\ud800',
      ),
      fc.string({ maxLength: 5 }),
    );
    const mutation = fc.record({ at: fc.nat(sane.length), cut: fc.nat(20), scrap });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 6 }), mutations => {
        let text = sane;
        for (const { at, cut, scrap: inserted } of mutations)
          text = text.slice(0, at) + inserted + text.slice(at + cut);
        const start = Date.now();
        message(text);
        return Date.now() - start < 1_000;
      }),
      { numRuns: 1_000 },
    );
  });
});
