import { type LintCode, lintCodes } from '../diagnosis/lint/finding';
import { instead, Refusal } from './refusal';

/** `superfluous-reply-rule`, in any case. */
export function readLintCode(text: string): LintCode {
  const word = text.trim().toLowerCase();
  const code = lintCodes.find(known => known === word);
  if (code) return code;
  throw new Refusal(`Lint has no finding "${text.trim()}". ${instead(word, lintCodes)}`);
}
