import { printable } from '../kubernetes/printable';
import { Guard } from './guard';
import { collectTally } from './tallyFile';

interface Context {
  readonly operation: string;
  readonly on: (event: 'message', handler: (envelope: import('@cucumber/messages').Envelope) => void) => void;
  readonly logger: { error(message: string): void; info(message: string): void };
}

/**
 * The cucumber-js plugin: nothing passes because nothing ran, and the run ends by saying how many verdicts upstream
 * Kubernetes would not share.
 */
export default {
  type: 'plugin' as const,
  coordinator({ operation, on, logger }: Context): (() => void) | undefined {
    if (operation !== 'runCucumber') return undefined;
    const guard = new Guard();
    on('message', envelope => guard.see(envelope));
    return () => {
      for (const hint of guard.hints()) logger.info(`netpol-bdd: ${printable(hint)}`);
      const problems = guard.problems();
      for (const problem of problems) logger.error(`netpol-bdd: ${printable(problem)}`);
      if (problems.length > 0) process.once('exit', () => (process.exitCode = 1));
      const { verdicts, differing, notices } = collectTally();
      if (notices > 0) logger.info(`${notices} notice${notices === 1 ? '' : 's'} in the report.`);
      if (verdicts > 0)
        logger.info(`${differing} of ${verdicts} verdicts differ under upstream Kubernetes (stateful).`);
    };
  },
};
