import { join } from 'node:path';
import { Writable } from 'node:stream';
import { runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';

const repository = join(__dirname, '..', '..');

/** What cucumber says of the repository's features without a step carried out: sources, documents, pickles. */
export async function dryRun(paths: string): Promise<readonly Envelope[]> {
  const envelopes: Envelope[] = [];
  const unread = new Writable({ write: (_chunk, _encoding, done) => done() });
  await runCucumber(
    {
      sources: { defaultDialect: 'en', names: [], order: 'defined', paths: [paths], tagExpression: '' },
      support: {},
      runtime: {
        dryRun: true,
        failFast: false,
        filterStacktraces: true,
        parallel: 0,
        retry: 0,
        retryTagFilter: '',
        strict: false,
        worldParameters: {},
      },
      formats: { stdout: 'progress', files: {}, publish: false, options: {} },
    },
    { cwd: repository, stdout: unread, stderr: unread },
    envelope => envelopes.push(envelope),
  );
  return envelopes;
}
