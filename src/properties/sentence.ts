import type { GivenSentence } from '../scenario/scenario';

/** A step as a feature file has it, without its keyword. */
export type Sentence = GivenSentence;

/** A sentence and what it is in the scenario. */
export interface Step extends Sentence {
  readonly role: 'Given' | 'When' | 'Then';
}

/** A scenario of a feature file; the first of several steps of one role bears the keyword, the others And. */
export function scenarioText(title: string, steps: readonly Step[]): string {
  const lines = steps.flatMap((step, i) => {
    const keyword = step.role === steps[i - 1]?.role ? 'And' : step.role;
    return [`${keyword} ${step.text}`, ...indented(argumentOf(step))];
  });
  return [`Scenario: ${title}`, ...indented(lines)].join('\n');
}

export function indented(lines: readonly string[]): readonly string[] {
  return lines.map(line => (line === '' ? '' : `  ${line}`));
}

function argumentOf({ table, docString }: Sentence): readonly string[] {
  if (table) return tableLines(table);
  if (docString === undefined) return [];
  const text = docString.trimEnd().replaceAll('"""', '\\"\\"\\"');
  return ['"""', ...text.split('\n'), '"""'];
}

function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const cells = rows.map(row => row.map(escaped));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map(row => row[column]?.length ?? 0)));
  return cells.map(row => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
}

/** As Gherkin wants it in a cell. */
function escaped(cell: string): string {
  return cell.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('\n', '\\n');
}
