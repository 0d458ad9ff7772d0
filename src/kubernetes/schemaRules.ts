import type { Findings } from './finding';
import { formatPath, type Path } from './problem';
import { schemaTexts } from './texts';

/** What the schema of a custom resource asks of a text. */
interface Format {
  readonly least: number;
  readonly most: number;
  readonly pattern?: RegExp;
}

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;

/** The text types of the Gateway API (apis/v1/shared_types.go and gateway_types.go). */
export const formats = {
  Hostname: { least: 1, most: 253, pattern: new RegExp(`^(\\*\\.)?${subdomain}$`) },
  Group: { least: 0, most: 253, pattern: new RegExp(`^$|^${subdomain}$`) },
  Kind: { least: 1, most: 63, pattern: /^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$/ },
  ObjectName: { least: 1, most: 253 },
  Namespace: { least: 1, most: 63, pattern: new RegExp(`^${label}$`) },
  SectionName: { least: 1, most: 253, pattern: new RegExp(`^${subdomain}$`) },
  ProtocolType: {
    least: 1,
    most: 255,
    pattern: new RegExp(`^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$|${subdomain}\\/[A-Za-z0-9]+$`),
  },
  Path: { least: 0, most: 1024 },
} as const satisfies Readonly<Record<string, Format>>;

/** A text that must be there; gives it, or the empty one. */
export function requireText(
  text: string | undefined,
  format: Format,
  path: Path,
  findings: Findings,
): string {
  if (text === undefined) findings.required(path, '');
  else checkText(text, format, path, findings);
  return text ?? '';
}

export function checkText(text: string | undefined, format: Format, path: Path, findings: Findings): void {
  if (text === undefined) return;
  const { least, most, pattern } = format;
  const field = formatPath(path);
  if (text.length > most) findings.add({ path, type: 'Too long', detail: schemaTexts.tooLong(most) });
  if (text.length < least) findings.invalid(path, text, schemaTexts.tooShort(field, least));
  if (pattern && !pattern.test(text)) {
    findings.invalid(path, text, schemaTexts.pattern(field, pattern.source));
  }
}

/** A number between two bounds; both are allowed. */
export function checkNumber(
  value: number | undefined,
  [least, most]: readonly [number, number],
  path: Path,
  findings: Findings,
): void {
  if (value === undefined) return;
  if (value < least) findings.invalid(path, value, schemaTexts.tooSmall(formatPath(path), least));
  if (value > most) findings.invalid(path, value, schemaTexts.tooBig(formatPath(path), most));
}

export const portNumbers = [1, 65535] as const;

export function checkCount(
  list: readonly unknown[],
  [least, most]: readonly [number, number],
  path: Path,
  findings: Findings,
): void {
  const { length } = list;
  if (length > most) findings.tooMany(path, length, most);
  if (length < least) findings.invalid(path, length, schemaTexts.tooFew(formatPath(path), least));
}
