import { printable } from './printable';
import { heading } from './texts';

/** The error types of the API server's field errors (apimachinery `field.ErrorType`) that a manifest can meet. */
export type ErrorType =
  | 'Required value'
  | 'Invalid value'
  | 'Unsupported value'
  | 'Duplicate value'
  | 'Too long'
  | 'Too many'
  | 'Forbidden';

/** Whether an error of a type shows the value that it is about (apimachinery `field.Error.ErrorBody`). */
const showsValue: Readonly<Record<ErrorType, boolean>> = {
  'Required value': false,
  'Invalid value': true,
  'Unsupported value': true,
  'Duplicate value': true,
  'Too long': false,
  'Too many': true,
  Forbidden: false,
};

/** The way from an object to one of its fields: map keys and list indexes. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with a manifest; `line` and `column` are 0 where it is the file as a whole. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The object it is in, such as `NetworkPolicy shop/web`. */
  readonly object?: string;
  /** The field as the API server writes it, such as `spec.ingress[0].ports[0].protocol`. */
  readonly field?: string;
  readonly type?: ErrorType;
  readonly value?: unknown;
  readonly detail: string;
}

/** Thrown with every problem of a load; the message is a heading and one line for each problem. */
export class BadManifests extends Error {
  override readonly name = 'BadManifests';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const objects = [...new Set(problems.map(problem => problem.object))];
    const [first] = objects;
    const only = objects.length === 1 ? first : undefined;
    const lines = problems.map(problem => describeProblem(problem, only === undefined));
    super(printable([heading(problems.length, only), ...lines].join('\n')));
    this.problems = problems;
    // The frames lead into this room, where the reader has nothing to mend.
    this.stack = this.message;
  }
}

/** `shop/web.yaml:7:9: spec.podSelector.matchLabels: Invalid value: "-": …`, the object in between if wanted. */
export function describeProblem(problem: Problem, withObject: boolean): string {
  const { file, line, column, object, field, type } = problem;
  const parts = [line > 0 ? `${file}:${line}:${column}` : file];
  if (withObject && object !== undefined) parts.push(object);
  if (field !== undefined) parts.push(field);
  if (type !== undefined) parts.push(type);
  if (type !== undefined && showsValue[type]) parts.push(JSON.stringify(problem.value));
  if (problem.detail !== '') parts.push(problem.detail);
  return parts.join(': ');
}

/** `spec.ingress[0].from`; a key that is no plain word stands in brackets, as in `metadata.labels[a/b]`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'string' && /^[A-Za-z_]\w*$/.test(part)) text += text === '' ? part : `.${part}`;
    else text += `[${part}]`;
  }
  return text;
}
