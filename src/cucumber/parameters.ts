import { instead, Refusal } from '../english/refusal';
import { readModel } from '../scenario/choices';
import { readCni, stateUnder } from '../scenario/cni';
import { defaultTrials, type Report, reports, type State, type Trials } from '../scenario/scenario';
import { choose, defaultSettings, type Settings, settingNames, valuesOf } from '../settings/settings';

const modelTag = /^@model:(.*)$/i;
const cniTag = /^@cni:(.*)$/i;

/**
 * The state in which a scenario begins: the run's world parameters, then the scenario's tags (`@model:stateful`,
 * `@cni:calico`).
 *
 * @param parameters `{ "cni": "Calico", "model": "stateful", "settings": { "pod-to-own-node": "judged" }, "report": "everything" }`,
 * and for claims about all states `{ "runs": 1000, "seed": 42, "path": "0:1" }`, each optional; whatever else stands there belongs to others.
 */
export function startOf(
  parameters: unknown,
  tags: readonly { readonly name: string }[],
): Partial<State> & { report?: Report; trials?: Trials } {
  const given = isRecord(parameters) ? parameters : {};
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
    ...(['runs', 'seed', 'path'].some(name => given[name] !== undefined) && { trials: readTrials(given) }),
  };
}

function readTrials({ runs, seed, path }: Readonly<Record<string, unknown>>): Trials {
  if (path !== undefined && seed === undefined)
    throw new Refusal('The world parameter "path" leads nowhere without the "seed" that it was found with.');
  return {
    ...defaultTrials,
    ...(runs !== undefined && { runs: wholeNumber('runs', runs, 1) }),
    ...(seed !== undefined && { seed: wholeNumber('seed', seed) }),
    ...(path !== undefined && { path: readPath(path) }),
  };
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
