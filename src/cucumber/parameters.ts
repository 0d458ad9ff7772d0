import { instead, Refusal } from '../english/refusal';
import { readModel } from '../scenario/inventory';
import type { State } from '../scenario/scenario';
import { choose, defaultSettings, type Settings, settingNames, valuesOf } from '../settings/settings';

const known = ['model', 'settings'];
const modelTag = /^@model:(.+)$/;

/**
 * The state in which a scenario begins: the run's world parameters (`{ "model": "stateful", "settings":
 * { "pod-to-own-node": "judged" } }`), then the scenario's tag (`@model:stateful`).
 */
export function startOf(parameters: unknown, tags: readonly { readonly name: string }[]): Partial<State> {
  const { model, settings } = readParameters(parameters);
  const tagged = tags.flatMap(({ name }) => modelTag.exec(name)?.[1] ?? []).at(-1);
  const chosen = tagged ?? model;
  return { ...(chosen !== undefined && { model: readModel(chosen) }), ...(settings && { settings }) };
}

function readParameters(parameters: unknown): { model?: string; settings?: Settings } {
  if (!isRecord(parameters)) return {};
  const stray = Object.keys(parameters).find(key => key.startsWith('netpol') && !known.includes(key));
  if (stray !== undefined)
    throw new Refusal(`There is no world parameter "${stray}". ${instead(stray, known)}`);
  const { model, settings } = parameters;
  if (model !== undefined && typeof model !== 'string')
    throw new Refusal('The world parameter "model" is a word, for instance { "model": "stateful" }.');
  return {
    ...(model !== undefined && { model }),
    ...(isRecord(settings) && { settings: readSettings(settings) }),
  };
}

function readSettings(given: Readonly<Record<string, unknown>>): Settings {
  return Object.entries(given).reduce<Settings>((settings, [key, value]) => {
    const name = settingNames.find(candidate => candidate === key);
    if (!name) throw new Refusal(`There is no setting "${key}". ${instead(key, settingNames)}`);
    const chosen = choose(settings, name, String(value));
    if (!chosen)
      throw new Refusal(
        `"${String(value)}" is no choice for ${name}. ${instead(String(value), valuesOf(name))}`,
      );
    return chosen;
  }, defaultSettings);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
