import { expect } from 'chai';
import fc from 'fast-check';
import type { NetworkPolicy as PublishedPolicy } from 'kubernetes-types/networking/v1';
import { labels } from '../arbitraries/labels';
import { smallVocabulary } from '../arbitraries/vocabulary';
import { parseManifests } from '../kubernetes/manifests';
import { toYaml } from '../kubernetes/manifestYaml';
import { subdomainProblems } from '../kubernetes/names';
import type { Direction } from '../kubernetes/objects';
import { denyAll } from './denyAll';
import { allowPolicy, type Grant, type GrantedPeer, slug } from './grant';
import { internetPeers } from './internetPeer';

const podLabels = labels(smallVocabulary.podLabels);

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.stringMatching(/^[a-z.\-/ =:]{1,300}$/),
);

const peers: fc.Arbitrary<GrantedPeer> = fc.record({
  items: fc.oneof(
    podLabels.map(matchLabels => [{ podSelector: { matchLabels } }]),
    podLabels.map(matchLabels => [{ namespaceSelector: { matchLabels }, podSelector: {} }]),
    fc.constant(internetPeers),
  ),
  pods: fc.constant([]),
  words,
});
const grants: fc.Arbitrary<Grant> = fc.record(
  {
    directions: fc.constantFrom<readonly Direction[]>(['ingress'], ['egress'], ['ingress', 'egress']),
    peers: fc.array(peers, { minLength: 1, maxLength: 3 }),
    ports: fc.array(
      fc.constantFrom(
        { protocol: 'TCP', port: 80 } as const,
        { protocol: 'UDP', port: 'dns' } as const,
        { protocol: 'SCTP', port: 1, endPort: 65535 } as const,
      ),
      { minLength: 1, maxLength: 2 },
    ),
  },
  { requiredKeys: ['directions'] },
);

describe('the name of an authored policy', () => {
  it('is one that the API server takes, whatever the words', () => {
    fc.assert(
      fc.property(words, text => {
        expect(subdomainProblems(slug(`allow-${text}`)), slug(`allow-${text}`)).to.deep.equal([]);
      }),
      { numRuns: 1000 },
    );
  });

  const names: readonly (readonly [string, string])[] = [
    ['allow-web-ingress', 'allow-web-ingress'],
    ['allow-every pod-ingress', 'allow-every-pod-ingress'],
    ['allow-web-egress-to-10.0.0.0/8', 'allow-web-egress-to-10.0.0.0-8'],
    ['allow-web-ingress-from-2001:db8::/32', 'allow-web-ingress-from-2001-db8-32'],
    ['allow-pods labelled App=Web.-ingress', 'allow-pods-labelled-app-web-ingress'],
    ['-.a..b.-', 'a-b'],
    ['a'.repeat(300), 'a'.repeat(253)],
    [`${'a'.repeat(252)} b`, 'a'.repeat(252)],
  ];
  for (const [text, name] of names)
    it(`"${text.slice(0, 60)}" is ${name.slice(0, 60)}`, () => {
      expect(slug(text)).to.equal(name);
    });
});

describe('an authored policy', () => {
  it('is what the API server takes, and comes back unchanged', () => {
    fc.assert(
      fc.property(podLabels, words, grants, (matchLabels, who, grant) => {
        const subject = { namespace: 'x', selector: { matchLabels }, words: who };
        const policy = allowPolicy(subject, grant);
        const read = parseManifests(toYaml([policy]), { strictCidr: true, file: 'made.yaml' });
        expect(read.policies.map(each => each.policy)).to.deep.equal([policy]);
        expect(read.notices).to.deep.equal([]);
      }),
      { numRuns: 300 },
    );
  });

  const denials: readonly (readonly [Direction | undefined, string, readonly string[]])[] = [
    [undefined, 'deny-all', ['Ingress', 'Egress']],
    ['ingress', 'deny-all-ingress', ['Ingress']],
    ['egress', 'deny-all-egress', ['Egress']],
  ];
  for (const [direction, name, policyTypes] of denials)
    it(`${name} selects every pod and has no rule`, () => {
      const policy = denyAll('x', direction);
      expect(policy.metadata).to.deep.equal({ name, namespace: 'x' });
      expect(policy.spec).to.deep.equal({ podSelector: {}, policyTypes });
      const read = parseManifests(toYaml([policy]), { strictCidr: true, file: 'made.yaml' });
      expect(read.policies[0]?.policy).to.deep.equal(policy);
    });

  it('has the published type, but that nobody may change it', () => {
    type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;
    const published = (policy: Writable<ReturnType<typeof allowPolicy>>): PublishedPolicy => policy;
    const denied = (policy: Writable<ReturnType<typeof denyAll>>): PublishedPolicy => policy;
    expect([published, denied]).to.have.length(2);
  });

  const ports = (...granted: readonly object[]) =>
    allowPolicy({ namespace: 'x', selector: {}, words: 'web' }, { directions: ['ingress'], ports: granted })
      .metadata.name;
  const from = (name: string) =>
    allowPolicy(
      { namespace: 'x', selector: {}, words: 'web' },
      { directions: ['ingress'], peers: [{ items: [], pods: [], words: name }] },
    ).metadata.name;

  it('has another name for two ports than for the range between them', () => {
    expect(ports({ port: 80 }, { port: 90 })).not.to.equal(ports({ port: 80, endPort: 90 }));
  });

  it('has another name for a pod elsewhere than for one here that is called alike', () => {
    expect(from('shop/web')).not.to.equal(from('shop-web'));
  });
});
