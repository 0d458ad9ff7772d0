import { expect } from 'chai';
import type { Pod } from '../cluster/pod';
import { displayName } from '../cluster/pod';
import { podSubject } from '../english/subject';
import { parseManifests } from '../kubernetes/manifests';
import { toYaml } from '../kubernetes/manifestYaml';
import { compilePolicy } from '../policy/compiledPolicy';
import { policySetOf } from '../policy/policySet';
import { clusterOf } from '../testing/smallNetworks';
import { denyAll } from './denyAll';
import { halvesFor } from './half';

const pod = (name: string, labels: Pod['labels'] = { app: name }, owner?: string): Pod => ({
  namespace: 'x',
  name,
  labels,
  listening: { kind: 'everything' },
  addresses: [],
  ...(owner !== undefined && { owner: { kind: 'Deployment', name: owner } }),
  hostNetwork: false,
  finished: false,
  terminating: false,
});

/** The policies of "<subject> has only ingress" after deny-all. */
function made(subject: string, everyPod: readonly Pod[]) {
  const cluster = clusterOf(everyPod);
  const set = policySetOf([compilePolicy(denyAll('x'), 'x')], cluster);
  const found = podSubject(subject, { cluster, namespace: 'x' });
  const context = { set, everyPod, nameOf: displayName, isTaken: () => false };
  return halvesFor(found.subject, found.pods, { directions: ['ingress'] }, context).map(
    ({ policy }) => policy,
  );
}

const names = (subject: string, everyPod: readonly Pod[]): readonly string[] =>
  made(subject, everyPod).map(({ metadata }) => metadata.name);

describe('the names of halves', () => {
  it('say who has what, and who may now send to whom', () => {
    expect(names('api', [pod('api'), pod('web'), pod('db')])).to.deep.equal([
      'api-only-ingress',
      'web-egress-to-api',
      'db-egress-to-api',
    ]);
  });

  it('are numbered where pods of one workload differ in their labels', () => {
    const old = pod('web-a', { app: 'web', version: '1' }, 'web');
    const young = pod('web-b', { app: 'web', version: '2' }, 'web');
    expect(names('api', [pod('api'), old, young])).to.deep.equal([
      'api-only-ingress',
      'web-egress-to-api',
      'web-egress-to-api-2',
    ]);
  });

  it('are never those of two policies', () => {
    const old = pod('web-a', { app: 'web', version: '1' }, 'web');
    const young = pod('web-b', { app: 'web', version: '2' }, 'web');
    const found = names('api', [pod('api'), old, young, pod('web-2')]);
    expect(new Set(found).size, found.join()).to.equal(4);
  });

  it('are ones that the API server takes, however long the names of pods', () => {
    const long = (letter: string) => pod(letter.repeat(250), { app: letter });
    const policies = made('a'.repeat(250), [long('a'), long('b')]);
    const read = parseManifests(toYaml(policies), { strictCidr: true, file: 'made.yaml' });
    expect(read.policies).to.have.length(2);
  });
});
