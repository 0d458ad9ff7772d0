import { join } from 'node:path';
import { Writable } from 'node:stream';
import { runCucumber } from '@cucumber/cucumber/api';
import type { Pickle } from '@cucumber/messages';

const repository = join(__dirname, '..', '..', '..');

/** The scenarios of `features/conformance/`, their Examples filled in; none of them is carried out. */
export async function conformancePickles(): Promise<readonly Pickle[]> {
  const pickles: Pickle[] = [];
  const unread = new Writable({ write: (_chunk, _encoding, done) => done() });
  await runCucumber(
    {
      sources: {
        defaultDialect: 'en',
        names: [],
        order: 'defined',
        paths: ['features/conformance/*.feature'],
        tagExpression: '',
      },
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
    ({ pickle }) => {
      if (pickle) pickles.push(pickle);
    },
  );
  return pickles;
}
