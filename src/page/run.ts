import type { ScenarioSummary } from './scenarioSummary';

/** As cucumber calls them. */
export type Status = 'PASSED' | 'FAILED' | 'UNDEFINED' | 'PENDING' | 'SKIPPED' | 'AMBIGUOUS' | 'UNKNOWN';

/** What the page shows of a run; it is written into the page as JSON. */
export interface Run {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** All durations are in milliseconds. */
  readonly duration: number;
  readonly features: readonly Feature[];
}

export interface Feature {
  readonly name: string;
  /** `features/shop.feature`. */
  readonly uri: string;
  readonly scenarios: readonly ScenarioResult[];
}

/** The last attempt of a scenario. */
export interface ScenarioResult {
  readonly name: string;
  readonly line: number;
  readonly tags: readonly string[];
  readonly status: Status;
  readonly duration: number;
  readonly steps: readonly Step[];
  readonly summary?: ScenarioSummary;
}

export interface Step {
  readonly keyword: string;
  readonly text: string;
  readonly status: Status;
  readonly duration: number;
  /** Why it did not pass. */
  readonly message?: string;
  readonly table?: readonly (readonly string[])[];
  readonly docString?: string;
  /** Texts that were attached, by what they are called. */
  readonly notes?: readonly Note[];
  /** Diagrams of packets: where they are among the pictures of the page. */
  readonly pictures?: readonly number[];
}

export interface Note {
  readonly title: string;
  readonly text: string;
}
