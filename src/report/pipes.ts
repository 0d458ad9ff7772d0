/** A Gherkin table, to be pasted into the feature. */
export function pipes(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map(row => (row[i] ?? '').length)));
  return rows
    .map(row => `  | ${widths.map((width, i) => (row[i] ?? '').padEnd(width)).join(' | ')} |`)
    .join('\n');
}
