import { expect } from 'chai';
import fc from 'fast-check';
import { networkPolicies } from '../arbitraries/policies';
import { displayName, type Pod, podKey } from '../cluster/pod';
import { Refusal } from '../english/refusal';
import { podSubject } from '../english/subject';
import { parseManifests } from '../kubernetes/manifests';
import { toYaml } from '../kubernetes/manifestYaml';
import type { Direction, NetworkPolicy } from '../kubernetes/objects';
import { compilePolicy } from '../policy/compiledPolicy';
import { type PolicySet, policySetOf } from '../policy/policySet';
import { portText } from '../policy/words';
import { clusterOf, pods } from '../testing/smallNetworks';
import type { Grant } from './grant';
import { type Half, halvesFor } from './half';

const both: readonly Direction[] = ['ingress', 'egress'];
const grants: fc.Arbitrary<Grant> = fc.record(
  {
    directions: fc.constantFrom<readonly Direction[]>(['ingress'], ['egress'], both),
    ports: fc.constant([{ protocol: 'TCP', port: 80 }] as const),
  },
  { requiredKeys: ['directions'] },
);

interface Said {
  readonly everyPod: readonly Pod[];
  readonly subject: Pod;
  readonly grant: Grant;
  readonly before: PolicySet;
  readonly after: PolicySet;
  readonly halves: readonly Half[];
}

/** A sentence about one of four pods that a selector can single out, in a small cluster with small policies. */
const sentences = fc
  .tuple(pods, networkPolicies(), grants, fc.nat(3))
  .map(([everyPod, standing, grant, i]): Said | undefined => {
    const cluster = clusterOf(everyPod);
    const setOf = (all: readonly NetworkPolicy[]) =>
      policySetOf(
        all.map(policy => compilePolicy(policy, 'x')),
        cluster,
      );
    const before = setOf(standing);
    const name = everyPod.map(podKey)[i] ?? '';
    try {
      const { subject, pods: meant } = podSubject(name, { cluster, namespace: 'x' });
      const halves = halvesFor(subject, meant, grant, {
        set: before,
        everyPod,
        nameOf: displayName,
        isTaken: () => false,
      });
      const after = setOf([...standing, ...halves.map(({ policy }) => policy)]);
      return meant[0] && { everyPod, subject: meant[0], grant, before, after, halves };
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  })
  .filter(said => said !== undefined);

const isIsolated = (set: PolicySet, pod: Pod, direction: Direction): boolean =>
  set.isolating(pod, direction).length > 0;

/** The rules that a pod gained in a direction. */
const gained = ({ before, after }: Said, pod: Pod, direction: Direction) =>
  after
    .isolating(pod, direction)
    .filter(policy => !before.policies.some(({ source }) => source === policy.source))
    .flatMap(({ rules }) => rules[direction] ?? []);

describe('what a pod has, and the halves of the others', () => {
  it('isolates nobody else', () => {
    fc.assert(
      fc.property(sentences, ({ everyPod, subject, before, after }) => {
        for (const pod of everyPod)
          for (const direction of both)
            if (pod !== subject)
              expect(isIsolated(after, pod, direction), pod.name).to.equal(
                isIsolated(before, pod, direction),
              );
      }),
      { numRuns: 300 },
    );
  });

  it('isolates the pod both ways, and gives it what it was granted and no more', () => {
    fc.assert(
      fc.property(sentences, said => {
        for (const direction of both) {
          expect(isIsolated(said.after, said.subject, direction)).to.equal(true);
          const rules = gained(said, said.subject, direction);
          expect(rules).to.have.length(said.grant.directions.includes(direction) ? 1 : 0);
          for (const { ports } of rules)
            expect(ports?.map(({ source }) => portText(source))).to.deep.equal(
              said.grant.ports && ['80/TCP'],
            );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives each isolated pod of the namespace the other half, once, and nobody anything else', () => {
    fc.assert(
      fc.property(sentences, said => {
        const { everyPod, subject, before, grant } = said;
        for (const pod of everyPod)
          for (const direction of both) {
            if (pod === subject) continue;
            const opposite = direction === 'ingress' ? 'egress' : 'ingress';
            const isPartner = pod.namespace === subject.namespace && isIsolated(before, pod, direction);
            const expected = isPartner && grant.directions.includes(opposite) ? 1 : 0;
            expect(gained(said, pod, direction), `${pod.name} ${direction}`).to.have.length(expected);
          }
      }),
      { numRuns: 300 },
    );
  });

  it('tells who holds what it made', () => {
    fc.assert(
      fc.property(sentences, said => {
        for (const { policy, holders, directions } of said.halves) {
          const compiled = said.after.policies.find(({ source }) => source === policy);
          const selected = said.everyPod.filter(
            pod => pod.namespace === compiled?.namespace && compiled.selects(pod.labels),
          );
          expect(selected.map(podKey)).to.include.members([...holders]);
          for (const direction of directions) expect(compiled?.rules[direction]).to.have.length(1);
        }
      }),
    );
  });

  it('makes policies that the API server takes as they are', () => {
    fc.assert(
      fc.property(sentences, ({ halves }) => {
        const made = halves.map(({ policy }) => policy);
        const read = parseManifests(toYaml(made), { strictCidr: true, file: 'made.yaml' });
        expect(read.policies.map(({ policy }) => policy)).to.deep.equal(made);
      }),
    );
  });
});
