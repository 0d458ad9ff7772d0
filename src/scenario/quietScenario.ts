import { Scenario, type State } from './scenario';

/**
 * A scenario that no feature file tells, in a state or at its beginning: nothing of it is reported.
 *
 * @param folder from which manifests are looked up
 * @example const shop = quietScenario(); addManifests(shop, 'shop/'); shop.network
 */
export function quietScenario(start: Partial<State> = {}, folder = '.'): Scenario {
  const locate = () => ({ file: 'nowhere', line: 1, column: 1 });
  return new Scenario({ folder, locate, attach: () => undefined }, start);
}
