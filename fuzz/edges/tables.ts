import type { PickleStep } from '@cucumber/messages';
import fc from 'fast-check';
import type { Edge } from '../edge';
import { hostileText, hostileYaml } from '../hostile';
import type { Sentences } from '../sentences';
import { edited, type TextEdit, textEdits } from '../textEdits';
import type { WrittenFeature } from '../written';
import { type ChangedScenario, carryOut, shownScenario, withoutSteps, writtenScenarios } from './sentences';

type Cells = readonly (readonly string[])[];

/** A change to a table, its place in ten-thousandths. */
interface CellEdit {
  readonly kind: keyof typeof cellEdits;
  readonly row: number;
  readonly column: number;
  readonly other: number;
  readonly text: string;
}

/** A change to what stands under one step of a scenario. */
type ArgumentEdit =
  | { readonly kind: 'cells'; readonly at: number; readonly edits: readonly CellEdit[] }
  | { readonly kind: 'text'; readonly at: number; readonly edits: readonly TextEdit[] }
  | {
      readonly kind: 'swap' | 'remove' | 'table' | 'doc string';
      readonly at: number;
      readonly other: number;
    };

const onCell = (cells: Cells, row: number, column: number, change: (cell: string) => string): Cells =>
  cells.map((line, i) => (i === row ? line.map((cell, j) => (j === column ? change(cell) : cell)) : line));

const without = <Thing>(things: readonly Thing[], at: number): readonly Thing[] =>
  things.filter((_, i) => i !== at);

const cellEdits = {
  replace: (cells: Cells, row: number, column: number, { text }: CellEdit) =>
    onCell(cells, row, column, () => text),
  append: (cells: Cells, row: number, column: number, { text }: CellEdit) =>
    onCell(cells, row, column, cell => cell + text),
  'list twice': (cells: Cells, row: number, column: number) =>
    onCell(cells, row, column, cell => `${cell}, ${cell}`),
  copy: (cells: Cells, row: number, column: number, { other }: CellEdit) => {
    const from = cells.flat();
    return onCell(cells, row, column, () => from[other % Math.max(1, from.length)] ?? '');
  },
  'delete a row': (cells: Cells, row: number) => without(cells, row),
  'repeat a row': (cells: Cells, row: number) => [...cells, ...cells.slice(row, row + 1)],
  'delete a column': (cells: Cells, _: number, column: number) => cells.map(line => without(line, column)),
  'repeat a column': (cells: Cells, _: number, column: number) =>
    cells.map(line => [...line, line[column] ?? '']),
  'delete a cell': (cells: Cells, row: number, column: number) =>
    cells.map((line, i) => (i === row ? without(line, column) : line)),
  'one cell': (cells: Cells, row: number, column: number) => [[cells[row]?.[column] ?? '']],
  'header alone': (cells: Cells) => cells.slice(0, 1),
  'a thousand rows': (cells: Cells, row: number) => [
    ...cells,
    ...Array.from({ length: 1000 }, (_, i) =>
      (cells[row] ?? []).map((cell, j) => (j === 0 ? `${cell}-${i}` : cell)),
    ),
  ],
  turn: (cells: Cells) => (cells[0] ?? []).map((_, column) => cells.map(line => line[column] ?? '')),
};

/** Scenarios of the features whose tables and doc strings are changed. */
export function tables(features: readonly WrittenFeature[], known: Sentences): Edge<ChangedScenario> {
  const withArguments = features
    .map(feature => ({
      ...feature,
      pickles: feature.pickles.filter(({ steps }) => steps.some(({ argument }) => argument)),
    }))
    .filter(({ pickles }) => pickles.length > 0);
  const cells = features.flatMap(({ pickles }) =>
    pickles.flatMap(({ steps }) =>
      steps.flatMap(
        ({ argument }) => argument?.dataTable?.rows.flatMap(row => row.cells.map(({ value }) => value)) ?? [],
      ),
    ),
  );
  const text = fc.oneof(hostileText, fc.constantFrom(...new Set(cells)));
  const place = fc.nat(9999);
  const edits: fc.Arbitrary<ArgumentEdit> = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('cells' as const),
        at: place,
        edits: fc.array(
          fc.record({
            kind: fc.constantFrom(...frequently(Object.keys(cellEdits) as (keyof typeof cellEdits)[])),
            row: place,
            column: place,
            other: place,
            text,
          }),
          { minLength: 1, maxLength: 4 },
        ),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('text' as const),
        at: place,
        edits: fc.array(textEdits(hostileYaml), { minLength: 1, maxLength: 3 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom('swap', 'remove', 'table', 'doc string'),
        at: place,
        other: place,
      }),
    },
  );
  return {
    inputs: fc
      .tuple(writtenScenarios(withArguments), fc.array(edits, { minLength: 1, maxLength: 3 }))
      .map(([{ feature, pickle }, changes]) => ({
        feature,
        pickle: { ...pickle, steps: changes.reduce<readonly PickleStep[]>(changed, pickle.steps) },
      })),
    shown: shownScenario,
    attempt: input => carryOut(input, known),
    parts: withoutSteps,
  };
}

/** A thousand rows take their time, so they come seldom. */
function frequently<Kind extends string>(kinds: readonly Kind[]): readonly Kind[] {
  return kinds.flatMap(kind =>
    kind === 'a thousand rows' ? [kind] : Array.from({ length: 12 }, () => kind),
  );
}

/** A million pairs of pods take half a minute, which is no surprise. */
const asksAllPairs = (steps: readonly PickleStep[]): boolean =>
  steps.some(({ text }) => text === 'only these flows succeed:');

function changed(steps: readonly PickleStep[], edit: ArgumentEdit): readonly PickleStep[] {
  if (
    edit.kind === 'cells' &&
    edit.edits.some(({ kind }) => kind === 'a thousand rows') &&
    asksAllPairs(steps)
  )
    return steps;
  const places = steps.flatMap(({ argument }, i) => (argument ? [i] : []));
  const at = places[edit.at % Math.max(1, places.length)];
  if (at === undefined) return steps;
  return steps.map((step, i) => (i === at ? changedStep(step, edit, steps, places) : step));
}

function changedStep(
  step: PickleStep,
  edit: ArgumentEdit,
  steps: readonly PickleStep[],
  places: readonly number[],
): PickleStep {
  const { argument, ...bare } = step;
  switch (edit.kind) {
    case 'cells':
      return argument?.dataTable
        ? { ...bare, argument: tableOf(edit.edits.reduce(changedCells, cellsOf(step))) }
        : step;
    case 'text': {
      const content = argument?.docString?.content;
      return content === undefined
        ? step
        : { ...bare, argument: { docString: { content: edited(content, edit.edits) } } };
    }
    case 'swap': {
      const other = steps[places[edit.other % places.length] ?? 0]?.argument;
      return { ...bare, ...(other && { argument: other }) };
    }
    case 'remove':
      return bare;
    case 'table':
      return { ...bare, argument: tableOf([['']]) };
    case 'doc string':
      return { ...bare, argument: { docString: { content: '' } } };
    default:
      return edit satisfies never;
  }
}

function changedCells(cells: Cells, edit: CellEdit): Cells {
  const row = edit.row % Math.max(1, cells.length);
  const column = edit.column % Math.max(1, cells[row]?.length ?? 0);
  return cellEdits[edit.kind](cells, row, column, edit);
}

function cellsOf({ argument }: PickleStep): Cells {
  return (argument?.dataTable?.rows ?? []).map(({ cells }) => cells.map(({ value }) => value));
}

function tableOf(cells: Cells): NonNullable<PickleStep['argument']> {
  return { dataTable: { rows: cells.map(row => ({ cells: row.map(value => ({ value })) })) } };
}
