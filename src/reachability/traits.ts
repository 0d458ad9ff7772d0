import type { Family } from '../addresses/address';

/** What is alike for the pods of a class, beside what selections say of them. */
export interface Traits {
  readonly namespace: number;
  /** What `RulePorts.ofPod` says of it. */
  readonly declared: number;
  readonly families: readonly Family[];
  /** No policy isolates it. */
  readonly isExempt: boolean;
}

/** The same for the same. */
export function keyOfTraits({ namespace, declared, families, isExempt }: Traits): string {
  return [namespace, declared, families.length, families[0], isExempt].join();
}
