import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Envelope } from '@cucumber/messages';
import { Refusal } from '../english/refusal';
import { authoredIn } from '../scenario/authored';
import { policyWriter } from '../scenario/manifestReaders';
import type { Scenario } from '../scenario/scenario';
import { preset } from './preset';

/** What the English of a scenario built. */
export interface BuiltPolicies {
  readonly title: string;
  /** `features/shop.feature:12`. */
  readonly place: string;
  /** Absent: it builds none. */
  readonly yaml?: string;
  /** Why it stopped before its end, if it did. */
  readonly failure?: string;
}

const attachmentName = 'policies of the scenario';

/** Puts the policies in force that sentences made into the messages of the run. */
export function handInPolicies(scenario: Scenario): void {
  const made = authoredIn(scenario);
  if (made.length === 0) return;
  scenario.edge.attach(policyWriter().toYaml(made), { mediaType: 'text/yaml', fileName: attachmentName });
}

/**
 * Runs the scenarios of a feature file, or of a line in it, with the configuration of the working directory, and returns what each
 * built.
 *
 * @throws {Refusal} where there is no such file or scenario, or a sentence is none
 */
export async function builtPolicies(target: string): Promise<readonly BuiltPolicies[]> {
  const file = target.replace(/(:\d+)+$/, '');
  if (!existsSync(file))
    throw new Refusal(`There is no file ${file}: give a feature file, such as features/shop.feature:12.`);
  if (!/\.(feature|md)$/.test(file) || !statSync(file).isFile())
    throw new Refusal(`${file} is no feature file: give one such as features/shop.feature:12.`);
  // Cucumber takes a moment to load, which other commands need not pay.
  const { loadConfiguration, runCucumber } = await import('@cucumber/cucumber/api');
  const unread = new Writable({ write: (_chunk, _encoding, done) => done() });
  const environment = { cwd: process.cwd(), stdout: unread, stderr: unread };
  const isConfigured = ['js', 'cjs', 'mjs', 'json', 'yaml', 'yml'].some(ending =>
    existsSync(`cucumber.${ending}`),
  );
  const { runConfiguration } = await loadConfiguration(
    {
      ...(isConfigured ? {} : { file: false as const }),
      provided: { ...(isConfigured ? {} : preset()), paths: [target] },
    },
    environment,
  );
  const { support, formats } = runConfiguration;
  const envelopes: Envelope[] = [];
  await runCucumber(
    {
      ...runConfiguration,
      plugins: { specifiers: [], options: {} },
      formats: { ...formats, stdout: 'progress', files: {} },
      support: { ...support, requirePaths: [...(support.requirePaths ?? []), hookFile()] },
    },
    environment,
    envelope => envelopes.push(envelope),
  );
  return told(envelopes, target);
}

function hookFile(): string {
  return join(
    __dirname,
    '..',
    '..',
    'steps',
    __filename.endsWith('.ts') ? 'builtPolicies.ts' : 'builtPolicies.js',
  );
}

function told(envelopes: readonly Envelope[], target: string): readonly BuiltPolicies[] {
  const broken = envelopes.find(({ parseError }) => parseError)?.parseError;
  if (broken) throw new Refusal(`${target} cannot be read: ${broken.message.split('\n')[0]}`);
  const cases = new Map(
    envelopes.flatMap(({ testCase }) => (testCase ? [[testCase.id, testCase] as const] : [])),
  );
  const found = envelopes.flatMap(({ testCaseStarted: started }): readonly BuiltPolicies[] => {
    const pickleId = started && cases.get(started.testCaseId)?.pickleId;
    const pickle = envelopes.find(({ pickle: one }) => one && one.id === pickleId)?.pickle;
    if (!started || !pickle) return [];
    const results = envelopes.flatMap(({ testStepFinished: step }) =>
      step?.testCaseStartedId === started.id ? step.testStepResult : [],
    );
    const place = `${pickle.uri}${pickle.location ? `:${pickle.location.line}` : ''}`;
    if (results.some(({ status }) => status === 'UNDEFINED' || status === 'AMBIGUOUS'))
      throw new Refusal(
        `${place}: "${pickle.name}" has a step that is no sentence; run it with cucumber-js to see which.`,
      );
    const yaml = envelopes.find(
      ({ attachment: one }) => one?.testCaseStartedId === started.id && one.fileName === attachmentName,
    )?.attachment?.body;
    const failure = results.find(({ status }) => status === 'FAILED')?.message;
    return [
      {
        title: pickle.name,
        place,
        ...(yaml !== undefined && { yaml }),
        ...(failure !== undefined && { failure }),
      },
    ];
  });
  if (found.length === 0) throw new Refusal(`${target} has no scenario.`);
  return found;
}
