import type { Findings } from './finding';
import { labelKeyProblems, labelValueProblems } from './labels';
import { checkLabels } from './metadataRules';
import type { LabelExpression, LabelSelector } from './objects';
import type { DecodedSelector } from './policySchema';
import type { Path } from './problem';
import { apiTexts } from './texts';

type Operator = LabelExpression['operator'];
type DecodedExpression = NonNullable<DecodedSelector['matchExpressions']>[number];

/** Whether an operator of meta/v1 LabelSelectorRequirement takes values. */
const takesValues: Readonly<Record<Operator, boolean>> = {
  In: true,
  NotIn: true,
  Exists: false,
  DoesNotExist: false,
};

/** The checks of meta/v1 `ValidateLabelSelector`. */
export function checkSelector(selector: DecodedSelector, path: Path, findings: Findings): LabelSelector {
  const { matchLabels, matchExpressions } = selector;
  if (matchLabels) checkLabels(matchLabels, [...path, 'matchLabels'], findings);
  const expressions = matchExpressions?.flatMap((expression, index) =>
    checkExpression(expression, [...path, 'matchExpressions', index], findings),
  );
  return { ...(matchLabels && { matchLabels }), ...(expressions && { matchExpressions: expressions }) };
}

function checkExpression(expression: DecodedExpression, path: Path, findings: Findings): LabelExpression[] {
  const { key, operator, values } = expression;
  const known = isOperator(operator) ? operator : undefined;
  const given = values !== undefined && values.length > 0;
  if (known === undefined) findings.invalid([...path, 'operator'], operator, apiTexts.operator);
  else if (takesValues[known] && !given) findings.required([...path, 'values'], apiTexts.valuesRequired);
  else if (!takesValues[known] && given) findings.forbidden([...path, 'values'], apiTexts.valuesForbidden);

  for (const problem of labelKeyProblems(key)) findings.invalid([...path, 'key'], key, problem);
  for (const [index, value] of (values ?? []).entries()) {
    for (const problem of labelValueProblems(value)) {
      findings.invalid([...path, 'values', index], value, problem);
    }
  }
  return known === undefined ? [] : [{ key, operator: known, ...(values && { values }) }];
}

function isOperator(text: string): text is Operator {
  return Object.hasOwn(takesValues, text);
}
