import fc from 'fast-check';
import { Crash, type Edge } from './edge';
import { refusePollution } from './oracle';

/** How long an edge is tried, and from which random numbers on. */
export interface Limits {
  readonly seed: number;
  readonly documents: number;
  readonly seconds: number;
}

/** A crash with the smallest input that was found to bring it about. */
export interface FoundCrash {
  readonly what: string;
  readonly input: string;
}

export interface Figures {
  readonly documents: number;
  readonly accepted: number;
  readonly refused: number;
  readonly seconds: number;
  /** The longest time that a document took. */
  readonly slowest: number;
  readonly crashes: readonly FoundCrash[];
}

/** Documents that share a seed; a crash ends them, and the next ones go on. */
const batchSize = 250;

/** A document of so many characters may take a second of processor time, a shorter one as well. */
const charactersASecond = 100_000;

/** Tries documents at an edge; `watch` hears of each before it is tried. */
export async function tryOut<Input>(
  edge: Edge<Input>,
  limits: Limits,
  watch: (shown: string) => void = () => undefined,
): Promise<Figures> {
  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 1000;
  const counts = { documents: 0, accepted: 0, refused: 0, slowest: 0 };
  const crashes = new Map<string, FoundCrash>();
  let searched: string | undefined;

  async function attempt(input: Input): Promise<void> {
    const shown = edge.shown(input);
    watch(shown);
    const before = process.cpuUsage();
    const outcome = await edge.attempt(input);
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    counts.slowest = Math.max(counts.slowest, seconds);
    if (searched === undefined) counts[outcome] += 1;
    if (seconds > Math.max(1, shown.length / charactersASecond))
      throw new Crash(`${shown.length} characters took longer than a second for each ${charactersASecond}`);
    refusePollution();
  }

  /** The first crash of a kind ends a batch; smaller inputs count where they crash in the same way. */
  async function search(input: Input): Promise<void> {
    try {
      if (searched === undefined) counts.documents += 1;
      await attempt(input);
    } catch (error) {
      const { kind } = asCrash(error);
      if (crashes.has(kind) || (searched !== undefined && searched !== kind)) return;
      searched = kind;
      throw error;
    }
  }

  async function smallest(input: Input, kind: string): Promise<Input> {
    for (const part of edge.parts?.(input) ?? []) {
      try {
        await attempt(part);
      } catch (error) {
        if (asCrash(error).kind === kind) return smallest(part, kind);
      }
    }
    return input;
  }

  const known: FoundCrash[] = [];
  for (let batch = 0; counts.documents < limits.documents && elapsed() < limits.seconds; batch++) {
    searched = undefined;
    const details = await fc.check(fc.asyncProperty(edge.inputs, search), {
      seed: limits.seed + batch,
      numRuns: Math.min(batchSize, limits.documents - counts.documents),
      interruptAfterTimeLimit: Math.max(1, (limits.seconds - elapsed()) * 1000),
      markInterruptAsFailure: false,
    });
    const [input] = details.counterexample ?? [];
    if (!details.failed || input === undefined || searched === undefined) continue;
    const crash = asCrash(details.errorInstance);
    const found = {
      what: describe(crash),
      input: edge.shown(await smallest(input, searched)),
    };
    crashes.set(searched, found);
    known.push(found);
  }
  return { ...counts, seconds: elapsed(), crashes: known };
}

function asCrash(error: unknown): Crash {
  if (error instanceof Crash) return error;
  return new Crash(error instanceof Error ? `${error.name}: ${error.message}` : String(error), error);
}

function describe(crash: Crash): string {
  const { cause, message } = crash;
  return cause instanceof Error && cause.stack !== cause.message ? `${message}\n${cause.stack}` : message;
}
