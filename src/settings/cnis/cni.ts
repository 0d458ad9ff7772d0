import type { ModelName } from '../models';
import type { Settings } from '../settings';
import type { Sysctls } from '../sysctls';

/** Which verdicts a departure could change. */
export type Touch =
  | 'every flow'
  | 'own node'
  | 'other nodes'
  | 'host network'
  | 'outside'
  | 'services'
  | 'named ports'
  | 'port ranges'
  | 'SCTP'
  | 'ICMP'
  | 'address blocks'
  | 'open connections'
  | 'starting pods'
  | 'bare pods';

/** Where a CNI parts from the API's text and no setting can say so: one plain sentence. */
export interface Departure {
  readonly touches: Touch;
  readonly text: string;
}

/** A network plugin as a bundle of choices: what the engine carries out, and what it can only tell. */
export interface Cni {
  /** As its makers write it. */
  readonly name: string;
  /** Further spellings, in lower case. */
  readonly aliases: readonly string[];
  /** What the rest was read from. */
  readonly version: string;
  readonly support: 'full' | 'partial' | 'none';
  /** What of the API it carries out, in a line. */
  readonly supports: string;
  readonly model: ModelName;
  /** How answers pass, and by which tracker. */
  readonly replies: string;
  /** Where it parts from the defaults. */
  readonly settings: Partial<Settings>;
  /** Where its own tracker parts from the kernel's. */
  readonly sysctls: Partial<Sysctls>;
  readonly departures: readonly Departure[];
  /** `owner/repository:path`, `owner/repository#number` or an address. */
  readonly sources: readonly string[];
}
