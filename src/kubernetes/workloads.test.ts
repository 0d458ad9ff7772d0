import { expect } from 'chai';
import { parseManifests } from './manifests';
import type { PodManifest } from './objects';

function pods(...documents: string[]): readonly PodManifest[] {
  return parseManifests(documents.join('\n---\n'), { strictCidr: true, file: 'shop.yaml' }).pods;
}

const names = (...documents: string[]) => pods(...documents).map(({ name }) => name);

const template =
  'template: {metadata: {labels: {app: web}}, spec: {initContainers: [{ports: [{containerPort: 1}]}, {restartPolicy: Always, ports: [{containerPort: 15001}]}], containers: [{ports: [{name: http, containerPort: 80}]}, {ports: [{containerPort: 53, protocol: UDP}]}]}}';

const workload = (apiVersion: string, kind: string, spec = '', metadata = '') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: web, namespace: shop${metadata}}\nspec: {${spec}${template}}`;

describe('workloads', () => {
  it('unfold into replicas that share owner, labels and ports', () => {
    const [first, second, ...more] = pods(workload('apps/v1', 'Deployment', 'replicas: 2, '));
    expect(more).to.deep.equal([]);
    expect(first).to.deep.equal({
      namespace: 'shop',
      name: 'web-1',
      labels: { app: 'web' },
      ports: [
        { port: 15001, protocol: 'TCP' },
        { name: 'http', port: 80, protocol: 'TCP' },
        { port: 53, protocol: 'UDP' },
      ],
      addresses: [],
      owner: { kind: 'Deployment', name: 'web' },
      hostNetwork: false,
      finished: false,
      terminating: false,
      ready: true,
      place: { file: 'shop.yaml', line: 1, column: 1 },
    });
    expect(second?.name).to.equal('web-2');
    expect(second?.labels).to.equal(first?.labels);
    expect(second?.ports).to.equal(first?.ports);
    expect(second?.owner).to.equal(first?.owner);
    expect(first?.labels).to.be.frozen;
  });

  const counts: readonly (readonly [
    apiVersion: string,
    kind: string,
    spec: string,
    names: readonly string[],
  ])[] = [
    ['apps/v1', 'Deployment', '', ['web-1']],
    ['apps/v1', 'ReplicaSet', 'replicas: 0, ', []],
    ['v1', 'ReplicationController', 'replicas: 2, ', ['web-1', 'web-2']],
    ['apps/v1', 'StatefulSet', 'replicas: 2, ', ['web-0', 'web-1']],
    ['apps/v1', 'DaemonSet', '', ['web-1']],
    ['batch/v1', 'Job', '', ['web-1']],
    ['batch/v1', 'Job', 'parallelism: 3, ', ['web-1', 'web-2', 'web-3']],
    ['batch/v1', 'Job', 'parallelism: 3, completions: 2, ', ['web-1', 'web-2']],
    ['batch/v1', 'Job', 'completions: 5, ', ['web-1']],
  ];
  for (const [apiVersion, kind, spec, expected] of counts) {
    it(`${kind} {${spec}} gives ${expected.length} pods`, () => {
      expect(names(workload(apiVersion, kind, spec))).to.deep.equal(expected);
    });
  }

  it('of a CronJob come from its jobTemplate', () => {
    const cron = `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: tick}\nspec: {jobTemplate: {spec: {parallelism: 2, ${template}}}}`;
    expect(names(cron)).to.deep.equal(['tick-1', 'tick-2']);
  });

  it('of a DaemonSet are one on each node', () => {
    const node = (name: string) => `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}}`;
    const placed = pods(workload('apps/v1', 'DaemonSet'), node('n1'), node('n2'));
    expect(placed.map(pod => `${pod.name} ${pod.node}`)).to.deep.equal(['web-1 n1', 'web-2 n2']);
  });

  it('pass over names that other pods have', () => {
    const other = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web-1, namespace: shop}';
    expect(names(workload('apps/v1', 'Deployment'), other)).to.deep.equal(['web-1', 'web-2']);
  });

  it('are not unfolded where their pods are in the same load', () => {
    const owned = ', ownerReferences: [{kind: Deployment, name: web, controller: true}]';
    expect(
      names(workload('apps/v1', 'Deployment', 'replicas: 5, '), workload('apps/v1', 'ReplicaSet', '', owned)),
    ).to.deep.equal(['web-1']);
    const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: web-x${owned}, namespace: shop}`;
    const elsewhere = `apiVersion: v1\nkind: Pod\nmetadata: {name: web-y${owned}, namespace: other}`;
    expect(names(workload('apps/v1', 'Deployment'), pod)).to.deep.equal(['web-x']);
    expect(names(workload('apps/v1', 'Deployment'), elsewhere)).to.deep.equal(['web-y', 'web-1']);
  });
});

describe('what a Deployment made', () => {
  const labels = 'labels: {app: web, pod-template-hash: 5d4f}';
  const by = (kind: string, name: string) =>
    `ownerReferences: [{kind: ${kind}, name: ${name}, controller: true}]`;
  const pod = (more: string, own = labels) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: web-5d4f-x, namespace: shop, ${own}, ${more}}`;
  const replicaSet = (more = '', name = 'web-5d4f', own = labels) =>
    `apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: ${name}, namespace: shop${more}}\nspec: {replicas: 2, template: {metadata: {${own}}}}`;
  const deployment = workload('apps/v1', 'Deployment', 'replicas: 3, ');
  const owned = (...documents: string[]) =>
    pods(...documents).map(({ name, owner }) => `${name} of ${owner?.kind}/${owner?.name}`);
  const ofReplicaSet = by('ReplicaSet', 'web-5d4f');

  const cases: readonly (readonly [title: string, documents: readonly string[], owned: readonly string[]])[] =
    [
      ['its pods alone', [pod(ofReplicaSet)], ['web-5d4f-x of Deployment/web']],
      ['its pods and itself', [pod(ofReplicaSet), deployment], ['web-5d4f-x of Deployment/web']],
      [
        'its pods, its ReplicaSet and itself',
        [deployment, replicaSet(`, ${by('Deployment', 'web')}`), pod(ofReplicaSet)],
        ['web-5d4f-x of Deployment/web'],
      ],
      [
        'a ReplicaSet without pods',
        [deployment, replicaSet(`, ${by('Deployment', 'web')}`)],
        ['web-5d4f-1 of Deployment/web', 'web-5d4f-2 of Deployment/web'],
      ],
      [
        'a ReplicaSet that does not say by whom',
        [replicaSet()],
        ['web-5d4f-1 of Deployment/web', 'web-5d4f-2 of Deployment/web'],
      ],
      [
        'a ReplicaSet of another name, which says by whom',
        [replicaSet(`, ${by('Deployment', 'web')}`, 'old'), pod(by('ReplicaSet', 'old'))],
        ['web-5d4f-x of Deployment/web'],
      ],
      [
        'no ReplicaSet: the hash is another',
        [pod(by('ReplicaSet', 'web-77'))],
        ['web-5d4f-x of ReplicaSet/web-77'],
      ],
      [
        'no ReplicaSet: there is no hash',
        [pod(ofReplicaSet, 'labels: {app: web}')],
        ['web-5d4f-x of ReplicaSet/web-5d4f'],
      ],
      ['no StatefulSet', [pod(by('StatefulSet', 'web-5d4f'))], ['web-5d4f-x of StatefulSet/web-5d4f']],
    ];
  for (const [title, documents, expected] of cases)
    it(title, () => {
      expect(owned(...documents)).to.deep.equal(expected);
    });
});

describe('a Pod', () => {
  it('belongs to its controller and tells its addresses, node and state', () => {
    const [pod] = pods(
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web-x\n  deletionTimestamp: 2024-01-01T00:00:00Z\n  ownerReferences: [{kind: Thing, name: a}, {kind: ReplicaSet, name: web-5d, controller: true}]\nspec: {nodeName: n1, hostNetwork: true}\nstatus: {phase: Succeeded, podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1}, {ip: "fd00::1"}]}',
    );
    expect(pod).to.deep.equal({
      name: 'web-x',
      labels: {},
      ports: [],
      addresses: ['10.0.0.1', 'fd00::1'],
      node: 'n1',
      owner: { kind: 'ReplicaSet', name: 'web-5d' },
      hostNetwork: true,
      finished: true,
      terminating: true,
      ready: true,
      place: { file: 'shop.yaml', line: 1, column: 1 },
    });
  });
});

describe('the readiness of a Pod', () => {
  const status = (conditions: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nstatus: {conditions: [${conditions}]}`;
  const rows: readonly (readonly [conditions: string, ready: boolean])[] = [
    ['', true],
    ['{type: Ready, status: "True"}', true],
    ['{type: Ready, status: "False", reason: ContainersNotReady}', false],
    ['{type: Ready, status: Unknown}', false],
    ['{type: PodScheduled, status: "True"}, {type: ContainersReady, status: "False"}', true],
  ];
  for (const [conditions, ready] of rows) {
    it(`is ${ready} where its conditions are [${conditions}]`, () => {
      expect(pods(status(conditions))[0]?.ready).to.equal(ready);
    });
  }
});

describe('a Node', () => {
  it('tells its internal and external addresses', () => {
    const { nodes } = parseManifests(
      'apiVersion: v1\nkind: Node\nmetadata: {name: n1, labels: {zone: a}}\nstatus: {addresses: [{type: InternalIP, address: 10.0.0.1}, {type: Hostname, address: n1}, {type: ExternalIP, address: 1.2.3.4}]}',
      { strictCidr: true, file: 'nodes.yaml' },
    );
    expect(nodes).to.deep.equal([
      {
        name: 'n1',
        labels: { zone: 'a' },
        addresses: ['10.0.0.1', '1.2.3.4'],
        place: { file: 'nodes.yaml', line: 1, column: 1 },
      },
    ]);
  });
});
