import { podKey } from '../cluster/pod';
import { resolveEndpoint } from '../english/endpoint';
import { enumerated } from '../english/enumeration';
import { Refusal } from '../english/refusal';
import type { Scenario } from './scenario';

/** `backend is untracked`, `requests to backend are untracked`: the trackers of its node look past such packets. */
export function untrack(scenario: Scenario, names: string, which: 'both ways' | 'requests'): void {
  const keys = enumerated(names).flatMap(name => {
    const endpoint = resolveEndpoint(name, scenario.surroundings);
    if (endpoint.kind !== 'pods')
      throw new Refusal(`"${name}" is no pod: connections are tracked where pods live.`);
    return endpoint.pods.map(podKey);
  });
  scenario.change({
    untracked: new Map([...scenario.state.untracked, ...keys.map(key => [key, which] as const)]),
  });
}
