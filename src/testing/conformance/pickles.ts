import type { Pickle } from '@cucumber/messages';
import { dryRun } from '../dryRun';

/** The scenarios of `features/conformance/`, their Examples filled in; none of them is carried out. */
export async function conformancePickles(): Promise<readonly Pickle[]> {
  const envelopes = await dryRun('features/conformance/*.feature');
  return envelopes.flatMap(({ pickle }) => pickle ?? []);
}
