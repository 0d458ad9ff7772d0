import { didYouMean, instead, Refusal } from '../english/refusal';
import { type ModelName, modelNames } from '../settings/models';
import { choices, choose, settingNames, valuesOf } from '../settings/settings';
import type { Scenario } from './scenario';

/** `the stateful model`. */
export function useModel(scenario: Scenario, word: string): void {
  scenario.change({ model: readModel(word) });
}

export function readModel(word: string): ModelName {
  const found = modelNames.find(name => name === word.toLowerCase());
  if (found) return found;
  throw new Refusal(`There is no model "${word}". ${instead(word, modelNames)}`);
}

/** `the setting pod-to-own-node is judged`. */
export function useSetting(scenario: Scenario, name: string, value: string): void {
  const setting = settingNames.find(known => known === name);
  if (!setting) throw new Refusal(`There is no setting "${name}". ${instead(name, settingNames)}`);
  const settings = choose(scenario.state.settings, setting, value);
  if (!settings) {
    const meanings = Object.entries(choices[setting]).map(([known, meaning]) => `${known}: ${meaning}`);
    throw new Refusal(
      `"${value}" is no choice for ${setting}. ${didYouMean(value, valuesOf(setting))}It may be:\n  ${meanings.join('\n  ')}`,
    );
  }
  scenario.change({ settings });
}
