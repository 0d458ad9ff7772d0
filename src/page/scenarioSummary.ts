import { z } from 'zod';

/** How the end of a scenario travels to the page: as an attachment, so that workers and shards need no other way. */
export const summaryMediaType = 'application/vnd.netpol-bdd.scenario+json';

const verdict = z.strictObject({
  /** Absent: what the sentence claims is about more than a flow. */
  flow: z.string().optional(),
  verdict: z.string().optional(),
  kind: z.enum(['succeeds', 'fails', 'unreliable', 'refused', 'unresolved', 'mixed']).optional(),
  model: z.string(),
  /** What upstream Kubernetes says, where that is something else. */
  upstream: z.string().optional(),
});

const picture = z.strictObject({
  workloads: z.array(
    z.strictObject({
      name: z.string(),
      namespace: z.string(),
      pods: z.number(),
      isolated: z.array(z.enum(['ingress', 'egress'])),
    }),
  ),
  /** Every different answer, once. */
  answers: z.array(z.strictObject({ ports: z.string(), unreliable: z.string() })),
  /** By number of an answer: the row sends, the column receives; -1 is not asked. */
  cells: z.array(z.array(z.number())),
  /** The row, the column and the answer upstream, where that is another. */
  upstream: z.array(z.tuple([z.number(), z.number(), z.number()])),
});

const schema = z.strictObject({
  model: z.string(),
  verdicts: z.array(verdict),
  /** Verdicts beyond the most that are told. */
  more: z.number().optional(),
  differing: z.number(),
  reachability: z.union([picture, z.strictObject({ without: z.string() })]),
});

export type ToldVerdict = z.infer<typeof verdict>;
/** Who reaches whom in the last state of a scenario. */
export type ReachabilityPicture = z.infer<typeof picture>;
export type ScenarioSummary = z.infer<typeof schema>;

/** What an attachment says; nothing where another library or version wrote it. */
export function readSummary(text: string): ScenarioSummary | undefined {
  try {
    const { success, data } = schema.safeParse(JSON.parse(text));
    return success ? data : undefined;
  } catch {
    return undefined;
  }
}
