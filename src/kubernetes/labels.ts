import { lengthProblems, subdomainProblems } from './names';
import { apiTexts } from './texts';

const name = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const longest = 63;

/**
 * What is wrong with a label key such as `app.kubernetes.io/name`, in the API server's words; empty when it is
 * right (apimachinery `IsQualifiedName`).
 */
export function labelKeyProblems(key: string): string[] {
  const parts = key.split('/');
  if (parts.length > 2) return [apiTexts.qualifiedName];
  const prefix = parts.length === 2 ? parts[0] : undefined;
  const last = parts[parts.length - 1] ?? '';

  const problems: string[] = [];
  if (prefix === '') problems.push(`prefix part ${apiTexts.empty}`);
  else if (prefix !== undefined) {
    problems.push(...subdomainProblems(prefix).map(problem => `prefix part ${problem}`));
  }
  if (last === '') problems.push(`name part ${apiTexts.empty}`);
  problems.push(...lengthProblems(last, longest).map(problem => `name part ${problem}`));
  if (!name.test(last)) problems.push(`name part ${apiTexts.labelName}`);
  return problems;
}

/** What is wrong with a label value, which may be empty (apimachinery `IsValidLabelValue`). */
export function labelValueProblems(value: string): string[] {
  const problems = lengthProblems(value, longest);
  if (value !== '' && !name.test(value)) problems.push(apiTexts.labelValue);
  return problems;
}
