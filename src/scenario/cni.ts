import { sightOf } from '../connections/sight';
import type { CaseVerdict } from '../dataplane/attempt';
import type { Network } from '../dataplane/network';
import { readQuestion } from '../english/question';
import { instead, Refusal } from '../english/refusal';
import { columns } from '../report/columns';
import { verdictText } from '../report/verdict';
import { type Cni, cniNamed, cnis } from '../settings/cnis';
import { defaultSettings, type SettingName, type Settings, settingNames } from '../settings/settings';
import { refuseIdle } from './ask';
import { refuseLive } from './choices';
import type { Scenario } from './scenario';
import { readSight } from './sights';
import { tally } from './tally';
import { fail } from './verdicts';

/** `a cluster that runs kube-router`: its model, its settings, its tracker. */
export function runCni(scenario: Scenario, word: string): void {
  refuseLive(scenario, 'the CNI');
  scenario.change(stateUnder(readCni(word), scenario.state.settings));
}

/** What a CNI makes of a scenario's state. */
export function stateUnder(cni: Cni, before: Settings) {
  return {
    cni,
    model: cni.model,
    settings: settingsUnder(cni, before),
  };
}

export function readCni(word: string): Cni {
  const cni = cniNamed(word);
  if (cni) return cni;
  throw new Refusal(
    `There is no CNI "${word}" here. ${instead(
      word,
      cnis.map(({ name }) => name),
    )}`,
  );
}

/** What some CNI chooses, chosen as this one does; all else stays as it was. */
export function settingsUnder(cni: Cni, before: Settings): Settings {
  const kept = Object.fromEntries(
    settingNames.filter(name => !chosenByCnis.has(name)).map(name => [name, before[name]]),
  );
  return { ...defaultSettings, ...kept, ...cni.settings };
}

const chosenByCnis: ReadonlySet<SettingName> = new Set(
  settingNames.filter(name => cnis.some(({ settings }) => settings[name] !== undefined)),
);

/**
 * `frontend → backend:8080 depends on the CNI:` with the columns `CNI | verdict`: each CNI has the verdict that is
 * written, `any other` stands for all that have no row, and not all verdicts are the same.
 */
export async function expectDependsOnCni(
  scenario: Scenario,
  flow: string,
  table: readonly (readonly string[])[],
): Promise<void> {
  const question = readQuestion(flow, scenario.surroundings);
  refuseIdle(scenario, question);
  const rows = readRows(table);
  const named = rows.flatMap(({ cni }) => cni ?? []);
  const outcomes: { row: string; wanted: string; actual: string; holds: boolean }[] = [];
  for (const { cni, word, verdict } of rows)
    for (const one of cni ? [cni] : cnis.filter(other => !named.includes(other))) {
      const network = scenario.networkUnder({ settings: settingsUnder(one, scenario.state.settings) });
      const { cases, kind } = await scenario.backend.attempt(network, one.model, question);
      if (cases.length === 0) throw new Refusal(`${flow} has nothing to try.`);
      const sight = sightsOf(network, cases);
      const actual = verdictText(scenario.names, { cases, kind });
      tally.verdicts += 1;
      outcomes.push({
        row: cni ? word : `${word} (${one.name})`,
        wanted: verdict,
        actual: `${actual}${sight ? `, with ${sight}` : ''}`,
        holds: isVerdict(verdict, actual, sight),
      });
    }
  const shown = columns(
    outcomes.map(({ row, wanted, actual, holds }) =>
      holds ? [row, `✔ ${actual}`] : [row, `✘ ${actual}, not: ${wanted}`],
    ),
  );
  if (!outcomes.every(({ holds }) => holds))
    fail(scenario, `${flow} was to depend on the CNI in another way.\n\n${shown}`);
  if (new Set(outcomes.map(({ actual }) => actual)).size < 2)
    fail(scenario, `${flow} does not depend on the CNI: all that are listed agree.\n\n${shown}`);
}

function readRows(
  table: readonly (readonly string[])[],
): readonly { word: string; cni?: Cni; verdict: string }[] {
  const [header = [], ...rows] = table.map(row => row.map(cell => cell.trim()));
  if (header.join(' | ').toLowerCase() !== 'cni | verdict')
    throw new Refusal(
      `"depends on the CNI:" has the columns CNI | verdict; this table has ${header.join(' | ')}.`,
    );
  if (rows.length === 0) throw new Refusal('"depends on the CNI:" has no row: write one for each CNI.');
  return rows.map(([word = '', verdict = '']) => {
    if (verdict === '') throw new Refusal(`"depends on the CNI:" has no verdict for ${word || 'a row'}.`);
    const rest = /^fails with (.+)$/i.exec(verdict)?.[1];
    if (rest) readSight(rest);
    return { word, verdict, ...(!/^any other$/i.test(word) && { cni: readCni(word) }) };
  });
}

/** What a client sees, if it sees the same in all cases. */
function sightsOf({ settings }: Network, cases: readonly CaseVerdict[]): string | undefined {
  const seen = new Set(cases.map(verdict => sightOf(verdict, settings)));
  const [only] = seen;
  return seen.size === 1 && only !== 'an answer' ? only : undefined;
}

/** `fails` and `is refused` may leave out where and why; `fails with …` says what the client sees. */
function isVerdict(wanted: string, actual: string, sight: string | undefined): boolean {
  if (actual === wanted || actual.startsWith(`${wanted} at `) || actual.startsWith(`${wanted}: `))
    return true;
  const [isName, reason] = /^cannot resolve(?:: (.+))?$/i.exec(wanted) ?? [];
  if (isName) {
    if (reason !== undefined) return actual.startsWith('cannot resolve') && actual.endsWith(`: ${reason}`);
    return actual.startsWith('cannot resolve') || actual.includes(' to DNS');
  }
  const rest = /^fails with (.+)$/i.exec(wanted)?.[1];
  return rest !== undefined && readSight(rest) === sight;
}
