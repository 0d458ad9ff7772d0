import { readFileSync } from 'node:fs';
import type { schema } from '@stryker-mutator/api/core';

// How many mutants of each room the tests killed, and which survived. Fails where a room is below the goal.

const goal = 90;
const outcomes = ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'RuntimeError', 'Ignored'] as const;

interface Found extends schema.MutantResult {
  readonly file: string;
  readonly original: string;
}

function main(): void {
  const report: schema.MutationTestResult = JSON.parse(
    readFileSync('reports/mutation/mutation.json', 'utf8'),
  );
  const mutants = Object.entries(report.files).flatMap(([file, { source, mutants }]) =>
    mutants.map((mutant): Found => ({ ...mutant, file, original: textAt(source, mutant.location) })),
  );
  const rooms = new Set(mutants.map(({ file }) => file.split('/')[1] ?? ''));
  const byRoom = new Map(
    [...rooms].map(room => [room, mutants.filter(({ file }) => file.startsWith(`src/${room}/`))]),
  );
  console.log(['room', 'mutants', ...outcomes, 'static', 'score %'].map(cell).join(''));
  for (const [room, found] of byRoom) console.log(row(room, found));
  console.log(row('total', mutants));
  for (const mutant of mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage'))
    console.log(`\n${mutant.file}:${mutant.location.start.line} ${mutant.mutatorName}${difference(mutant)}`);
  if ([...byRoom.values()].some(found => score(found) < goal)) process.exitCode = 1;
}

function row(name: string, mutants: readonly Found[]): string {
  const counts = outcomes.map(outcome => mutants.filter(({ status }) => status === outcome).length);
  const fixed = mutants.filter(mutant => mutant.static).length;
  return [name, mutants.length, ...counts, fixed, score(mutants).toFixed(1)].map(cell).join('');
}

function cell(content: string | number): string {
  return String(content).padEnd(13);
}

/** Detected of valid mutants, in percent; a mutant that runs for ever is detected. */
function score(mutants: readonly Found[]): number {
  const count = (...among: readonly string[]): number =>
    mutants.filter(({ status }) => among.includes(status)).length;
  const detected = count('Killed', 'Timeout');
  return (100 * detected) / (detected + count('Survived', 'NoCoverage'));
}

function difference({ original, replacement = '' }: Found): string {
  const lines = (text: string, sign: string): string => text.replace(/^/gm, `  ${sign} `);
  return `\n${lines(original, '-')}\n${lines(replacement, '+')}`;
}

function textAt(source: string, { start, end }: schema.Location): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, i) => line.slice(i === 0 ? start.column - 1 : 0, i === last ? end.column - 1 : undefined))
    .join('\n');
}

main();
