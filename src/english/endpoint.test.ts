import { expect } from 'chai';
import type { Endpoint } from '../cluster/endpoint';
import type { Pod } from '../cluster/pod';
import { clusterOf } from '../testing/smallNetworks';
import { resolveEndpoint } from './endpoint';
import { readExternals, readNodes, readPods } from './inventory';
import { Refusal } from './refusal';

const replica = (owner: string, name: string): Pod => {
  const [kind = '', namespace = '', workload = ''] = owner.split('/');
  const [pod] = readPods([['pod'], [`${namespace}/${name}`]], 'x');
  if (!pod) throw new Error(name);
  return { ...pod, owner: { kind, name: workload } };
};

const cluster = {
  ...clusterOf([
    ...readPods(
      [
        ['pod', 'ip'],
        ['x/web', ''],
        ['y/web', ''],
        ['y/db', '10.0.0.9'],
        ['z/solo', ''],
        ['y/twin', ''],
        ['z/twin', ''],
      ],
      'x',
    ),
    replica('Deployment/x/api', 'api-1'),
    replica('Deployment/x/api', 'api-2'),
    replica('StatefulSet/y/queue', 'queue-0'),
    replica('Deployment/x/both', 'both-d'),
    replica('StatefulSet/x/both', 'both-s'),
    replica('Deployment/x/web', 'web-1'),
    replica('Job/y/solo', 'solo-1'),
  ]),
  nodes: new Map(
    readNodes([
      ['node', 'ip'],
      ['n1', '192.168.0.1'],
    ]).map(node => [node.name, node]),
  ),
  externals: new Map(
    readExternals([
      ['name', 'addresses'],
      ['db', '203.0.113.9'],
      ['api', '203.0.113.10'],
      ['shop/door', '203.0.113.11'],
    ]).map(external => [external.name, external]),
  ),
};

const told = (endpoint: Endpoint): string => {
  switch (endpoint.kind) {
    case 'pods':
      return endpoint.pods.map(({ namespace, name }) => `${namespace}/${name}`).join(' ');
    case 'node':
      return `node ${endpoint.node}`;
    case 'external':
      return `external ${endpoint.name}`;
    case 'service':
      return `service ${endpoint.service.name}`;
    case 'name':
      return `name ${endpoint.host}`;
    case 'site':
      return `site ${endpoint.name}`;
  }
};

/** What is written in namespace x, and what it means; earlier rows of a group take precedence. */
const meanings: readonly (readonly [string, string, string])[] = [
  ['THE internet', 'external the Internet', 'the Internet, in any case'],
  ['10.0.0.9', 'y/db', 'an address of a pod is the pod'],
  ['10.0.0.9/32', 'y/db', 'a block of that address is the pod'],
  ['192.168.0.1', 'node n1', 'an address of a node is the node'],
  ['203.0.113.9', 'external 203.0.113.9', 'any other address is outside'],
  ['10.0.0.0/24', 'external 10.0.0.0/24', 'a block is outside, whatever it covers'],
  ['web', 'x/web', 'a pod of the namespace comes before a workload of it'],
  ['api', 'x/api-1 x/api-2', 'a workload of the namespace comes before an external endpoint'],
  ['db', 'external db', 'an external endpoint comes before a pod elsewhere'],
  ['solo', 'z/solo', 'a pod elsewhere comes before a workload elsewhere'],
  ['queue', 'y/queue-0', 'a workload elsewhere'],
  ['y/web', 'y/web', 'a pod of a namespace'],
  ['y/queue', 'y/queue-0', 'a workload of a namespace'],
  ['shop/door', 'external shop/door', 'an external endpoint whose name has a slash'],
  ['node/n1', 'node n1', 'a node'],
  ['no/n1', 'node n1', 'a node, in short'],
  ['pod/web', 'x/web', 'a pod by kind, of the namespace first'],
  ['po/y/web', 'y/web', 'a pod by kind and namespace'],
  ['deployment/web', 'x/web-1', 'a workload by kind, past a pod of its name'],
  ['Deploy/both', 'x/both-d', 'a kind in short and in any case'],
  ['sts/both', 'x/both-s', 'the other kind of that name'],
  ['sts/queue', 'y/queue-0', 'a workload by kind, elsewhere'],
  ['job/y/solo', 'y/solo-1', 'a workload by kind and namespace'],
  ['  web ', 'x/web', 'spaces around'],
];

const refused: readonly (readonly [string, string])[] = [
  ['both', '"both" could be deployment/x/both or statefulset/x/both: write which.'],
  ['twin', '"twin" could be y/twin or z/twin: write which.'],
  ['webb', 'There is no pod, workload or external endpoint "webb". Did you mean "web"?'],
  ['y/qeue', 'There is no pod or workload "qeue" in namespace y. Did you mean "queue"?'],
  ['q/web', 'There is no namespace "q".'],
  ['node/n2', 'There is no node "n2". Did you mean "n1"? There are: n1.'],
  ['svc/web', 'There is no Service "web". There are none.'],
  ['sts/api', 'There is no StatefulSet "api".'],
  ['sts/q/both', 'There is no namespace "q".'],
  ['deploy/x/y/z', '"deploy/x/y/z" is no endpoint: write kind/name or kind/namespace/name.'],
  ['pod/', '"pod/" is no endpoint: write kind/name or kind/namespace/name.'],
  [
    'a/b/c',
    '"a/b/c" is no endpoint: write name, namespace/name, kind/name such as service/backend, an address, a block, the Internet or, as a destination, a URL.',
  ],
  ['10.0.0.1/24', '"10.0.0.1/24" is no exact address block: write 10.0.0.0/24.'],
];

describe('a name in a sentence', () => {
  const surroundings = { cluster, namespace: 'x' };

  for (const [written, meant, why] of meanings)
    it(`${why}: "${written}" is ${meant}`, () => {
      expect(told(resolveEndpoint(written, surroundings))).to.equal(meant);
    });

  for (const [written, message] of refused)
    it(`is refused from "${written}"`, () => {
      expect(() => resolveEndpoint(written, surroundings)).to.throw(Refusal, message);
    });

  it('means the address that is written, and not the others of the pod', () => {
    const endpoint = resolveEndpoint('10.0.0.9', surroundings);
    expect(endpoint.kind === 'pods' && endpoint.address).to.deep.equal({
      family: 'IPv4',
      value: 0x0a000009n,
    });
  });
});
