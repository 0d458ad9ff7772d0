import { Refusal } from '../english/refusal';
import { addManifests } from '../scenario/manifests';
import { Scenario, type State } from '../scenario/scenario';
import type { Io } from './io';
import { Progress } from './progress';

/** A scenario with all manifests of some files and folders; `-` is standard input. Notices go to standard error. */
export function readManifests(paths: readonly string[], start: Partial<State>, io: Io): Scenario {
  refuseEmpty(paths);
  const progress = new Progress(io);
  const attach: Scenario['edge']['attach'] = (text, { fileName }) => {
    if (fileName === 'notice') io.stderr(`${text}\n`);
  };
  const locate = () => ({ file: 'standard input', line: 1, column: 1 });
  const scenario = new Scenario({ folder: '.', locate, attach }, start);
  addManifests(scenario, paths, { stdin: io.stdin, watch: done => progress.at('Reading files', done) });
  progress.end();
  if (scenario.network.cluster.pods.size === 0)
    io.stderr(
      'There is no pod and no workload in these manifests, so that nobody reaches anybody: give them along with the policies.\n',
    );
  return scenario;
}

/** An empty path would be the working directory, which nobody wrote. */
export function refuseEmpty(paths: readonly string[]): void {
  if (paths.includes('')) throw new Refusal('A path is empty: give a file or a folder with manifests.');
}
