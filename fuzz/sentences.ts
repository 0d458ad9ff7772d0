import { dirname } from 'node:path';
import { DataTable, type IWorld } from '@cucumber/cucumber';
import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';
import type { Pickle, PickleStep } from '@cucumber/messages';
import { aboutPickle } from '../src/cucumber/about';
import { docStringPlace } from '../src/cucumber/docStringPlace';
import { startOf } from '../src/cucumber/parameters';
import { Scenario } from '../src/scenario/scenario';
import { begin } from '../steps/scenarioOf';
import { Crash, type Outcome } from './edge';
import { carriedOut } from './oracle';
import type { WrittenFeature } from './written';

/** Of a step definition, what is asked here; the public types of cucumber-js keep it to themselves. */
interface Definition {
  readonly expression: {
    readonly source: string;
    match(text: string):
      | readonly {
          readonly group: { readonly value?: string };
          getParameterType(): { readonly name?: string };
          getValue(world: unknown): unknown;
        }[]
      | null;
  };
  readonly code: (...parameters: readonly unknown[]) => unknown;
}

function hasDefinitions(
  library: ISupportCodeLibrary,
): library is ISupportCodeLibrary & { readonly stepDefinitions: readonly Definition[] } {
  return 'stepDefinitions' in library && Array.isArray(library.stepDefinitions);
}

/** The sentences as cucumber would find and call them. */
export class Sentences {
  readonly #definitions: readonly Definition[];
  readonly #understood = new Map<string, readonly Definition[]>();

  constructor(library: ISupportCodeLibrary) {
    if (!hasDefinitions(library)) throw new Error('cucumber-js keeps its step definitions elsewhere now');
    this.#definitions = library.stepDefinitions;
  }

  get sources(): readonly string[] {
    return this.#definitions.map(({ expression }) => expression.source);
  }

  /** What stands for each parameter of a step, by the parameter's name. */
  wordsOf(text: string): readonly (readonly [string, string])[] {
    return this.#understanding(text).flatMap(({ expression }) =>
      (expression.match(text) ?? []).flatMap(argument => {
        const { name } = argument.getParameterType();
        const { value } = argument.group;
        return name === undefined || value === undefined ? [] : [[name, value] as const];
      }),
    );
  }

  /** Carries out a step of a document in a world that has begun; one that nobody understands is refused. */
  async carryOut(
    world: IWorld,
    scenario: Scenario,
    { text, argument }: PickleStep,
    document: string,
  ): Promise<Outcome> {
    const understanding = this.#understanding(text);
    const [definition, another] = understanding;
    if (another)
      throw new Crash(
        `two sentences understand it: ${understanding.map(({ expression }) => expression.source).join(' | ')}`,
      );
    if (!definition) return 'refused';
    const { code, expression } = definition;
    const given = (expression.match(text) ?? []).map(match => match.getValue(world));
    if (argument?.dataTable) given.push(new DataTable(argument.dataTable));
    else if (argument?.docString) given.push(argument.docString.content);
    if (code.length === given.length + 1) given.push(() => undefined);
    // Cucumber says so itself.
    if (code.length !== given.length) return 'refused';
    return carriedOut(scenario, () => code.apply(world, given), document);
  }

  #understanding(text: string): readonly Definition[] {
    const known = this.#understood.get(text);
    const found = known ?? this.#definitions.filter(({ expression }) => expression.match(text) !== null);
    // Most steps of a changed scenario are as they were.
    if (this.#understood.size < 50_000) this.#understood.set(text, found);
    return found;
  }
}

/** A scenario as the hooks begin it; claims about all states are tried a few times. */
export function beginScenario(
  pickle: Pickle,
  { document }: Pick<WrittenFeature, 'document'>,
): { world: IWorld; scenario: Scenario } {
  const world: IWorld = {
    parameters: {},
    attach: async () => undefined,
    log: () => undefined,
    link: () => undefined,
  };
  const scenario = new Scenario(
    {
      folder: dirname(pickle.uri),
      locate: docString => docStringPlace(docString, pickle, document),
      about: () => aboutPickle(pickle, document),
      attach: () => undefined,
    },
    startOf({ runs: 2, seed: 1 }, pickle.tags),
  );
  begin(world, scenario);
  return { world, scenario };
}
