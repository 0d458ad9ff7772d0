import { expect } from 'chai';
import fc from 'fast-check';
import { clusters } from '../../arbitraries/clusters';
import { networkPolicies } from '../../arbitraries/policies';
import { smallVocabulary } from '../../arbitraries/vocabulary';
import { type Pod, podKey } from '../../cluster/pod';
import { answer, dropsOf } from '../../dataplane/answer';
import { isListening, type Question } from '../../dataplane/cases';
import { type Network, networkOf, takesPart } from '../../dataplane/network';
import { parseManifests } from '../../kubernetes/manifests';
import { toYaml } from '../../kubernetes/manifestYaml';
import { compilePolicy } from '../../policy/compiledPolicy';
import { isEmpty, minus, noPort, type PortSets, portSets, together } from '../../policy/portSets';
import { AllPairs } from '../../reachability/allPairs';
import type { Reach } from '../../reachability/answers';
import type { ModelName } from '../../settings/models';
import { defaultSettings } from '../../settings/settings';
import { closingOf } from './closing';
import { edited } from './edit';
import { kinOf } from './kin';
import { type Fix, openingOf } from './opening';

const asked = fc.record({
  source: fc.nat(),
  destination: fc.nat(),
  port: fc.constantFrom(80, 443, 8080, 53),
  protocol: fc.constantFrom('TCP' as const, 'UDP' as const),
  model: fc.constantFrom<ModelName>('three-check', 'stateful', 'stateless'),
});

/** What each ordered pair of pods reaches. */
function reaches({ cluster, policies, settings }: Network, model: ModelName): Map<string, Reach> {
  const pods = [...cluster.pods.values()].filter(pod => takesPart(pod, settings));
  const all = new AllPairs(cluster, policies.policies, settings);
  return new Map(
    pods.flatMap(source =>
      pods
        .filter(destination => destination !== source)
        .map(
          destination =>
            [`${podKey(source)} ${podKey(destination)}`, all.between(model, source, destination)] as const,
        ),
    ),
  );
}

function moved(less: Reach, more: Reach): PortSets {
  const some = ({ succeeds, unreliable }: Reach): PortSets => together(succeeds, unreliable);
  return together(minus(some(more), some(less)), minus(more.succeeds, less.succeeds));
}

/** Every port that moved between two pods and was not told of, or was not to. */
function untold(
  before: Network,
  fix: Fix,
  model: ModelName,
  [source, destination]: readonly [Pod, Pod],
  wanted: PortSets,
): readonly string[] {
  const [old, young] = [reaches(before, model), reaches(edited(before, fix.edits), model)];
  const meant = (one: Pod, other: Pod): boolean =>
    [...kinOf(before.cluster, one)].some(pod => podKey(pod) === podKey(other));
  return [...old].flatMap(([key, was]) => {
    const is = young.get(key) ?? was;
    const [from = '', to = ''] = key.split(' ');
    const pods = [from, to].map(name => before.cluster.pods.get(name));
    const isAsked = pods[0] && pods[1] && meant(source, pods[0]) && meant(destination, pods[1]);
    return (['opened', 'closed'] as const).flatMap(way => {
      const all = way === 'opened' ? moved(was, is) : moved(is, was);
      const told = (fix.beside ?? [])
        .filter(effect => effect.way === way && 'name' in effect.from && 'name' in effect.to)
        .filter(effect => podKey(effect.from as Pod) === from && podKey(effect.to as Pod) === to)
        .reduce((sets, { ports }) => together(sets, ports), way === fix.way && isAsked ? wanted : noPort);
      return isEmpty(minus(all, told)) ? [] : [`${key} is ${way}`];
    });
  });
}

const pairs = fc.tuple(clusters(smallVocabulary), networkPolicies(smallVocabulary, { minLength: 1 }), asked);

function tried(
  find: typeof openingOf,
  wanted: 'succeeds' | 'fails',
  isToFind: (network: Network, model: ModelName, question: Question) => boolean,
) {
  let found = 0;
  fc.assert(
    fc.property(pairs, ([cluster, policies, { source, destination, port, protocol, model }]) => {
      const compiled = policies.map(policy => compilePolicy(policy, 'default'));
      const network = networkOf(cluster, compiled, defaultSettings);
      const pods = [...cluster.pods.values()].filter(pod => takesPart(pod, defaultSettings));
      const [from, to] = [pods[source % pods.length], pods[destination % pods.length]];
      fc.pre(from !== undefined && to !== undefined && from !== to);
      const span = [port, port + 1] as const;
      const question: Question = {
        source: { kind: 'pods', name: from.name, pods: [from] },
        destination: { kind: 'pods', name: to.name, pods: [to] },
        ports: { kind: 'numbers', protocol, span },
      };
      const { kind } = answer(network, model, question);
      fc.pre(kind !== wanted && kind !== 'refused' && answer(network, model, question).cases.length > 0);
      const fix = find(network, model, question);
      if (!fix) {
        expect(isToFind(network, model, question), 'a change would do').to.equal(false);
        return;
      }
      found += 1;
      expect(answer(edited(network, fix.edits), model, question).kind).to.equal(wanted);
      const after = fix.edits.map(edit => edit.after);
      const read = parseManifests(toYaml(after), { file: 'fix.yaml', strictCidr: true });
      expect(read.policies.map(({ policy }) => policy)).to.deep.equal(after);
      const ports = portSets(each => (each === protocol ? [span] : []));
      expect(untold(network, fix, model, [from, to], ports)).to.deep.equal([]);
    }),
    { numRuns: 300 },
  );
  return found;
}

describe('the smallest change', () => {
  it('that opens a flow opens it, and changes nothing beside what it says', () => {
    const isStoppedByPolicy = (network: Network, model: ModelName, question: Question): boolean => {
      const { cases } = answer(network, model, question);
      return (
        dropsOf(cases).every(({ check }) => check.by === 'policy') &&
        cases.every(({ case: { destination, protocol, ports } }) => isListening(destination, protocol, ports))
      );
    };
    const found = tried(openingOf, 'succeeds', isStoppedByPolicy);
    expect(found).to.be.greaterThan(30);
  }).timeout(60_000);

  it('that closes a flow closes it, and changes nothing beside what it says', () => {
    const found = tried(closingOf, 'fails', () => false);
    expect(found).to.be.greaterThan(30);
  }).timeout(60_000);
});
