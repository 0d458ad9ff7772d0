import { LiveNetwork } from '../connections/liveNetwork';
import type { Network } from '../dataplane/network';
import { type ModelName, modelNames, models } from '../settings/models';
import type { Sysctls } from '../settings/sysctls';

/**
 * The same connections under every model at once: whatever a sentence does is done in each, so any of them can be asked
 * what became of it, and the message can say where upstream Kubernetes parts.
 */
export class Lives {
  readonly #byModel: ReadonlyMap<ModelName, LiveNetwork>;

  constructor(network: Network, { sysctls, clock }: { readonly sysctls: Sysctls; readonly clock: number }) {
    this.#byModel = new Map(
      modelNames.map(name => [name, new LiveNetwork(network, models[name], sysctls, clock)]),
    );
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
