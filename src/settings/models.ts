/** Out of an endpoint, or into it. */
export type Direction = 'ingress' | 'egress';

/**
 * Where in the life of a connection a packet stands.
 *
 * - `request`: original direction, no answer seen yet;
 * - `reply`: answering direction, before the connection is established;
 * - `later`: every other packet.
 */
export type Phase = 'request' | 'reply' | 'later';

/** Which enforcement points judge a packet of each phase; all others wave it through. */
export type Model = Readonly<Record<Phase, readonly Direction[]>>;

export const models = {
  /** A connection needs a third permission: the egress of the one who answers. No CNI works so by default. */
  'three-check': { request: ['egress', 'ingress'], reply: ['egress'], later: [] },
  /** Upstream Kubernetes and every conformant CNI: replies of an allowed connection pass. */
  stateful: { request: ['egress', 'ingress'], reply: [], later: [] },
  /** No memory: AWS network ACLs, NOTRACK, OVN-Kubernetes' acl-stateless. */
  stateless: { request: ['egress', 'ingress'], reply: ['egress', 'ingress'], later: ['egress', 'ingress'] },
  /** Nothing enforces: Flannel alone. */
  unenforced: { request: [], reply: [], later: [] },
} as const satisfies Record<string, Model>;

export type ModelName = keyof typeof models;

export const modelNames = Object.keys(models) as readonly ModelName[];

/** The rule that this tool was made to teach. */
export const defaultModel: ModelName = 'three-check';

/** What a real cluster does: kubernetes.io, Network Policies, "the two sorts of pod isolation". */
export const upstreamModel: ModelName = 'stateful';
