import { readDuration } from '../english/duration';
import { didYouMean, instead, Refusal } from '../english/refusal';
import { type ModelName, modelNames } from '../settings/models';
import { choices, choose, settingNames, valuesOf } from '../settings/settings';
import { kubeProxyTimeouts, type SysctlName, type Sysctls, sysctlNames, sysctls } from '../settings/sysctls';
import { sysctlsOf } from './lives';
import { placeNamed } from './places';
import type { Scenario } from './scenario';

/** `the stateful model`. */
export function useModel(scenario: Scenario, word: string): void {
  refuseLive(scenario, 'the model');
  scenario.change({ model: readModel(word) });
}

/** A connection has been set up under what was chosen; it cannot be otherwise afterwards. */
export function refuseLive(scenario: Scenario, what: string): void {
  if (scenario.isLive && scenario.lives.under(scenario.state.model).connections.length > 0)
    throw new Refusal(`A connection has been opened already: choose ${what} before.`);
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

/** `the sysctl nf_conntrack_tcp_loose is 0`; times also with their unit. */
export function useSysctl(scenario: Scenario, name: string, value: string): void {
  const sysctl = sysctlNames.find(known => known === name.replace(/^net\.netfilter\./, ''));
  if (!sysctl) throw new Refusal(`There is no sysctl "${name}". ${instead(name, sysctlNames)}`);
  changeSysctls(scenario, { [sysctl]: readSysctl(sysctl, value) });
}

/** `the conntrack timeouts of kube-proxy`. */
export function useKubeProxyTimeouts(scenario: Scenario): void {
  changeSysctls(scenario, kubeProxyTimeouts);
}

/** `the conntrack table holds at most 3 entries`, at one node or at each. */
export function limitTables(scenario: Scenario, entries: number, at?: string): void {
  if (entries < 1)
    throw new Refusal('A conntrack table that holds less than one entry would drop everything.');
  const place = at === undefined ? undefined : placeNamed(scenario, at);
  if (place === undefined) {
    changeSysctls(scenario, { nf_conntrack_max: entries });
    return;
  }
  scenario.change({ limits: new Map([...scenario.state.limits, [place, entries]]) });
  if (scenario.isLive) scenario.lives.each(live => live.limit(place, entries));
}

function changeSysctls(scenario: Scenario, changes: Partial<Sysctls>): void {
  scenario.change({ sysctls: { ...scenario.state.sysctls, ...changes } });
  if (scenario.isLive) scenario.lives.each(live => live.configure(sysctlsOf(scenario.state)));
}

function readSysctl(name: SysctlName, value: string): number {
  const { unit } = sysctls[name];
  if (/^\d+$/.test(value) && (unit !== 'switch' || Number(value) <= 1)) return Number(value);
  if (unit === 'seconds') return readDuration(value) / 1000;
  const wanted = { seconds: 'seconds, or a time such as 2 hours', entries: 'a number', switch: '0 or 1' }[
    unit
  ];
  throw new Refusal(`"${value}" is no value for ${name}: write ${wanted}.`);
}
