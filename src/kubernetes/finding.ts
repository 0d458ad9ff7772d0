import type { ErrorType, Path } from './problem';

/** A problem of one object before its file and line are known. */
export interface Finding {
  readonly path: Path;
  readonly type?: ErrorType;
  readonly value?: unknown;
  readonly detail: string;
  /** Where to point, if more precise than the field that the API server names. */
  readonly at?: Path;
  /** The detail names the field itself. */
  readonly unnamed?: boolean;
  /** Accepted all the same: a warning, not an error; the detail is then a sentence's end. */
  readonly accepted?: boolean;
}

/** Collects the findings of one object, in the order of the API server's checks. */
export class Findings {
  readonly all: Finding[] = [];

  add(finding: Finding): void {
    this.all.push(finding);
  }

  required(path: Path, detail: string): void {
    this.add({ path, type: 'Required value', detail });
  }

  invalid(path: Path, value: unknown, detail: string, at: Path = path): void {
    this.add({ path, type: 'Invalid value', value, detail, at });
  }

  unsupported(path: Path, value: unknown, supported: readonly string[]): void {
    const detail = `supported values: ${supported.map(each => JSON.stringify(each)).join(', ')}`;
    this.add({ path, type: 'Unsupported value', value, detail });
  }

  duplicate(path: Path, value: unknown): void {
    this.add({ path, type: 'Duplicate value', value, detail: '' });
  }

  /** A CustomResourceDefinition's rule about a field (x-kubernetes-validations), which shows only the field's type. */
  rule(path: Path, type: 'array' | 'object', detail: string, at: Path = path): void {
    this.invalid(path, type, detail, at);
  }

  tooMany(path: Path, count: number, most: number): void {
    this.add({ path, type: 'Too many', value: count, detail: `must have at most ${most} items` });
  }

  warn(path: Path, value: unknown, detail: string): void {
    this.add({ path, value, detail, accepted: true });
  }

  forbidden(path: Path, detail: string, at: Path = path): void {
    this.add({ path, type: 'Forbidden', detail, at });
  }
}
