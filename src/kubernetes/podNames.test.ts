import { expect } from 'chai';
import { parseManifests } from './manifests';
import type { PodManifest } from './objects';

const read = (text: string) => parseManifests(text, { strictCidr: true, file: 'shop.yaml' });

const pod = (spec: string) =>
  read(`apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec: ${spec}`);

const plain = { searches: [], nameservers: [] };

const specs: readonly (readonly [
  title: string,
  spec: string,
  expected: Pick<PodManifest, 'dns' | 'hostname' | 'subdomain' | 'probes'>,
])[] = [
  ['may leave everything to the cluster', '{}', {}],
  ['may say what is the default', '{dnsPolicy: ClusterFirst}', { dns: { policy: 'ClusterFirst', ...plain } }],
  [
    'may ask as its node does',
    '{dnsPolicy: Default, hostname: a, subdomain: b}',
    { dns: { policy: 'Default', ...plain }, hostname: 'a', subdomain: 'b' },
  ],
  [
    'may have a resolver of its own, where the last option counts',
    '{dnsPolicy: None, dnsConfig: {nameservers: [10.0.0.10], searches: [a.b], options: [{name: ndots, value: "1"}, {name: edns0}, {name: ndots, value: "2"}, {name: ndots, value: two}]}}',
    { dns: { policy: 'None', ndots: 2, searches: ['a.b'], nameservers: ['10.0.0.10'] } },
  ],
  [
    'is probed at the ports of its containers and sidecars, by number or name',
    '{initContainers: [{name: mesh, restartPolicy: Always, startupProbe: {grpc: {port: 9000}}}], containers: [{name: a, ports: [{name: http, containerPort: 80}], livenessProbe: {httpGet: {port: http}}, readinessProbe: {tcpSocket: {port: 81}}}, {name: b, ports: [{name: http, containerPort: 82}], livenessProbe: {httpGet: {port: http}}, startupProbe: {exec: {command: [a]}}}]}',
    {
      probes: [
        { kind: 'startup', port: 9000 },
        { kind: 'liveness', port: 80 },
        { kind: 'readiness', port: 81 },
        { kind: 'liveness', port: 82 },
      ],
    },
  ],
  [
    'is not what a probe of another host asks',
    '{containers: [{name: a, livenessProbe: {httpGet: {host: 127.0.0.1, port: 80}}, readinessProbe: {tcpSocket: {host: a.b, port: 80}}}]}',
    {},
  ],
];

describe('the names and probes of a Pod', () => {
  for (const [title, spec, expected] of specs) {
    it(title, () => {
      const [found] = pod(spec).pods;
      const { dns, hostname, subdomain, probes } = found ?? {};
      expect({ dns, hostname, subdomain, probes }).to.deep.equal({
        dns: undefined,
        hostname: undefined,
        subdomain: undefined,
        probes: undefined,
        ...expected,
      });
    });
  }

  it('that no port answers to are a notice', () => {
    const { pods, notices } = pod(
      '{containers: [{name: a, ports: [{name: http, containerPort: 80}]}, {name: b, livenessProbe: {httpGet: {port: http}}}]}',
    );
    expect(pods[0]?.probes).to.equal(undefined);
    expect(notices).to.deep.equal([
      'Pod shop/web: spec.containers[1].livenessProbe.httpGet.port: "http" names no port of the container "b", so the kubelet cannot carry this probe out.',
    ]);
  });
});

describe('the names of replicas', () => {
  const replicas = (kind: string, more: string) =>
    read(
      `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: web}\nspec: {replicas: 2, ${more}template: {spec: {hostname: a, subdomain: b, dnsPolicy: Default, containers: [{name: c, readinessProbe: {tcpSocket: {port: 80}}}]}}}`,
    ).pods.map(({ hostname, subdomain }) => `${hostname}.${subdomain ?? ''}`);

  it('are those of their template', () => {
    expect(replicas('Deployment', '')).to.deep.equal(['a.b', 'a.b']);
  });

  it('are their own in a StatefulSet, under the name of its Service', () => {
    expect(replicas('StatefulSet', 'serviceName: db, ')).to.deep.equal(['web-0.db', 'web-1.db']);
    expect(replicas('StatefulSet', '')).to.deep.equal(['web-0.', 'web-1.']);
  });

  it('come with the DNS and the probes of the template, which they share', () => {
    const { pods } = read(
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 2, template: {spec: {dnsPolicy: Default, containers: [{name: c, readinessProbe: {tcpSocket: {port: 80}}}]}}}',
    );
    expect(pods[0]?.dns).to.deep.equal({ policy: 'Default', ...plain });
    expect(pods[0]?.probes).to.deep.equal([{ kind: 'readiness', port: 80 }]);
    expect(pods[1]?.probes).to.equal(pods[0]?.probes);
  });
});
