import { expect } from 'chai';
import fc from 'fast-check';
import { parseAddress } from '../../addresses/address';
import { addressSetOf } from '../../addresses/addressSet';
import { parseBlock } from '../../addresses/block';
import { contains } from '../../addresses/spans';
import { clusters } from '../../arbitraries/clusters';
import { networkPolicies } from '../../arbitraries/policies';
import { smallVocabulary } from '../../arbitraries/vocabulary';
import type { Endpoint } from '../../cluster/endpoint';
import type { Party } from '../../cluster/flow';
import { type Pod, podKey } from '../../cluster/pod';
import { answer, dropsOf } from '../../dataplane/answer';
import { partyOf } from '../../dataplane/candidates';
import { isListening, type Question } from '../../dataplane/cases';
import { type Network, networkOf, takesPart } from '../../dataplane/network';
import { parseManifests } from '../../kubernetes/manifests';
import { toYaml } from '../../kubernetes/manifestYaml';
import { compilePolicy } from '../../policy/compiledPolicy';
import { isEmpty, minus, noPort, type PortSets, portSets, together } from '../../policy/portSets';
import { AllPairs } from '../../reachability/allPairs';
import type { Reach } from '../../reachability/answers';
import { reachBetween } from '../../reachability/reach';
import type { ModelName } from '../../settings/models';
import { models } from '../../settings/models';
import { defaultSettings } from '../../settings/settings';
import { closingOf } from './closing';
import { edited } from './edit';
import { kinOf } from './kin';
import { type Fix, openingOf } from './opening';
import type { SideEffect } from './sideEffects';

/** Blocks that are asked about, and addresses in and around them. */
const blocks = ['203.0.113.7/32', '203.0.113.0/24', '10.0.0.0/8', '192.168.0.0/16'];
const samples = ['203.0.113.7', '203.0.113.9', '198.51.100.1', '10.9.9.9', '192.168.3.4', '172.16.0.1'];

const asked = fc.record({
  source: fc.nat(),
  destination: fc.nat(),
  outside: fc.option(fc.tuple(fc.constantFrom('source', 'destination'), fc.constantFrom(...blocks))),
  port: fc.constantFrom(80, 443, 8080, 53),
  protocol: fc.constantFrom('TCP' as const, 'UDP' as const),
  model: fc.constantFrom<ModelName>('three-check', 'stateful', 'stateless'),
});

const outsider = (text: string): Party => {
  const address = parseAddress(text);
  if (!address) throw new Error(text);
  return { kind: 'external', name: text, address };
};

/** What each ordered pair of pods reaches, and each pod and some addresses outside. */
function reaches(network: Network, model: ModelName): Map<string, Reach> {
  const { cluster, policies, settings, addresses } = network;
  const pods = [...cluster.pods.values()].filter(pod => takesPart(pod, settings));
  const all = new AllPairs(cluster, policies.policies, settings);
  const between = pods.flatMap(source =>
    pods
      .filter(destination => destination !== source)
      .map(
        destination =>
          [`${podKey(source)} ${podKey(destination)}`, all.between(model, source, destination)] as const,
      ),
  );
  const beyond = pods.flatMap(pod => {
    const own = addresses.ofPod(pod).find(({ family }) => family === 'IPv4');
    const party = own && partyOf(network, pod, own);
    if (!party) return [];
    return samples.flatMap(text => [
      [`${podKey(pod)} ${text}`, reachBetween(network, models[model], party, outsider(text))] as const,
      [`${text} ${podKey(pod)}`, reachBetween(network, models[model], outsider(text), party)] as const,
    ]);
  });
  return new Map([...between, ...beyond]);
}

function moved(less: Reach, more: Reach): PortSets {
  const some = ({ succeeds, unreliable }: Reach): PortSets => together(succeeds, unreliable);
  return together(minus(some(more), some(less)), minus(more.succeeds, less.succeeds));
}

/** Whether an end is the one that a key names: a pod, or a span that holds an address. */
function isEnd({ outside }: SideEffect, end: SideEffect['from'], key: string): boolean {
  if ('name' in end) return podKey(end) === key;
  const address = parseAddress(key);
  return (
    address !== undefined &&
    outside !== undefined &&
    outside[0] <= address.value &&
    address.value < outside[1] &&
    end.family === address.family
  );
}

/** Every port that moved between two and was not told of, or was not to. */
function untold(
  before: Network,
  fix: Fix,
  model: ModelName,
  question: Question,
  wanted: PortSets,
): readonly string[] {
  const [old, young] = [reaches(before, model), reaches(edited(before, fix.edits), model)];
  const isMeant = (end: Endpoint, key: string): boolean => {
    if (end.kind === 'pods')
      return end.pods.some(pod => [...kinOf(before.cluster, pod)].some(kin => podKey(kin) === key));
    const address = parseAddress(key);
    return (
      end.kind === 'external' &&
      address !== undefined &&
      contains(end.addresses[address.family], address.value)
    );
  };
  return [...old].flatMap(([key, was]) => {
    const is = young.get(key) ?? was;
    const [from = '', to = ''] = key.split(' ');
    const isAsked = isMeant(question.source, from) && isMeant(question.destination, to);
    return (['opened', 'closed'] as const).flatMap(way => {
      const all = way === 'opened' ? moved(was, is) : moved(is, was);
      const told = (fix.beside ?? [])
        .filter(
          effect => effect.way === way && isEnd(effect, effect.from, from) && isEnd(effect, effect.to, to),
        )
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
    fc.property(pairs, ([cluster, policies, { source, destination, outside, port, protocol, model }]) => {
      const compiled = policies.map(policy => compilePolicy(policy, 'default'));
      const network = networkOf(cluster, compiled, defaultSettings);
      const pods = [...cluster.pods.values()].filter(pod => takesPart(pod, defaultSettings));
      const [from, to] = [pods[source % pods.length], pods[destination % pods.length]];
      fc.pre(from !== undefined && to !== undefined && from !== to);
      const span = [port, port + 1] as const;
      const block = parseBlock(outside?.[1] ?? '')?.block;
      const endOf = (pod: Pod, way: string): Endpoint =>
        block && outside?.[0] === way
          ? { kind: 'external', name: outside[1], addresses: addressSetOf([block]) }
          : { kind: 'pods', name: pod.name, pods: [pod] };
      const question: Question = {
        source: endOf(from, 'source'),
        destination: endOf(to, 'destination'),
        ports: { kind: 'numbers', protocol, span },
      };
      const { kind, cases } = answer(network, model, question);
      fc.pre(kind !== wanted && kind !== 'refused' && cases.length > 0);
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
      expect(untold(network, fix, model, question, ports)).to.deep.equal([]);
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
