import { type Finding, findingText, type LintCode } from '../diagnosis/lint/finding';
import { lint } from '../diagnosis/lint/lint';
import { readLintCode } from '../english/lintCode';
import { Refusal } from '../english/refusal';
import { readTable } from '../english/table';
import { columns } from '../report/columns';
import { policyText, ruleText } from '../report/lint/words';
import { policyKeyNamed } from './policies';
import { type NamedRule, readRule } from './ruleNamed';
import type { Scenario } from './scenario';
import { fail } from './verdicts';

/** `lint finds nothing`. */
export function expectNoFinding(scenario: Scenario): void {
  const findings = lintOf(scenario);
  if (findings.length === 0) return;
  fail(scenario, `lint finds nothing: this does not hold.\n\n${columns(findings.map(lineOf))}`);
}

/** `lint finds no service-port`, `lint finds no dead-rule in policy web`. */
export function expectNone(scenario: Scenario, word: string, where?: string): void {
  const findings = foundOf(scenario, word, where);
  if (findings.length > 0)
    fail(
      scenario,
      `${sentence(`no ${word}`, where)}: this does not hold.\n\n${columns(findings.map(lineOf))}`,
    );
}

/** `lint finds service-port`, `lint finds dead-rule in egress rule 1 of policy web`. */
export function expectSome(scenario: Scenario, word: string, where?: string): void {
  if (foundOf(scenario, word, where).length > 0) return;
  const findings = lintOf(scenario);
  const others = findings.length > 0 ? `, but:\n\n${columns(findings.map(lineOf))}` : '.';
  fail(scenario, `${sentence(word, where)}: it does not${others}`);
}

/** `lint finds:` and `lint finds nothing but:`, with the columns `finding | policy | rule | about`. */
export function expectFindings(
  scenario: Scenario,
  text: string,
  cells: readonly (readonly string[])[],
): void {
  const rows = readTable(text, cells, ['finding', 'policy', 'rule', 'about']).map(row => ({
    ...row,
    code: readLintCode(row.finding),
    key: row.policy === '' ? '' : policyKeyNamed(scenario, row.policy),
    rule: row.rule.replace(/^(ingress|egress) (?:rule )?(\d+)$/i, '$1 rule $2').toLowerCase(),
  }));
  if (rows.length === 0) throw new Refusal(`${text} lists nothing: write "lint finds nothing".`);
  const surplus = [...lintOf(scenario)];
  const missing: string[][] = [];
  // Rows that ask for more choose first.
  const asked = [...rows].sort((a, b) => blanks(a) - blanks(b));
  for (const { code, key, rule, about, ...row } of asked) {
    const i = surplus.findIndex(
      finding =>
        finding.code === code &&
        (key === '' || policyText(finding) === key) &&
        (rule === '' || ruleText(finding) === rule) &&
        (about === '' || finding.object === about),
    );
    if (i < 0)
      missing.push(['not found', code, [row.policy, rule, about].filter(cell => cell !== '').join(', ')]);
    else surplus.splice(i, 1);
  }
  if (missing.length + surplus.length === 0) return;
  const lines = [...missing, ...surplus.map(finding => ['not listed', ...lineOf(finding)])];
  fail(scenario, `${text.replace(/:$/, '')}: this does not hold.\n\n${columns(lines)}`);
}

function blanks(row: Readonly<Record<'key' | 'rule' | 'about', string>>): number {
  return [row.key, row.rule, row.about].filter(cell => cell === '').length;
}

function foundOf(scenario: Scenario, word: string, where: string | undefined): readonly Finding[] {
  const code: LintCode = readLintCode(word);
  const place: NamedRule | undefined = where === undefined ? undefined : readRule(scenario, where);
  return lintOf(scenario).filter(
    finding =>
      finding.code === code &&
      (!place || policyText(finding) === place.key) &&
      (place?.number === undefined ||
        (finding.direction === place.direction && finding.rule === place.number)),
  );
}

function lintOf({ network, state }: Scenario): readonly Finding[] {
  if (network.policies.policies.length === 0)
    throw new Refusal('There is no policy, so that lint has nothing to look at.');
  if (network.cluster.pods.size === 0)
    throw new Refusal('There is no pod, so that every policy would seem to do nothing.');
  return lint(network, state.model);
}

function lineOf(finding: Finding): readonly string[] {
  return [finding.code, findingText(finding)];
}

function sentence(what: string, where: string | undefined): string {
  return `lint finds ${what}${where === undefined ? '' : ` in ${where}`}`;
}
