import Table from 'cli-table3';

const sides = ['top', 'bottom', 'left', 'right', 'mid'];
const corners = [
  'top-mid',
  'top-left',
  'top-right',
  'bottom-mid',
  'bottom-left',
  'bottom-right',
  'left-mid',
  'mid-mid',
  'right-mid',
];

/** Columns two apart, no frame. */
const noLines = { ...Object.fromEntries([...sides, ...corners].map(part => [part, ''])), middle: '  ' };

/** Aligned columns, indented by two. */
export function columns(rows: readonly (readonly string[])[]): string {
  const table = new Table({
    chars: noLines,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  table.push(...rows.map(row => [...row]));
  return table
    .toString()
    .split('\n')
    .map(line => `  ${line.trimEnd()}`)
    .join('\n');
}
