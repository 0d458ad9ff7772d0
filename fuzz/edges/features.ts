import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type ISupportCodeLibrary, loadConfiguration, runCucumber } from '@cucumber/cucumber/api';
import fc from 'fast-check';
import { preset } from '../../src/cucumber/preset';
import { Crash, type Edge } from '../edge';
import { hostileText } from '../hostile';
import { faultOf } from '../oracle';
import { edited, textEdits } from '../textEdits';
import type { WrittenFeature } from '../written';

/** Whole feature files through cucumber's own run, the guard included. */
export async function features(
  written: readonly WrittenFeature[],
  support: ISupportCodeLibrary,
): Promise<Edge<Uint8Array>> {
  const run = await runner(support);
  const short = written.map(({ text }) => text).filter(text => text.length < 6000);
  const insert = fc.oneof(
    hostileText,
    fc.constantFrom(...keywords),
    fc.tuple(fc.constantFrom(...keywords), hostileText).map(parts => parts.join(' ')),
  );
  const changed = fc
    .tuple(fc.constantFrom(...short), fc.array(textEdits(insert), { minLength: 1, maxLength: 4 }))
    .map(([text, edits]) => Buffer.from(edited(text, edits)));
  return {
    inputs: fc.oneof(
      { weight: 8, arbitrary: changed },
      {
        weight: 2,
        arbitrary: fc.array(insert, { maxLength: 30 }).map(lines => Buffer.from(lines.join('\n'))),
      },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }) },
    ),
    shown: bytes => {
      const text = Buffer.from(bytes).toString('utf8');
      return Buffer.from(text).equals(bytes) ? text : `base64 ${Buffer.from(bytes).toString('base64')}`;
    },
    attempt: async bytes => {
      const { success, ran, messages } = await run(bytes);
      const document = Buffer.from(bytes).toString('utf8');
      for (const message of messages) {
        const fault = faultOf(message, document);
        if (fault !== undefined) throw new Crash(`${fault}: ${JSON.stringify(message.slice(0, 400))}`);
      }
      if (success && ran === 0) throw new Crash('it is green because nothing ran');
      return success ? 'accepted' : 'refused';
    },
  };
}

const keywords = [
  'Feature:',
  'Scenario:',
  'Scenario Outline:',
  'Examples:',
  'Background:',
  'Rule:',
  'Given',
  'When',
  'Then',
  'And',
  'But',
  '*',
  '"""',
  '```',
  '|',
  '| a | b |',
  '| |',
  '|\\',
  '@',
  '@model:stateful',
  '@model:x',
  '@cni:calico',
  '@cni:',
  '#',
  '# language: de',
  '# language: xx',
  'Feature',
  'Scenario',
  'Senario:',
  '<a>',
  '<>',
];

interface Ran {
  readonly success: boolean;
  /** How many steps were carried out. */
  readonly ran: number;
  readonly messages: readonly string[];
}

/** Runs a feature file of its own, in a folder that is gone afterwards. */
async function runner(support: ISupportCodeLibrary): Promise<(bytes: Uint8Array) => Promise<Ran>> {
  const cwd = process.cwd();
  const folder = join(cwd, 'fuzzed');
  const file = join(folder, 'x.feature');
  const { plugin = [] } = preset();
  const output: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      output.push(String(chunk));
      done();
    },
  });
  const environment = { cwd, stdout: stream, stderr: stream };
  const provided = { paths: [file], plugin: [...plugin], publishQuiet: true, worldParameters: { runs: 2 } };
  const { runConfiguration } = await loadConfiguration({ provided, file: false }, environment);
  return async bytes => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, bytes);
    output.length = 0;
    const messages: string[] = [];
    let ran = 0;
    const exits = process.listeners('exit');
    const { success } = await runCucumber({ ...runConfiguration, support }, environment, envelope => {
      const { testStepFinished, parseError } = envelope;
      if (testStepFinished) ran += 1;
      const { message, exception } = testStepFinished?.testStepResult ?? {};
      messages.push(
        ...[message, exception?.message, exception?.stackTrace, parseError?.message].filter(
          text => text !== undefined,
        ),
      );
    });
    rmSync(folder, { recursive: true });
    // The guard ends the process red; a run among many says so instead.
    const added = process.listeners('exit').filter(listener => !exits.includes(listener));
    for (const listener of added) process.removeListener('exit', listener);
    return { success: success && added.length === 0, ran, messages };
  };
}
