import type { Protocol } from '../addresses/port';
import { nameFailureOf } from '../connections/nameFailure';
import { exitCode, type Sight, sightOf, sightOfStatus, sights, type Tool, tools } from '../connections/sight';
import type { CaseVerdict } from '../dataplane/attempt';
import { nameExitCode, nameFailures, type ResolvingProgram, resolvingPrograms } from '../dns/outcomes';
import { readQuestion } from '../english/question';
import { instead, Refusal } from '../english/refusal';
import { statusWords } from '../report/history';
import { expectValue } from './connectionVerdicts';
import { connectionNamed } from './liveActs';
import { secondsOf } from './names';
import type { Scenario } from './scenario';
import { type Asked, expectEveryCase } from './verdicts';

/** `frontend → backend:8080 fails with a timeout`: what the client sees, whoever is to blame for it. */
export async function expectFailsWith(scenario: Scenario, asked: Asked, text: string): Promise<void> {
  const wanted = readSight(text);
  await expectEveryCase(scenario, asked, {
    words: `fail with ${wanted}`,
    actually: verdict => seenText(sightOf(verdict, scenario.state.settings)),
    holds: verdict => sightOf(verdict, scenario.state.settings) === wanted,
  });
}

/**
 * `curl exits with 28 for frontend → backend:8080`, `curl -m 4 exits with 28 for frontend → http://backend`: without a limit
 * of its own a program waits until its resolver gives up.
 */
export async function expectExit(
  scenario: Scenario,
  asked: Asked,
  tool: string,
  code: number,
): Promise<void> {
  const { program, limit } = readProgram(tool);
  const question = readQuestion(asked.flow, scenario.surroundings);
  const { settings } = scenario.state;
  const codeOf = (verdict: CaseVerdict): number | undefined => {
    const failure = nameFailureOf(verdict, settings);
    if (failure) return nameExitCode(program, failure, secondsOf(question, verdict, failure), limit);
    if (!isTool(program)) return resolverCode(program, verdict);
    const sight = sightOf(verdict, settings);
    const { protocol } = verdict.case;
    return sight === undefined || sight === 'could not resolve host'
      ? undefined
      : spoken(program, exitCode(program, sight, protocol), protocol);
  };
  await expectEveryCase(
    scenario,
    asked,
    {
      words: `make ${tool.trim()} exit with ${code}`,
      actually: verdict => {
        const actual = codeOf(verdict);
        return actual === undefined ? '' : `, and ${tool.trim()} exits with ${actual}`;
      },
      holds: verdict => codeOf(verdict) === code,
    },
    question,
  );
}

/** Programs that look a name up and do no more are content once it has an address. */
function resolverCode(program: ResolvingProgram, { case: { lookup } }: CaseVerdict): number {
  if (lookup) return 0;
  throw new Refusal(
    `${program} looks names up, and the flow has none: write a URL, for instance http://backend.`,
  );
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
  const codeOf = (sight: ReturnType<typeof sightOfStatus>): number =>
    spoken(program, exitCode(program, sight, protocol), protocol);
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
  const ofName = nameFailures.find(known => known.toLowerCase() === word);
  if (ofName)
    throw new Refusal(`"${text}" is how a name fails, not a connection: write cannot resolve: ${ofName}.`);
  const failures = sights.filter(sight => sight !== 'an answer');
  throw new Refusal(`"${text}" is nothing that a client sees. ${instead(word, failures)}`);
}

function readTool(text: string): Tool {
  const word = text.trim().toLowerCase();
  const found = tools.find(tool => tool === word);
  if (found) return found;
  throw new Refusal(`"${text}" is no program whose exit codes are known. ${instead(text, tools)}`);
}

function isTool(program: ResolvingProgram): program is Tool {
  return tools.some(tool => tool === program);
}

/** `curl`, `curl -m 4`, `curl -m4`, `curl --max-time 4`. */
function readProgram(text: string): { readonly program: ResolvingProgram; readonly limit?: number } {
  const [, word = '', options] = /^(.+?)(?: (-.*))?$/.exec(text.trim().toLowerCase()) ?? [];
  const program = resolvingPrograms.find(known => known === word);
  if (!program)
    throw new Refusal(
      `"${word}" is no program whose exit codes are known. ${instead(word, resolvingPrograms)}`,
    );
  if (options === undefined) return { program };
  const [, limit] = /^(?:-m ?|--max-time[ =])(\d+)$/.exec(options) ?? [];
  if (limit === undefined || program !== 'curl')
    throw new Refusal(`"${text}": of all options only a limit of curl's counts here, as in curl -m 4.`);
  return { program, limit: Number(limit) };
}

function spoken(program: Tool, code: number | undefined, protocol: Protocol): number {
  if (code === undefined) throw new Refusal(`${program} does not speak ${protocol}.`);
  return code;
}

function seenText(sight: Sight | undefined): string {
  return sight === undefined || sight === 'an answer' ? '' : `, which the client sees as ${sight}`;
}
