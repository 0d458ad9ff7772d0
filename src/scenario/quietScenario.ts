import { Scenario, type State } from './scenario';

interface Quiet {
  readonly folder?: string;
  readonly notice?: (text: string) => void;
  readonly isTrial?: boolean;
}

/**
 * A scenario that no feature file tells, in a state or at its beginning: nothing of it is reported.
 *
 * @param folder from which manifests are looked up; the working directory unless told
 * @param notice is told every notice, if somebody wants them; of a trial, those about its flows alone
 * @example const shop = quietScenario({}, { folder: __dirname }); addManifests(shop, 'shop/'); shop.network
 */
export function quietScenario(
  start: Partial<State> = {},
  { folder = '.', notice, isTrial = notice === undefined }: Quiet = {},
): Scenario {
  const locate = () => ({ file: 'nowhere', line: 1, column: 1 });
  const attach = (text: string, { fileName }: { fileName: string }): void => {
    if (fileName === 'notice') notice?.(text.replace(/^Notice: |\.$/g, ''));
  };
  return new Scenario({ folder, locate, attach, isTrial }, start);
}
