import { readDuration } from '../english/duration';
import { startUpWindow } from '../settings/settings';
import { mark } from './liveActs';
import type { Scenario } from './scenario';

/** `2 hours pass`; pods that are new cease to be new on the way. */
export function passTime(scenario: Scenario, duration: string): void {
  const until = scenario.state.clock + readDuration(duration);
  mark(scenario);
  const ends = [...scenario.state.restarts.values()]
    .map(at => at + startUpWindow * 1000)
    .filter(at => at > scenario.state.clock && at <= until);
  for (const stop of [...new Set(ends)].sort((a, b) => a - b).concat(until)) {
    const pause = stop - scenario.state.clock;
    // What is sent again as a window ends meets the rules that are there from then on.
    if (scenario.isLive) scenario.lives.each(live => live.pass(pause, 'excluded'));
    scenario.change({ clock: stop });
    if (scenario.isLive) scenario.lives.each(live => live.pass(0));
  }
}
