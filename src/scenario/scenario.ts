import type { Half } from '../authoring/half';
import type { Backend } from '../backends/backend';
import { simulator } from '../backends/simulator';
import { type Cluster, emptyCluster, namespacesWithPods, systemNamespace } from '../cluster/cluster';
import { type Firewalls, noFirewalls } from '../dataplane/firewalls';
import { type Network, networkOf, type Surface, takesPart } from '../dataplane/network';
import { noticesOf } from '../diagnosis/notices';
import { Refusal } from '../english/refusal';
import type { Surroundings } from '../english/surroundings';
import type { NetworkPolicy } from '../kubernetes/objects';
import type { ToldVerdict } from '../page/scenarioSummary';
import { type CompiledPolicy, compilePolicy } from '../policy/compiledPolicy';
import { Names } from '../report/names';
import type { Cni } from '../settings/cnis';
import { defaultModel, type ModelName } from '../settings/models';
import { defaultSettings, type Settings, startUpWindow } from '../settings/settings';
import type { Sysctls } from '../settings/sysctls';
import { Lives } from './lives';
import { tally } from './tally';

/** What a scenario has said so far. */
export interface State {
  readonly cluster: Cluster;
  /** By `namespace/name`; each has its namespace. */
  readonly policies: ReadonlyMap<string, NetworkPolicy>;
  /** Policies that `X has …` made, and what they give to whom. */
  readonly halves: readonly Half[];
  readonly model: ModelName;
  readonly settings: Settings;
  /** Set by `a cluster that runs …`. */
  readonly cni?: Cni;
  /** Chosen by sentences; they count for more than what the CNI sets. */
  readonly sysctls: Partial<Sysctls>;
  /** How many entries single tables hold, by place. */
  readonly limits: ReadonlyMap<string, number>;
  readonly firewalls: Firewalls;
  /** Pods past which trackers look, by `namespace/name`. */
  readonly untracked: Surface['untracked'];
  /** When pods were started again, by `namespace/name`, on the clock of the scenario. */
  readonly restarts: ReadonlyMap<string, number>;
  /** Milliseconds since the scenario began. */
  readonly clock: number;
  /** Set by `the namespace x`. */
  readonly namespace?: string;
}

/** What the report shows beyond verdicts: details of failed scenarios alone, or of all. */
export const reports = ['failures', 'everything'] as const;
export type Report = (typeof reports)[number];

/** The outside world of a scenario: where it was written, and where its report goes. */
export interface Edge {
  /** The folder of the feature file, from which manifests are looked up. */
  readonly folder: string;
  /** Where a doc string stands: the file, and line and column of its first character. */
  readonly locate: (docString: string) => { file: string; line: number; column: number };
  readonly attach: (text: string, attachment: { mediaType: string; fileName: string }) => void;
  /** Is told every verdict, where somebody keeps them. */
  readonly tell?: (verdict: ToldVerdict) => void;
  /** Nobody asks what is odd about a state beside the flows that are tried in it. */
  readonly isTrial?: boolean;
  /** Absent where nobody wrote the scenario. */
  readonly about?: () => About;
}

/** A scenario as it is written. */
export interface About {
  readonly title: string;
  /** What a command line calls it: the file and the line. */
  readonly place: string;
  readonly steps: readonly GivenSentence[];
}

/** A sentence with what stands under it. */
export interface GivenSentence {
  readonly text: string;
  readonly table?: readonly (readonly string[])[];
  readonly docString?: string;
}

/** How often, and from which random numbers on, a claim about all states is tried. */
export interface Trials {
  readonly runs: number;
  readonly seed?: number;
  /** One case of one sentence, which is counted from 1 with those of the Background; the path is fast-check's. */
  readonly replay?: { readonly sentence: number; readonly path: string };
}

/** Quick enough for every run. */
export const defaultTrials: Trials = { runs: 200 };

const nothingSaid: State = {
  cluster: emptyCluster,
  policies: new Map(),
  halves: [],
  model: defaultModel,
  settings: defaultSettings,
  sysctls: {},
  limits: new Map(),
  firewalls: noFirewalls,
  untracked: new Map(),
  restarts: new Map(),
  clock: 0,
};

const compiled = new WeakMap<NetworkPolicy, CompiledPolicy>();

/** The state of one scenario, changed sentence by sentence; what follows from it is worked out once. */
export class Scenario {
  /** How much the report shows of scenarios that pass. */
  readonly report: Report;
  readonly trials: Trials;
  /** What the run, or a tag, chose before the first sentence. */
  readonly start: Partial<State>;
  #state: State;
  #seal: string | undefined;
  #network: Network | undefined;
  #noticed: Network | undefined;
  #taking: Cluster | undefined;
  #lives: Lives | undefined;
  readonly #said = new Set<string>();
  #deeds = 0;
  #deedsBefore = 0;
  readonly #effects: boolean[] = [];

  constructor(
    readonly edge: Edge,
    {
      report = 'failures',
      trials = defaultTrials,
      ...start
    }: Partial<State> & { report?: Report; trials?: Trials } = {},
    readonly backend: Backend = simulator,
  ) {
    this.report = report;
    this.trials = trials;
    this.start = start;
    this.#state = { ...nothingSaid, ...start };
  }

  get state(): State {
    return this.#state;
  }

  /** From now on nothing certain is said or asked: whoever tries is told why. */
  seal(reason: string): void {
    this.#seal ??= reason;
  }

  #refuseSealed(): void {
    if (this.#seal !== undefined) throw new Refusal(this.#seal);
  }

  /** Whether each sentence so far did something; one that only claims does not, whatever its keyword. */
  get effects(): readonly boolean[] {
    return this.#effects;
  }

  /** Something was done, if only with connections. */
  noteDeed(): void {
    this.#deeds += 1;
  }

  endSentence(): void {
    this.#effects.push(this.#deeds > this.#deedsBefore);
    this.#deedsBefore = this.#deeds;
  }

  change(changes: Partial<State>): void {
    this.#refuseSealed();
    this.noteDeed();
    const before = this.#state;
    this.#state = {
      ...before,
      ...changes,
      ...(this.#lives && changes.cluster && { cluster: this.#leased(changes.cluster) }),
    };
    const has = (key: keyof State): boolean => this.#state[key] !== before[key];
    if (has('cluster') || has('settings')) this.#taking = undefined;
    if (networkKeys.some(has) || isStarting(before) || isStarting(this.#state)) this.#network = undefined;
    // Connections live through every state, not only through those that somebody looks at.
    if (this.#network === undefined) this.#lives?.use(this.network);
  }

  /** The networks in which connections stay open; made when the first one is needed. */
  get lives(): Lives {
    this.#lives ??= new Lives(this.network, this.#state);
    return this.#lives;
  }

  /** Whether a connection has been opened. */
  get isLive(): boolean {
    return this.#lives !== undefined;
  }

  /** Where bare names are looked up first. */
  get namespace(): string {
    return namespaceOf(this.#state);
  }

  get network(): Network {
    this.#refuseSealed();
    this.#network ??= this.#buildNetwork();
    return this.#network;
  }

  get surroundings(): Surroundings {
    this.#refuseSealed();
    return { cluster: this.#peopled(), namespace: this.namespace };
  }

  get names(): Names {
    return new Names(this.namespace);
  }

  /** Puts a notice into the report, once. */
  notice(text: string): void {
    if (this.#said.has(text)) return;
    this.#said.add(text);
    tally.notices += 1;
    this.edge.attach(`Notice: ${text.replace(/\.$/, '')}.`, { mediaType: 'text/plain', fileName: 'notice' });
  }

  /** Every notice that the state gives reason for; looked for once a state. */
  noticeState(): void {
    if (this.edge.isTrial || this.#noticed === this.network) return;
    this.#noticed = this.network;
    for (const text of noticesOf(this.network)) this.notice(text);
  }

  /** Pods that have got an address keep it while connections are open, whoever comes and goes. */
  #leased(cluster: Cluster): Cluster {
    const { cluster: before, addresses } = this.network;
    const leases = [...before.pods].map(([key, pod]) => [key, addresses.ofPod(pod)] as const);
    return { ...cluster, leases: new Map([...(cluster.leases ?? []), ...leases]) };
  }

  /** The network of the present state as it would be with other settings or policies. */
  networkUnder(changes: Partial<Pick<State, 'settings' | 'policies'>>): Network {
    return this.#buildNetwork(changes);
  }

  #buildNetwork(changes: Partial<Pick<State, 'settings' | 'policies'>> = {}): Network {
    const { policies, settings, firewalls, untracked } = { ...this.#state, ...changes };
    const surface = { firewalls, untracked, starting: startingPods(this.#state) };
    return networkOf(this.#peopled(), [...policies.values()].map(compileOnce), settings, surface);
  }

  /** The cluster with those pods alone that take part. */
  #peopled(): Cluster {
    const { cluster, settings } = this.#state;
    const all = [...cluster.pods.values()];
    if (all.every(pod => takesPart(pod, settings))) return cluster;
    this.#taking ??= {
      ...cluster,
      pods: new Map([...cluster.pods].filter(([, pod]) => takesPart(pod, settings))),
    };
    return this.#taking;
  }
}

/** `the namespace x`, else the one in which all pods lie but for the cluster's own, else `default`. */
export function namespaceOf({ namespace, cluster }: Pick<State, 'namespace' | 'cluster'>): string {
  if (namespace !== undefined) return namespace;
  const all = namespacesWithPods(cluster);
  const [only, ...others] = all.length === 1 ? all : all.filter(name => name !== systemNamespace);
  return only !== undefined && others.length === 0 ? only : 'default';
}

/** What a network is built from. */
const networkKeys = ['cluster', 'policies', 'settings', 'firewalls', 'untracked', 'restarts'] as const;

function isStarting(state: State): boolean {
  return state.restarts.size > 0 && startingPods(state).size > 0;
}

/** Pods that were started again no longer ago than the window. */
function startingPods({ restarts, clock }: State): ReadonlySet<string> {
  return new Set([...restarts].flatMap(([pod, at]) => (clock < at + startUpWindow * 1000 ? pod : [])));
}

/** Policies never change, so each is compiled once, however many states hold it. */
function compileOnce(policy: NetworkPolicy): CompiledPolicy {
  const known = compiled.get(policy) ?? compilePolicy(policy, policy.metadata.namespace ?? 'default');
  compiled.set(policy, known);
  return known;
}
