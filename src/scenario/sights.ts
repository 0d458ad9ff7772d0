import type { Protocol } from '../addresses/port';
import { exitCode, type Sight, sightOf, sightOfStatus, sights, type Tool, tools } from '../connections/sight';
import { instead, Refusal } from '../english/refusal';
import { statusWords } from '../report/history';
import { expectValue } from './connectionVerdicts';
import { connectionNamed } from './liveActs';
import type { Scenario } from './scenario';
import { type Asked, expectEveryCase } from './verdicts';

/** `frontend → backend:8080 fails with a timeout`: policy stops it, and this is what the client sees. */
export async function expectFailsWith(scenario: Scenario, asked: Asked, text: string): Promise<void> {
  const wanted = readSight(text);
  await expectEveryCase(scenario, asked, {
    words: `fail with ${wanted}`,
    actually: verdict => seenText(sightOf(verdict, scenario.state.settings)),
    holds: verdict => verdict.kind === 'fails' && sightOf(verdict, scenario.state.settings) === wanted,
  });
}

/** `curl exits with 28 for frontend → backend:8080`. */
export async function expectExit(
  scenario: Scenario,
  asked: Asked,
  tool: string,
  code: number,
): Promise<void> {
  const program = readTool(tool);
  const codeOf = (sight: Sight | undefined, protocol: Protocol): number | undefined =>
    sight && spoken(program, exitCode(program, sight, protocol), protocol);
  await expectEveryCase(scenario, asked, {
    words: `make ${program} exit with ${code}`,
    actually: verdict => {
      const actual = codeOf(sightOf(verdict, scenario.state.settings), verdict.case.protocol);
      return actual === undefined ? '' : `, and ${program} exits with ${actual}`;
    },
    holds: verdict => codeOf(sightOf(verdict, scenario.state.settings), verdict.case.protocol) === code,
  });
}

/** `the connection fails with a timeout`. */
export function expectConnectionFailsWith(scenario: Scenario, name: string, text: string): void {
  const wanted = readSight(text);
  expectValue(scenario, name, undefined, {
    wanted: `to fail with ${wanted}`,
    read: (_, { status }) => status,
    holds: status => sightOfStatus(status) === wanted,
    words: status => `${statusWords[status]}${seenText(sightOfStatus(status))}`,
  });
}

/** `curl exits with 7 for the connection`. */
export function expectConnectionExit(scenario: Scenario, name: string, tool: string, code: number): void {
  const program = readTool(tool);
  const { protocol } = connectionNamed(scenario, name).flow;
  const codeOf = (sight: Sight): number => spoken(program, exitCode(program, sight, protocol), protocol);
  expectValue(scenario, name, undefined, {
    wanted: `to make ${program} exit with ${code}`,
    read: (_, { status }) => status,
    holds: status => codeOf(sightOfStatus(status)) === code,
    words: status => `${statusWords[status]}, and ${program} exits with ${codeOf(sightOfStatus(status))}`,
  });
}

export function readSight(text: string): Sight {
  const word = text.trim().toLowerCase();
  const found = sights.find(sight => sight === word || sight.replace(/^an? /, '') === word);
  if (found && found !== 'an answer') return found;
  const failures = sights.filter(sight => sight !== 'an answer');
  throw new Refusal(`"${text}" is nothing that a client sees. ${instead(word, failures)}`);
}

function readTool(text: string): Tool {
  const found = tools.find(tool => tool === text.trim().toLowerCase());
  if (found) return found;
  throw new Refusal(`"${text}" is no program whose exit codes are known. ${instead(text, tools)}`);
}

function spoken(program: Tool, code: number | undefined, protocol: Protocol): number {
  if (code === undefined) throw new Refusal(`${program} does not speak ${protocol}.`);
  return code;
}

function seenText(sight: Sight | undefined): string {
  return sight === undefined || sight === 'an answer' ? '' : `, which the client sees as ${sight}`;
}
