import { type Endpoint, isSameEndpoint } from '../cluster/endpoint';
import type { Answer } from '../dataplane/answer';
import { resolveEndpoint } from '../english/endpoint';
import { readPort } from '../english/port';
import { destinationNamed, questionOf } from '../english/question';
import { Refusal } from '../english/refusal';
import { failureText } from '../report/failure';
import { pipes } from '../report/pipes';
import { verdictText } from '../report/verdict';
import { ask } from './ask';
import type { Scenario } from './scenario';
import { attachDifference, failWithPackets } from './verdicts';

/** This field's notation for one pair: the row sends, the column receives. */
const symbols: Readonly<Record<Answer['kind'], string>> = {
  succeeds: '.',
  fails: 'X',
  unreliable: '?',
  refused: 'R',
  unresolved: 'N',
  mixed: '~',
};
const askable = ['.', 'X', '?', 'R', 'N'];
const meaning =
  '. connects, X is blocked, ? is unreliable, R is refused, N has no such name, # or nothing is not asked';

const shape =
  'the reachability table names who sends in its first column and who receives in its first row; the corner stays empty.';

interface Mismatch {
  readonly flow: string;
  readonly wanted: string;
  readonly answer: Answer;
}

/** `the reachability on port 80/TCP is:` */
export async function expectReachability(
  scenario: Scenario,
  port: string,
  cells: readonly (readonly string[])[],
): Promise<void> {
  const written = readPort(port);
  const [header = [], ...rows] = cells.map(row => row.map(cell => cell.trim()));
  const resolve = (name: string): Endpoint => {
    if (name === '' || askable.includes(name)) throw new Refusal(shape);
    return resolveEndpoint(name, scenario.surroundings);
  };
  const columns = header
    .slice(1)
    .map(name => (name.includes('://') ? destinationNamed(name, scenario.surroundings) : resolve(name)));
  refuseTwice(header.slice(1), columns);
  refuseTwice(
    rows.map(([name = '']) => name),
    rows.map(([name = '']) => resolve(name)),
  );

  const mismatches: Mismatch[] = [];
  let asked = 0;
  const actual = [header];
  for (const [name = '', ...wantedRow] of rows) {
    const source = resolve(name);
    const found: string[] = [];
    for (const [i, column] of columns.entries()) {
      const wanted = readSymbol(wantedRow[i] ?? '', `${name} → ${column.name}`);
      if (wanted === undefined) {
        found.push(wantedRow[i] ?? '');
        continue;
      }
      asked += 1;
      const flow = `${name} → ${column.name}:${port}`;
      const answer = await ask(scenario, questionOf(source, column, written));
      found.push(symbols[answer.kind]);
      if (symbols[answer.kind] === wanted) attachDifference(scenario, flow, answer);
      else mismatches.push({ flow, wanted, answer });
    }
    actual.push([name, ...found]);
  }
  if (asked === 0) throw new Refusal(`the reachability table asks nothing: fill its cells (${meaning}).`);
  refuseMismatches(scenario, mismatches, asked, actual);
}

function readSymbol(cell: string, pair: string): string | undefined {
  const symbol = cell.toUpperCase();
  if (symbol === '' || symbol === '#') return undefined;
  if (askable.includes(symbol)) return symbol;
  throw new Refusal(`"${cell}" says nothing of ${pair}: ${meaning}.`);
}

function refuseTwice(names: readonly string[], endpoints: readonly Endpoint[]): void {
  const twice = names.find((_, i) =>
    endpoints.slice(0, i).some(other => endpoints[i] !== undefined && isSameEndpoint(other, endpoints[i])),
  );
  if (twice !== undefined) throw new Refusal(`the reachability table names ${twice} twice.`);
}

function refuseMismatches(
  scenario: Scenario,
  mismatches: readonly Mismatch[],
  asked: number,
  actual: readonly (readonly string[])[],
): void {
  const [first] = mismatches;
  if (!first) return;
  const { names } = scenario;
  const wrong = mismatches.map(
    ({ flow, wanted, answer }) =>
      `  ${flow}: ${wanted} was wanted, ${symbols[answer.kind]} is there: ${verdictText(names, answer)}`,
  );
  const offending =
    first.answer.cases.find(({ kind }) => symbols[kind] !== first.wanted) ?? first.answer.cases[0];
  if (!offending) return;
  const expected = `be ${first.wanted}`;
  failWithPackets(
    scenario,
    { verdict: offending, model: first.answer.model },
    [
      `${mismatches.length} of ${asked} cells ${mismatches.length === 1 ? 'is' : 'are'} not as the table says (${scenario.state.model}).`,
      wrong.join('\n'),
      `The reachability is (${meaning}):\n${pipes(actual)}`,
      failureText(scenario, { flow: first.flow, expected, answer: first.answer }, offending),
    ].join('\n\n'),
  );
}
