import { distance } from 'fastest-levenshtein';
import { instead, Refusal } from '../english/refusal';
import { readModel } from '../scenario/choices';
import { readCni, stateUnder } from '../scenario/cni';
import { defaultTrials, type Report, reports, type State, type Trials } from '../scenario/scenario';
import { choose, defaultSettings, type Settings, settingNames, valuesOf } from '../settings/settings';

const modelTag = /^@model:(.*)$/i;
const cniTag = /^@cni:(.*)$/i;

const trialNames = ['runs', 'seed', 'sentence', 'path'] as const;
const names = ['cni', 'model', 'settings', 'report', ...trialNames] as const;

/**
 * The state in which a scenario begins: the run's world parameters, then the scenario's tags (`@model:stateful`,
 * `@cni:calico`).
 *
 * @param parameters `{ "cni": "Calico", "model": "stateful", "settings": { "pod-to-own-node": "judged" }, "report": "everything" }`,
 * and for claims about all states `{ "runs": 1000, "seed": 42 }`, each optional; `{ "seed": 42, "sentence": 3, "path": "0:1" }` leads to one case of the third
 * sentence. What resembles none of these belongs to others.
 */
export function startOf(
  parameters: unknown,
  tags: readonly { readonly name: string }[],
): Partial<State> & { report?: Report; trials?: Trials } {
  const given = isRecord(parameters) ? parameters : {};
  refuseSlips(Object.keys(given));
  const tagged = (tag: RegExp): string | undefined =>
    tags.flatMap(({ name }) => tag.exec(name)?.[1] ?? []).at(-1);
  const taggedCni = tagged(cniTag);
  // A tag speaks of its scenario, a world parameter of all.
  const model = tagged(modelTag) ?? (taggedCni === undefined ? given.model : undefined);
  const cni = taggedCni ?? given.cni;
  const under = cni === undefined ? undefined : stateUnder(readCni(word('cni', cni)), defaultSettings);
  return {
    ...under,
    ...(model !== undefined && { model: readModel(word('model', model)) }),
    ...(given.settings !== undefined && {
      settings: readSettings(given.settings, under?.settings ?? defaultSettings),
    }),
    ...(given.report !== undefined && { report: readReport(word('report', given.report)) }),
    ...(trialNames.some(name => given[name] !== undefined) && { trials: readTrials(given) }),
  };
}

function readTrials({ runs, seed, path, sentence }: Readonly<Record<string, unknown>>): Trials {
  if (path !== undefined && seed === undefined)
    throw new Refusal('The world parameter "path" leads nowhere without the "seed" that it was found with.');
  if ((path === undefined) !== (sentence === undefined))
    throw new Refusal(
      'The world parameters "path" and "sentence" belong together: a path leads to a case of one sentence, counted from 1 with those of the Background.',
    );
  return {
    ...defaultTrials,
    ...(runs !== undefined && { runs: wholeNumber('runs', runs, 1) }),
    ...(seed !== undefined && { seed: wholeNumber('seed', seed) }),
    ...(path !== undefined && {
      replay: { path: readPath(path), sentence: wholeNumber('sentence', sentence, 1) },
    }),
  };
}

/** Projects may have parameters of their own: a slip is what is one letter, or the order of letters, away from these. */
function refuseSlips(given: readonly string[]): void {
  for (const name of given.filter(word => !names.some(known => known === word))) {
    if (names.some(known => isSlip(name.toLowerCase(), known)))
      throw new Refusal(`There is no world parameter "${name}". ${instead(name, names)}`);
  }
}

function isSlip(word: string, known: string): boolean {
  return distance(word, known) <= 1 || [...word].sort().join() === [...known].sort().join();
}

function readPath(path: unknown): string {
  const text = word('path', path);
  // Cases are counted up to the first number, so that it has to be one that a run may come to.
  if (/^\d{1,8}(:\d{1,8})*$/.test(text)) return text;
  throw new Refusal(
    `The world parameter "path" is numbers of up to eight digits with colons between, such as 12:0:1, not "${text}".`,
  );
}

function wholeNumber(name: string, value: unknown, least = Number.MIN_SAFE_INTEGER): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
  throw new Refusal(
    `The world parameter "${name}" is a whole number${least > 0 ? `, ${least} or more` : ''}, not ${JSON.stringify(value)}.`,
  );
}

function word(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new Refusal(`The world parameter "${name}" is a word, not ${JSON.stringify(value)}.`);
}

function readReport(text: string): Report {
  const found = reports.find(report => report === text);
  if (found) return found;
  throw new Refusal(`"${text}" is no choice for the world parameter "report". ${instead(text, reports)}`);
}

function readSettings(given: unknown, before: Settings): Settings {
  if (!isRecord(given))
    throw new Refusal(
      `The world parameter "settings" names settings and choices, not ${JSON.stringify(given)}.`,
    );
  return Object.entries(given).reduce<Settings>((settings, [key, value]) => {
    const name = settingNames.find(candidate => candidate === key);
    if (!name) throw new Refusal(`There is no setting "${key}". ${instead(key, settingNames)}`);
    const chosen = choose(settings, name, String(value));
    if (!chosen)
      throw new Refusal(
        `"${String(value)}" is no choice for ${name}. ${instead(String(value), valuesOf(name))}`,
      );
    return chosen;
  }, before);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
