import { expect } from 'chai';
import fc from 'fast-check';
import { namespaceNameLabel } from '../cluster/cluster';
import { compileSelector } from '../kubernetes/selector';
import { pods } from '../testing/smallNetworks';
import { alsoSelected, commonLabels, exactSelector, podPeer } from './podSelector';

const isSame = (a: object, b: object): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.entries(b).every(entry => Object.entries(a).some(other => `${other}` === `${entry}`));

describe('an exact selector', () => {
  it('selects the pods with the labels, and nobody who was not meant', () => {
    fc.assert(
      fc.property(pods, fc.nat(3), fc.subarray([0, 1, 2, 3]), (everyPod, i, chosen) => {
        const model = everyPod[i];
        if (!model) return;
        // Nothing tells pods of the same labels apart, so they are meant together.
        const alike = (index: number) =>
          everyPod.filter(
            pod => pod.namespace === model.namespace && isSame(pod.labels, everyPod[index]?.labels ?? {}),
          );
        const meant = [...new Set([i, ...chosen].flatMap(alike))];
        const selects = compileSelector(exactSelector(model.labels, meant, everyPod));

        for (const pod of alike(i)) expect(selects(pod.labels), pod.name).to.equal(true);
        for (const pod of everyPod)
          if (pod.namespace === model.namespace && selects(pod.labels))
            expect(meant, pod.name).to.include(pod);
      }),
      { numRuns: 500 },
    );
  });
});

describe('labels in common', () => {
  it('are those that select all of the pods', () => {
    fc.assert(
      fc.property(pods, fc.subarray([0, 1, 2, 3], { minLength: 1 }), (everyPod, chosen) => {
        const some = everyPod.filter((_, i) => chosen.includes(i));
        const labels = commonLabels(some);
        const selects = compileSelector({ matchLabels: labels });
        for (const pod of some) expect(selects(pod.labels)).to.equal(true);
        for (const key of ['app', 'tier'] as const) {
          const values = new Set(some.map(pod => pod.labels[key]));
          expect(labels[key]).to.equal(values.size === 1 ? [...values][0] : undefined);
        }
      }),
    );
  });

  it('may select others of the namespace too, who are told', () => {
    fc.assert(
      fc.property(pods, everyPod => {
        const [first] = everyPod;
        if (!first) return;
        const selects = compileSelector({ matchLabels: first.labels });
        const expected = everyPod.filter(
          pod => pod !== first && pod.namespace === 'x' && selects(pod.labels),
        );
        expect(alsoSelected(first.labels, [first], everyPod)).to.deep.equal(expected);
      }),
    );
  });
});

describe('a peer of pods', () => {
  const podSelector = { matchLabels: { app: 'web' } };

  it('needs no namespace within its own', () => {
    expect(podPeer('x', podSelector, 'x')).to.deep.equal({ podSelector });
  });

  it('names the namespace of pods elsewhere', () => {
    const namespaceSelector = { matchLabels: { [namespaceNameLabel]: 'y' } };
    expect(podPeer('y', podSelector, 'x')).to.deep.equal({ namespaceSelector, podSelector });
  });
});
