/** Labels of a pod, a namespace or a node. */
export type Labels = Readonly<Record<string, string>>;

/** Where an object was written, for messages; `line` and `column` start at 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** meta/v1 LabelSelector: `matchLabels` and `matchExpressions` are ANDed; `{}` selects everything. */
export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly LabelExpression[];
}

export interface LabelExpression {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}
