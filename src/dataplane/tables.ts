import { type Address, addressKey } from '../addresses/address';
import type { Party } from '../cluster/flow';
import { type Pod, podKey } from '../cluster/pod';
import { AddressIds } from '../conntrack/addressIds';
import { ConnectionTable } from '../conntrack/connectionTable';
import type { Settings } from '../settings/settings';
import { kernelSysctls, type Sysctls, securityGroupSysctls } from '../settings/sysctls';

/** Every place that remembers connections, each with a table of its own, made when its first packet comes. */
export class Tables {
  /** One numbering of addresses for all tables. */
  readonly ids = new AddressIds();
  readonly #ofNodes = new Map<string, ConnectionTable>();
  readonly #ofInterfaces = new Map<string, ConnectionTable>();
  readonly #limits = new Map<string, number>();
  #sysctls: Sysctls;

  constructor(sysctls: Sysctls = kernelSysctls) {
    this.#sysctls = sysctls;
  }

  /** The table of a node, or of a pod where each has its own. */
  at(place: string): ConnectionTable {
    let table = this.#ofNodes.get(place);
    if (!table) {
      table = new ConnectionTable(this.#sysctlsAt(place));
      this.#ofNodes.set(place, table);
    }
    return table;
  }

  /** The tracker of a network interface in a cloud, which knows nothing of sysctls. */
  ofInterface(address: Address): ConnectionTable {
    const key = addressKey(address);
    const table = this.#ofInterfaces.get(key) ?? new ConnectionTable(securityGroupSysctls);
    this.#ofInterfaces.set(key, table);
    return table;
  }

  /** Sets what the trackers of nodes go by; a limit of one place stays. */
  configure(sysctls: Sysctls): void {
    this.#sysctls = sysctls;
    for (const [place, table] of this.#ofNodes) table.configure(this.#sysctlsAt(place));
  }

  limit(place: string, entries: number): void {
    this.#limits.set(place, entries);
    this.at(place).configure(this.#sysctlsAt(place));
  }

  /** Tables of nodes and pods that exist, by place: `node/worker-1`, `pod/shop/web`. */
  get ofNodes(): ReadonlyMap<string, ConnectionTable> {
    return this.#ofNodes;
  }

  /** Lets time pass in all. */
  tend(now: number): void {
    for (const tables of [this.#ofNodes, this.#ofInterfaces])
      for (const table of tables.values()) table.tend(now);
  }

  #sysctlsAt(place: string): Sysctls {
    const limit = this.#limits.get(place);
    return limit === undefined ? this.#sysctls : { ...this.#sysctls, nf_conntrack_max: limit };
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
    case 'service':
      return undefined;
    case 'node':
      return `node/${party.node ?? ''}`;
    case 'pod':
      return settings['connection-tables'] === 'per-node' ? nodeOf(party.pod) : portOf(party.pod);
  }
}

/** Names of places, put together once: every packet asks. */
const nodes = new Map<string | undefined, string>();
const ports = new WeakMap<Pod, string>();

function nodeOf({ node }: Pod): string {
  let place = nodes.get(node);
  if (place === undefined) {
    place = `node/${node ?? ''}`;
    nodes.set(node, place);
  }
  return place;
}

function portOf(pod: Pod): string {
  let place = ports.get(pod);
  if (place === undefined) {
    place = `pod/${podKey(pod)}`;
    ports.set(pod, place);
  }
  return place;
}
