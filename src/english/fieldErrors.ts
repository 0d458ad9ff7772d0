import type { ErrorType } from '../kubernetes/problem';
import { enumerated } from './enumeration';
import { didYouMean, instead, Refusal } from './refusal';

/** An error that a sentence names: the field as the API server writes it, and how the detail starts, '' for any. */
export interface FieldError {
  readonly field: string;
  readonly type: ErrorType;
  readonly detail: string;
}

/** The types of errors as they read after `as`. */
const typeWords: Readonly<Record<ErrorType, string>> = {
  'Required value': 'required',
  'Invalid value': 'invalid',
  'Unsupported value': 'unsupported',
  'Duplicate value': 'duplicate',
  'Too long': 'too long',
  'Too many': 'too many',
  Forbidden: 'forbidden',
};
const types = new Map(Object.entries(typeWords).map(([type, word]) => [word, type as ErrorType]));

/** The parts of a NetworkPolicy in which there are errors. */
const roots = ['metadata', 'spec'];

const example = 'spec.ingress[0].ports[0].port';

/**
 * `spec.podSelector as required`; `… as invalid, "must be"`, how the detail starts, in either quotes; further details
 * and further errors follow with commas or "and" between. A second detail is a second error of its field and type.
 */
export function readFieldErrors(text: string): readonly FieldError[] {
  const quoted: string[] = [];
  // What is quoted may hold commas and "and", so numbers stand for it while the text is taken apart.
  const masked = text.replace(
    /"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'/g,
    (_, double?: string, single?: string) => {
      quoted.push((double ?? single ?? '').replace(/\\(["'\\])/g, '$1'));
      return `, "${quoted.length - 1}"`;
    },
  );
  if (/["']/.test(masked.replace(/"\d+"/g, ''))) throw new Refusal(`${text}: a quote is not closed.`);

  const errors: FieldError[] = [];
  for (const part of enumerated(masked)) {
    const [, index] = /^"(\d+)"$/.exec(part) ?? [];
    if (index === undefined) errors.push(readError(part));
    else addDetail(errors, quoted[Number(index)] ?? '');
  }
  return errors;
}

function readError(part: string): FieldError {
  const [, field = '', word = ''] = /^(\S.*?)\s+as\s+(.+)$/.exec(part) ?? [];
  if (field === '')
    throw new Refusal(
      `"${part}" is no error: write a field and what it is, for instance ${example} as invalid.`,
    );
  refuseOtherField(field);
  const type = types.get(word.toLowerCase());
  if (type === undefined) throw new Refusal(`"${word}" is no type of error. ${instead(word, types.keys())}`);
  return { field, type, detail: '' };
}

function refuseOtherField(field: string): void {
  const [, root = ''] = /^([a-z]\w*)(?:\.[a-z]\w*|\[[^\][]+\])*$/i.exec(field) ?? [];
  if (root === '') throw new Refusal(`"${field}" is no field: write its path, for instance ${example}.`);
  if (!roots.includes(root))
    throw new Refusal(
      `"${field}" is no field of a NetworkPolicy. ${didYouMean(root, roots)}Its path begins with ${roots.join(' or ')}.`,
    );
}

/** The first detail belongs to the error before it, a further one to another error of its field and type. */
function addDetail(errors: FieldError[], detail: string): void {
  const last = errors.at(-1);
  if (!last) throw new Refusal(`"${detail}" belongs to no field: write the field before it.`);
  if (detail === '')
    throw new Refusal(`The detail of ${last.field} is empty: write how it starts, or leave it out.`);
  if (last.detail === '') errors.pop();
  errors.push({ ...last, detail });
}

/** As a sentence writes it: `spec.podSelector as invalid, "must be"`. */
export function fieldErrorText({ field, type, detail }: FieldError): string {
  return `${field} as ${typeWords[type]}${detail === '' ? '' : `, ${JSON.stringify(detail)}`}`;
}
