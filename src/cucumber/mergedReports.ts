import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Envelope } from '@cucumber/messages';
import { z } from 'zod';
import { Refusal } from '../english/refusal';
import { PageFile } from './pageFile';
import type { Shard } from './shards';

/** @throws {Refusal} where a file is not what `--format message` writes */
export function readShard(file: string): Shard {
  const lines = textOf(file)
    .split('\n')
    .filter(line => line.trim() !== '');
  const envelopes = lines.map((line, i): Envelope => {
    const envelope = parsed(line);
    if (isMessage(envelope)) return envelope;
    throw new Refusal(
      `${file}:${i + 1} is no message of cucumber-js: write it with --format message:${file}.`,
    );
  });
  return { file, envelopes };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const text = z.string();

/** Of each kind of message, what merging reads; any other kind has one field, which is its name. */
const kinds = z.looseObject({
  testRunFinished: z.looseObject({ timestamp: z.looseObject({ seconds: z.number() }) }).optional(),
  pickle: z.looseObject({ id: text, uri: text }).optional(),
  testCase: z.looseObject({ id: text, pickleId: text }).optional(),
  testCaseStarted: z.looseObject({ id: text, testCaseId: text }).optional(),
  testCaseFinished: z.looseObject({ testCaseStartedId: text }).optional(),
  testStepFinished: z
    .looseObject({ testCaseStartedId: text, testStepResult: z.looseObject({ status: text }) })
    .optional(),
});

function isMessage(value: unknown): value is Envelope {
  const { success, data } = kinds.safeParse(value);
  const fields = Object.values(data ?? {});
  return success && fields.length === 1 && typeof fields[0] === 'object' && fields[0] !== null;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Refusal(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** Writes what the preset writes of a run: `index.html`, `report.html`, `junit.xml` and `messages.ndjson`. */
export async function writeReports(envelopes: readonly Envelope[], folder: string): Promise<void> {
  // They take a moment to load, which other commands need not pay.
  const { CucumberHtmlStream } = await import('@cucumber/html-formatter');
  const { JUnitXmlPrinter } = await import('@cucumber/junit-xml-formatter');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'messages.ndjson'), envelopes.map(each => `${JSON.stringify(each)}\n`).join(''));
  const page = new PageFile(join(folder, 'index.html'));
  for (const envelope of envelopes) page.see(envelope);
  const unwritten = page.write();
  if (unwritten !== undefined) throw new Refusal(unwritten);
  let xml = '';
  const printer = new JUnitXmlPrinter({}, text => {
    xml += text;
  });
  for (const envelope of envelopes) printer.update(envelope);
  writeFileSync(join(folder, 'junit.xml'), xml);
  await pipeline(
    Readable.from(envelopes),
    new CucumberHtmlStream(),
    createWriteStream(join(folder, 'report.html')),
  );
}
