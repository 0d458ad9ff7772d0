import type { Party } from '../cluster/flow';
import { type Pod, podKey } from '../cluster/pod';
import { AddressIds } from '../conntrack/addressIds';
import { ConnectionTable } from '../conntrack/connectionTable';
import type { Settings } from '../settings/settings';
import { kernelSysctls, type Sysctls } from '../settings/sysctls';

/** Every place that remembers connections, each with a table of its own, made when its first packet comes. */
export class Tables {
  /** One numbering of addresses for all tables. */
  readonly ids = new AddressIds();
  readonly #tables = new Map<string, ConnectionTable>();
  readonly #special = new Set<string>();
  #sysctls: Sysctls;

  constructor(sysctls: Sysctls = kernelSysctls) {
    this.#sysctls = sysctls;
  }

  at(place: string, sysctls?: Sysctls): ConnectionTable {
    let table = this.#tables.get(place);
    if (!table) {
      table = new ConnectionTable(sysctls ?? this.#sysctls);
      this.#tables.set(place, table);
      if (sysctls) this.#special.add(place);
    }
    return table;
  }

  /** Sets what trackers go by, at one place or at every one that has no values of its own. */
  configure(sysctls: Sysctls, place?: string): void {
    if (place !== undefined) this.at(place).configure(sysctls);
    else {
      this.#sysctls = sysctls;
      for (const [name, table] of this.#tables) if (!this.#special.has(name)) table.configure(sysctls);
    }
  }

  /** Those that exist, by place. */
  get all(): ReadonlyMap<string, ConnectionTable> {
    return this.#tables;
  }
}

/**
 * Where the packets of a party are tracked: in its node's network, as pods have no table of their own there
 * (nf_conntrack_core.c counts entries by network namespace), or at its port. Pods of no known node live together.
 * Nowhere, if it is outside.
 */
export function placeOf(party: Party, settings: Settings): string | undefined {
  switch (party.kind) {
    case 'external':
      return undefined;
    case 'node':
      return `node/${party.node ?? ''}`;
    case 'pod':
      return placesOf(party.pod)[settings['connection-tables']];
  }
}

type Places = Readonly<Record<Settings['connection-tables'], string>>;

const places = new WeakMap<Pod, Places>();

/** A pod never changes, and every packet asks. */
function placesOf(pod: Pod): Places {
  let known = places.get(pod);
  if (!known) {
    known = { 'per-node': `node/${pod.node ?? ''}`, 'per-pod': `pod/${podKey(pod)}` };
    places.set(pod, known);
  }
  return known;
}
