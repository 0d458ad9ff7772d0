import type { Command } from 'commander';
import { builtPolicies } from '../cucumber/builtPolicies';
import type { Io } from './io';
import type { Status } from './status';

/** `netpol-bdd policies`. */
export function addPolicies(program: Command, io: Io, end: (status: Status) => void): void {
  program
    .command('policies')
    .summary('the NetworkPolicies that a scenario builds')
    .description(
      'Prints the YAML of the policies that the sentences of scenarios build, as kubectl apply takes it. Policies that a scenario has as YAML are left out. The exit status is 1 where a scenario does not hold.',
    )
    .argument('<feature>', 'a feature file, or a scenario of it: features/shop.feature:12')
    .addHelpText(
      'after',
      `
Examples:
  netpol-bdd policies features/shop.feature
  netpol-bdd policies features/shop.feature:12 | kubectl apply -f -`,
    )
    .action(async (target: string) => {
      const built = await builtPolicies(target);
      for (const { place, failure } of built)
        if (failure !== undefined)
          io.stderr(
            `${place} does not hold, so that policies may be missing: ${failure.split('\n')[0]?.replace(/:$/, '')}\n`,
          );
      const documents = built.map(
        ({ place, title, yaml }) => `# ${place} ${title}\n${yaml ?? '# builds no policy\n'}`,
      );
      io.stdout(documents.map(text => (text.endsWith('\n') ? text : `${text}\n`)).join('---\n'));
      end(built.some(({ failure }) => failure !== undefined) ? 'different' : 'as asked');
    });
}
