import { expect } from 'chai';
import type { NetworkPolicy as PublishedPolicy } from 'kubernetes-types/networking/v1';
import { parseManifests } from './manifests';
import { toYaml } from './manifestYaml';
import type { NetworkPolicy } from './objects';
import type { DecodedPolicy } from './policySchema';

const policy = (name: string, matchLabels: Record<string, string>): NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'shop' },
  spec: { podSelector: { matchLabels } },
});

describe('policies as YAML', () => {
  it('are documents that kubectl takes', () => {
    expect(
      toYaml([policy('web', { app: 'web' }), policy('db', {})]),
    ).to.equal(`apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: web
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: db
  namespace: shop
spec:
  podSelector:
    matchLabels: {}
`);
  });

  it('quote texts that YAML would read as something else', () => {
    const values = ['yes', 'on', 'y', 'null', '1', '010', '0o17', '1e3', '1_000', '2024-01-01', 'true', ''];
    const labels = Object.fromEntries(
      values.flatMap((value, at) => [
        [`k${at}`, value],
        [value || 'empty', 'x'],
      ]),
    );
    const text = toYaml([policy('web', labels)]);
    expect(text).to.contain('k0: "yes"').and.to.contain('k6: "0o17"').and.to.contain('k9: "2024-01-01"');
    const { policies } = parseManifests(text, { strictCidr: true, file: 'web.yaml' });
    expect(policies[0]?.policy.spec.podSelector.matchLabels).to.deep.equal(labels);
  });

  it('have the published shape once decoded', () => {
    type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;
    type Shape = Pick<PublishedPolicy, 'apiVersion' | 'kind' | 'spec'>;
    const published = (decoded: Writable<Pick<DecodedPolicy, 'apiVersion' | 'kind' | 'spec'>>): Shape =>
      decoded;
    expect(published).to.be.a('function');
  });
});
