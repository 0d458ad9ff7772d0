import { printable } from '../kubernetes/printable';
import { Annotations } from './annotations';
import { Guard } from './guard';
import { wishPage } from './pageData';
import { PageFile } from './pageFile';
import { collectTally } from './tallyFile';

interface Context {
  readonly operation: string;
  readonly on: (event: 'message', handler: (envelope: import('@cucumber/messages').Envelope) => void) => void;
  /** `pluginOptions: { netpolBdd: … }`. */
  readonly options: { readonly page?: unknown };
  readonly logger: { error(message: string): void; info(message: string): void };
}

/**
 * The cucumber-js plugin: nothing passes because nothing ran, the page is written where the configuration wants one, GitHub
 * is told what failed, and the run ends by saying how many verdicts upstream Kubernetes would not share.
 */
export default {
  type: 'plugin' as const,
  optionsKey: 'netpolBdd',
  coordinator({ operation, on, options, logger }: Context): (() => void) | undefined {
    if (operation !== 'runCucumber') return undefined;
    const guard = new Guard();
    const page = typeof options.page === 'string' ? new PageFile(options.page) : undefined;
    wishPage(page !== undefined);
    const annotations = process.env.GITHUB_ACTIONS === 'true' ? new Annotations() : undefined;
    // Cucumber waits for each handler of each message: one is enough.
    on('message', envelope => {
      guard.see(envelope);
      page?.see(envelope);
      annotations?.see(envelope);
    });
    return () => {
      for (const hint of guard.hints()) logger.info(`netpol-bdd: ${printable(hint)}`);
      const problems = guard.problems();
      for (const problem of problems) logger.error(`netpol-bdd: ${printable(problem)}`);
      if (problems.length > 0) process.once('exit', () => (process.exitCode = 1));
      const { verdicts, differing, notices } = collectTally();
      if (notices > 0) logger.info(`${notices} notice${notices === 1 ? '' : 's'} in the report.`);
      if (verdicts > 0)
        logger.info(`${differing} of ${verdicts} verdicts differ under upstream Kubernetes (stateful).`);
      const lines = annotations?.lines(process.env.GITHUB_WORKSPACE ?? process.cwd()) ?? [];
      if (lines.length > 0) process.stdout.write(`\n${lines.join('\n')}\n`);
      const unwritten = page?.write();
      if (unwritten === undefined) return;
      logger.error(`netpol-bdd: ${printable(unwritten)}`);
      process.once('exit', () => (process.exitCode = 1));
    };
  },
};
