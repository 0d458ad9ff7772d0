import type { Pickle, PickleStep } from '@cucumber/messages';
import { expect } from 'chai';
import { parse } from 'yaml';
import { readFieldErrors } from '../../english/fieldErrors';
import { parseManifests } from '../../kubernetes/manifests';
import {
  absent,
  errorsOf,
  expectedPairs,
  type Reachability,
  type ReachabilityCase,
  readReachability,
  readValidation,
  type ValidationCase,
  withAddresses,
} from './cases';
import { conformancePickles } from './pickles';

describe('the features of conformance', () => {
  const reachability = readReachability();
  const validation = readValidation();
  if (!reachability || !validation) {
    it(absent);
    return;
  }

  let pickles: readonly Pickle[];
  before(async () => {
    pickles = await conformancePickles();
  });

  for (const upstream of reachability.cases)
    it(`ask ${upstream.id} step by step and cell by cell`, () => {
      const scenarios = pickles.filter(({ tags }) => tags.some(({ name }) => name === `@${upstream.id}`));
      expect(scenarios).not.to.deep.equal([]);
      for (const scenario of scenarios)
        expect(askedBy(scenario), scenario.name).to.deep.equal(askedOf(reachability, upstream, scenario));
    });

  it('ask no other case', () => {
    const tags = pickles.flatMap(pickle => pickle.tags.map(({ name }) => name));
    const ids = tags.filter(tag => tag.startsWith('@e2e-')).map(tag => tag.slice(1));
    expect(reachability.cases.map(({ id }) => id)).to.include.members(ids);
  });

  for (const upstream of validation)
    it(`say what becomes of: ${upstream.name}`, () => {
      const spellings = upstream.source.includes('StrictIPCIDRValidation')
        ? (['strict', 'lax'] as const)
        : (['strict'] as const);
      for (const spelling of spellings) {
        const said = pickles.flatMap(admissionsOf).filter(each => isOf(upstream, spelling, each));
        const expected = errorsOf(upstream, spelling);
        expect(said, spelling).to.have.length.above(0);
        for (const { errors } of said)
          expect(
            errors.map(({ detail, ...error }, i) => ({
              ...error,
              detail: detail.slice(0, expected[i]?.detail.length),
            })),
          ).to.deep.equal(expected);
      }
    });
});

/** One table: all that is in force when it is asked, and each of its cells. */
interface Asked {
  readonly model: string | undefined;
  readonly port: string | undefined;
  readonly policies: unknown;
  /** Labels of pods, as they are by then. */
  readonly labels: Readonly<Record<string, unknown>>;
  readonly cells: readonly string[];
}

/** What the steps of a scenario say, read without carrying them out. */
function askedBy({ steps }: Pickle): readonly Asked[] {
  let model: string | undefined;
  let labels: Record<string, Record<string, string>> = {};
  let policies = new Map<string, unknown>();
  const asked: Asked[] = [];
  for (const { text, argument } of steps) {
    const rows = rowsOf(argument);
    const [, labelled, changes = ''] = /^pod (\S+) is labelled (\S+)$/.exec(text) ?? [];
    const [, port] = /^the reachability on port (\S+) is:$/.exec(text) ?? [];
    model = /^the (\S+) model$/.exec(text)?.[1] ?? model;
    if (text === 'the pods:')
      labels = Object.fromEntries(rows.slice(1).map(([pod = '', pairs = '']) => [pod, labelsIn(pairs)]));
    if (text === 'the policies are replaced by:') policies = new Map();
    if (/^the policies( are replaced by)?:$/.test(text))
      policies = new Map([...policies, ...byKey(argument?.docString?.content ?? '')]);
    if (labelled !== undefined)
      labels = { ...labels, [labelled]: { ...labels[labelled], ...labelsIn(changes) } };
    if (port !== undefined) {
      const [[, ...columns] = [], ...body] = rows;
      const cells = body.flatMap(([from = '', ...row]) =>
        row.flatMap((cell, i) => (cell === '' ? [] : [`${from} → ${podBehind(columns[i] ?? '')} ${cell}`])),
      );
      asked.push({ model, port, policies: Object.fromEntries([...policies].sort()), labels, cells });
    }
  }
  return asked;
}

/** What a case says, with the addresses that the pods of the scenario have. */
function askedOf(
  { header }: Reachability,
  { steps }: ReachabilityCase,
  { steps: said }: Pickle,
): readonly Asked[] {
  const [, ...pods] = rowsOf(said.find(({ text }) => text === 'the pods:')?.argument);
  const addresses = Object.fromEntries(pods.map(([pod = '', , , address = '']) => [pod, address]));
  const names = Object.keys(header.model.pods);
  let labels = Object.fromEntries(Object.entries(header.model.pods).map(([pod, each]) => [pod, each.labels]));
  return steps.map(step => {
    for (const [pod, changes] of Object.entries(step.podLabelChanges))
      labels = { ...labels, [pod]: { ...labels[pod], ...changes } };
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: step.policies });
    return {
      model: 'stateful',
      port: `${step.probes.port}/${step.probes.protocol}`,
      policies: Object.fromEntries([...byKey(withAddresses(list, addresses))].sort()),
      labels,
      cells: expectedPairs(names, step).map(
        ({ from, to, connects }) => `${from} → ${to} ${connects ? '.' : 'X'}`,
      ),
    };
  });
}

/** A policy that a sentence of a scenario is about, and the errors that it names. */
interface Admission {
  readonly spelling: string;
  readonly policy: { readonly metadata: { readonly name: string }; readonly spec: unknown };
  readonly errors: readonly { readonly field: string; readonly type: string; readonly detail: string }[];
}

function admissionsOf({ steps }: Pickle): readonly Admission[] {
  const spelling = steps.flatMap(({ text }) => /^the setting cidr-spelling is (\S+)$/.exec(text)?.[1] ?? []);
  return steps.flatMap(({ text, argument }) => {
    const [, verb, named = ''] = /^the API server (accepts|rejects)(?: (.+))?:$/.exec(text) ?? [];
    if (verb === undefined) return [];
    const policy = parse(argument?.docString?.content ?? '', { version: '1.1' });
    return [
      { spelling: spelling[0] ?? 'strict', policy, errors: named === '' ? [] : readFieldErrors(named) },
    ];
  });
}

/** Whether a sentence is about the policy of a case. Names are the scenarios' own, unless the name is wrong. */
function isOf({ policy, errors }: ValidationCase, spelling: string, said: Admission): boolean {
  const isNamed = errors.some(({ field }) => field === 'metadata.name');
  return (
    said.spelling === spelling &&
    (said.policy.metadata.name === policy.metadata.name || !isNamed) &&
    JSON.stringify(sorted(said.policy.spec)) === JSON.stringify(sorted(policy.spec))
  );
}

/** Mappings with their keys in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, sorted(each)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function byKey(text: string): readonly (readonly [string, unknown])[] {
  return parseManifests(text, { strictCidr: true, file: 'policies' }).policies.map(({ policy }) => [
    `${policy.metadata.namespace}/${policy.metadata.name}`,
    policy,
  ]);
}

function rowsOf(argument: PickleStep['argument']): readonly (readonly string[])[] {
  return (argument?.dataTable?.rows ?? []).map(({ cells }) => cells.map(({ value }) => value));
}

function labelsIn(text: string): Record<string, string> {
  return Object.fromEntries(text.split(',').map(pair => pair.split('=')));
}

/** `service/x/s-x-a` is the Service of `x/a`. */
function podBehind(column: string): string {
  return column.replace(/^service\/(\w+)\/s-\1-(\w+)$/, '$1/$2');
}
