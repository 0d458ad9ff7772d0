import fc from 'fast-check';
import { type Block, contains, parseBlock } from '../addresses/block';
import { protocols } from '../addresses/port';
import type { EgressRule, IngressRule, NetworkPolicy, Peer, PolicyPort } from '../kubernetes/objects';
import { ephemeralPorts } from '../settings/ephemeralPorts';
import { labelSelectors } from './labels';
import { smallVocabulary, type Vocabulary } from './vocabulary';

/**
 * NetworkPolicies that the API server accepts, named `p1`, `p2` …, each in a namespace of the vocabulary. Every field
 * takes part, most of all where readers of the API go astray: lists that are empty or missing, `policyTypes` that are
 * missing or name a direction without rules, operators on absent keys, names of ports, ranges of one port, blocks with
 * exceptions.
 *
 * @example fc.assert(fc.property(networkPolicies(vocabularyOf(cluster)), policies => …))
 */
export function networkPolicies(
  words: Vocabulary = smallVocabulary,
  { maxLength = 6, minLength = 0 }: { readonly maxLength?: number; readonly minLength?: number } = {},
): fc.Arbitrary<readonly NetworkPolicy[]> {
  return fc
    .array(fc.tuple(fc.constantFrom(...words.namespaces), specs(words)), { minLength, maxLength })
    .map(drawn =>
      drawn.map(([namespace, spec], i) => ({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: `p${i + 1}`, namespace },
        spec,
      })),
    );
}

function specs(words: Vocabulary): fc.Arbitrary<NetworkPolicy['spec']> {
  const both = ['Ingress' as const, 'Egress' as const];
  // A list that is empty or missing allows much, and random ports and peers allow next to nothing.
  const few = <Thing>(things: fc.Arbitrary<Thing>) => fc.array(things, { maxLength: 3 });
  const ports = fc.oneof(fc.constant([]), few(policyPorts(words)));
  const peers = few(policyPeers(words));
  const from: fc.Arbitrary<IngressRule> = fc.record({ ports, from: peers }, { requiredKeys: [] });
  const to: fc.Arbitrary<EgressRule> = fc.record({ ports, to: peers }, { requiredKeys: [] });
  return fc.record(
    {
      podSelector: fc.oneof({ withCrossShrink: true }, fc.constant({}), labelSelectors(words.podLabels)),
      policyTypes: fc.shuffledSubarray(both),
      ingress: few(from),
      egress: few(to),
    },
    { requiredKeys: ['podSelector'] },
  );
}

/** One entry of a rule's `from` or `to`. */
export function policyPeers(words: Vocabulary = smallVocabulary): fc.Arbitrary<Peer> {
  const podSelector = labelSelectors(words.podLabels);
  const namespaceSelector = labelSelectors(words.namespaceLabels);
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 2, arbitrary: fc.record({ podSelector }) },
    fc.record({ namespaceSelector }),
    fc.record({ podSelector, namespaceSelector }),
    fc.constantFrom(...words.blocks.map(cidr => ({ ipBlock: { cidr } }))),
    ...blocksWithExceptions(words),
  );
}

/** Exceptions lie within their block and are smaller (ValidateIPBlock). */
function blocksWithExceptions({ blocks }: Vocabulary): readonly fc.Arbitrary<Peer>[] {
  const read = blocks.flatMap(cidr => {
    const block = parseBlock(cidr)?.block;
    return block ? [{ cidr, block }] : [];
  });
  const divisible = read.flatMap(({ cidr, block }) => {
    const within = read.filter(other => isWithin(other.block, block)).map(other => other.cidr);
    return within.length > 0 ? [{ cidr, within }] : [];
  });
  return divisible.map(({ cidr, within }) =>
    fc.subarray(within).map(except => ({ ipBlock: { cidr, except } })),
  );
}

function isWithin(inner: Block, outer: Block): boolean {
  return inner.prefix > outer.prefix && contains(outer, inner);
}

/** One entry of a rule's `ports`: none of its fields, or several. */
export function policyPorts({ ports, portNames }: Vocabulary = smallVocabulary): fc.Arbitrary<PolicyPort> {
  const numbers = fc.constantFrom(...ports);
  const protocol = fc.constantFrom(...protocols, 'TCP' as const);
  const [first, end] = ephemeralPorts;
  return fc.oneof(
    { withCrossShrink: true },
    fc.record({ protocol }, { requiredKeys: [] }),
    // All ports that replies go to, or some, so that it is a matter of chance whether they pass.
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        { port: first, endPort: end - 1 },
        { port: first, endPort: 40000 },
        { port: 40000, endPort: end - 1 },
      ),
    },
    fc.record({ protocol, port: numbers }, { requiredKeys: ['port'] }),
    {
      weight: 2,
      arbitrary: fc.record({ protocol, port: fc.constantFrom(...portNames) }, { requiredKeys: ['port'] }),
    },
    fc
      .record({ protocol, port: numbers, endPort: numbers }, { requiredKeys: ['port', 'endPort'] })
      .map(({ port, endPort, ...rest }) => ({
        ...rest,
        port: Math.min(port, endPort),
        endPort: Math.max(port, endPort),
      })),
  );
}
