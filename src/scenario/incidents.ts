import { podKey } from '../cluster/pod';
import { podsNamed } from './inventory';
import { act } from './liveActs';
import { placeNamed } from './places';
import type { Scenario } from './scenario';

/** `pod backend restarts`: its sockets are gone, its address stays. */
export function restartPod(scenario: Scenario, name: string): void {
  const keys = podsNamed(scenario, name).map(podKey);
  const { restarts, clock } = scenario.state;
  scenario.change({ restarts: new Map([...restarts, ...keys.map(key => [key, clock] as const)]) });
  if (scenario.isLive) for (const key of keys) act(scenario, live => live.crash(key));
}

/** `the conntrack tables are flushed`, or that of one node. */
export function flushTables(scenario: Scenario, at?: string): void {
  const place = at === undefined ? undefined : placeNamed(scenario, at);
  act(scenario, live => live.flush(place));
}
