/** `web`, else `web-2` and so on, as none is called yet. */
export function freeName(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let i = 2; taken.includes(name); i++) name = `${wanted}-${i}`;
  return name;
}
