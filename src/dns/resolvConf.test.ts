import { expect } from 'chai';
import fc from 'fast-check';
import type { Pod } from '../cluster/pod';
import { address, podOf } from '../testing/smallZone';
import { candidatesFor, nodeResolvConf, type ResolvConf, resolvConfOf } from './resolvConf';

const none: NonNullable<Pod['dns']> = { searches: [], nameservers: [] };
const server = address('192.0.2.53');

const ofNamespace = ['x.svc.cluster.local', 'svc.cluster.local', 'cluster.local'];
const clusterFirst: ResolvConf = { asks: 'cluster', search: ofNamespace, ndots: 5 };

const files: readonly (readonly [title: string, pod: Partial<Pod>, conf: ResolvConf])[] = [
  ['a pod that says nothing asks the cluster', {}, clusterFirst],
  ['with hostNetwork it asks as its node does', { hostNetwork: true }, nodeResolvConf],
  [
    'ClusterFirst is of no use to a pod with hostNetwork',
    { hostNetwork: true, dns: { ...none, policy: 'ClusterFirst' } },
    nodeResolvConf,
  ],
  [
    'ClusterFirstWithHostNet is',
    { hostNetwork: true, dns: { ...none, policy: 'ClusterFirstWithHostNet' } },
    clusterFirst,
  ],
  ['Default is the file of the node', { dns: { ...none, policy: 'Default' } }, nodeResolvConf],
  [
    'None is what the pod says itself',
    { dns: { policy: 'None', searches: ['example.com'], nameservers: [server] } },
    { asks: [server], search: ['example.com'], ndots: 1 },
  ],
  [
    'dnsConfig adds search domains, each once, and options',
    { dns: { searches: ['cluster.local', 'example.com'], nameservers: [server], ndots: 2 } },
    { asks: 'cluster', search: [...ofNamespace, 'example.com'], ndots: 2 },
  ],
  ['more than 15 dots are never asked for', { dns: { ...none, ndots: 99 } }, { ...clusterFirst, ndots: 15 }],
];

const candidates: readonly (readonly [name: string, ...candidates: string[]])[] = [
  ['web', 'web.x.svc.cluster.local', 'web.svc.cluster.local', 'web.cluster.local', 'web'],
  [
    'example.com',
    'example.com.x.svc.cluster.local',
    'example.com.svc.cluster.local',
    'example.com.cluster.local',
    'example.com',
  ],
  ['web.x.svc.cluster.local.', 'web.x.svc.cluster.local'],
  [
    'db-0.db.x.svc.cluster.local',
    'db-0.db.x.svc.cluster.local',
    ...ofNamespace.map(domain => `db-0.db.x.svc.cluster.local.${domain}`),
  ],
];

describe('the resolv.conf of a pod', () => {
  for (const [title, pod, conf] of files)
    it(title, () => {
      expect(resolvConfOf(podOf('x/a', '', pod))).to.deep.equal(conf);
    });
});

describe('the names that a resolver asks for', () => {
  for (const [name, ...names] of candidates)
    it(`${name}: ${names.length}`, () => {
      expect(candidatesFor(name, clusterFirst)).to.deep.equal(names);
    });

  it('are, where there is no search domain, the name alone', () => {
    expect(candidatesFor('web', nodeResolvConf)).to.deep.equal(['web']);
  });

  it('have the name as it stands among them, first where it has dots enough, else last', () => {
    const labels = fc.array(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(labels, fc.integer({ min: 0, max: 15 }), (parts, ndots) => {
        const name = parts.join('.');
        const names = candidatesFor(name, { ...clusterFirst, ndots });
        expect(names.length).to.equal(4);
        expect(names.indexOf(name)).to.equal(parts.length > ndots ? 0 : 3);
      }),
    );
  });
});
