import { DataTable, type IWorld } from '@cucumber/cucumber';
import { Refusal } from '../src/english/refusal';
import type { Scenario } from '../src/scenario/scenario';

/** Scenario state by World: no World class is needed, so any other library may bring its own. */
const scenarios = new WeakMap<IWorld, Scenario>();

export function begin(world: IWorld, scenario: Scenario): void {
  scenarios.set(world, scenario);
}

export function scenarioOf(world: IWorld): Scenario {
  const scenario = scenarios.get(world);
  if (!scenario) throw new Refusal('No scenario has begun: are the hooks of this library loaded?');
  return scenario;
}

/** The cells of the table under a sentence; a sentence without one gets a callback from cucumber instead. */
export function cellsOf(table: unknown, sentence: string): string[][] {
  if (table instanceof DataTable) return table.raw();
  throw new Refusal(`"${sentence}" needs a table under it.`);
}

/** The doc string under a sentence. */
export function textOf(docString: unknown, sentence: string, what = 'YAML or JSON'): string {
  if (typeof docString === 'string') return docString;
  throw new Refusal(`"${sentence}" needs a doc string under it: ${what} between lines of """.`);
}
