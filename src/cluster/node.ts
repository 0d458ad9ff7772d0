import type { Address } from '../addresses/address';
import type { Labels } from '../kubernetes/objects';

export interface Node {
  readonly name: string;
  readonly labels: Labels;
  /** Empty when the cluster is to assign them. */
  readonly addresses: readonly Address[];
}
