import { LiveNetwork } from '../connections/liveNetwork';
import type { Network } from '../dataplane/network';
import type { Cni } from '../settings/cnis';
import { type ModelName, modelNames, models } from '../settings/models';
import { kernelSysctls, type Sysctls } from '../settings/sysctls';

/** What a scenario says of its trackers. */
interface Tracked {
  readonly cni?: Cni;
  readonly sysctls: Partial<Sysctls>;
  readonly limits: ReadonlyMap<string, number>;
}

/** The kernel's values, those of the CNI's own tracker over them, and over these what sentences chose. */
export function sysctlsOf({ cni, sysctls }: Tracked): Sysctls {
  return { ...kernelSysctls, ...cni?.sysctls, ...sysctls };
}

/**
 * The same connections under every model at once: whatever a sentence does is done in each, so any of them can be asked
 * what became of it, and the message can say where upstream Kubernetes parts.
 */
export class Lives {
  readonly #byModel: ReadonlyMap<ModelName, LiveNetwork>;

  constructor(network: Network, state: Tracked & { readonly clock: number }) {
    const sysctls = sysctlsOf(state);
    this.#byModel = new Map(
      modelNames.map(name => [name, new LiveNetwork(network, models[name], sysctls, state.clock)]),
    );
    for (const [place, entries] of state.limits) this.each(live => live.limit(place, entries));
  }

  use(network: Network): void {
    this.each(live => live.use(network));
  }

  each(act: (live: LiveNetwork) => void): void {
    for (const live of this.#byModel.values()) act(live);
  }

  under(model: ModelName): LiveNetwork {
    const live = this.#byModel.get(model);
    if (!live) throw new Error(`no network for ${model}`);
    return live;
  }
}
