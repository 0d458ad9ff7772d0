import { list } from './enumeration';
import { didYouMean, Refusal } from './refusal';

/** A row of a table by column; an absent column and an empty cell are both ''. */
export type Row<Column extends string> = Readonly<Record<Column, string>> & { readonly number: number };

/**
 * Reads a table with a header. The first column named is the one that every table must have and every row must
 * fill; rows count from 1 below the header.
 */
export function readTable<Column extends string>(
  sentence: string,
  cells: readonly (readonly string[])[],
  columns: readonly [Column, ...Column[]],
): readonly Row<Column>[] {
  const [header = [], ...rows] = cells.map(row => row.map(cell => cell.trim()));
  const [required] = columns;
  const known = `It may have: ${columns.join(' | ')}`;
  for (const [i, title] of header.entries()) {
    if (!columns.some(column => column === title))
      throw new Refusal(`${sentence} has no column "${title}". ${didYouMean(title, columns)}${known}.`);
    if (header.indexOf(title) !== i) throw new Refusal(`${sentence} names the column "${title}" twice.`);
  }
  if (!header.includes(required))
    throw new Refusal(
      `${sentence} needs a column "${required}"; this table has ${list(header) || 'none'}. ${known}.`,
    );

  return rows.map((row, i) => {
    const cell = (column: Column): string => row[header.indexOf(column)] ?? '';
    if (cell(required) === '')
      throw new Refusal(`${sentence}, row ${i + 1}: the cell "${required}" is empty.`);
    const byColumn = Object.fromEntries(columns.map(column => [column, cell(column)])) as Record<
      Column,
      string
    >;
    return { ...byColumn, number: i + 1 };
  });
}

/** Runs a reader for one row and says in which row it refused. */
export function inRow<Result>(
  sentence: string,
  { number }: { readonly number: number },
  read: () => Result,
): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(`${sentence}, row ${number}: ${error.message}`);
    throw error;
  }
}

/** `a, b` as `['a', 'b']`; an empty cell as `[]`. */
export function listed(cell: string): readonly string[] {
  if (cell === '') return [];
  return cell
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
}
