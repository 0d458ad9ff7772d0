import { type Protocol, protocols } from '../addresses/port';
import { type Span, spansOf } from '../addresses/spans';
import type { ContainerPort } from '../kubernetes/objects';
import type { CompiledRule } from '../policy/compiledPolicy';
import { everyPort, type PortSets } from '../policy/portSets';
import type { Settings } from '../settings/settings';
import { IdPairs } from './idPairs';
import type { PortSetTable } from './portSetTable';

/** Ports of rules of which some have names: `TCP/http`. */
interface Named {
  /** The number of a set: what needs no look at the destination. */
  readonly plain: number;
  readonly names: readonly string[];
}

/**
 * What rules say of ports, by number: 0 and above are sets of the table as they stand, below 0 are those with names, which
 * mean something else on every destination.
 */
export class RulePorts {
  readonly #sets: PortSetTable;
  readonly #named: Named[] = [];
  readonly #byKey = new Map<string, number>();
  readonly #resolved = new IdPairs();
  readonly #declared: (readonly string[])[] = [];
  readonly #declaredByKey = new Map<string, number>();
  readonly #outside: number;

  /** What a destination has that is no pod: no name, or one for whatever is asked. */
  readonly ofNoPod: number;

  constructor(sets: PortSetTable, settings: Settings) {
    this.#sets = sets;
    this.#outside = settings['named-port-outside'] === 'matches-every-port' ? 1 : 0;
    this.ofNoPod = this.#declare(['no pod']);
  }

  ofRule({ ports }: CompiledRule): number {
    if (!ports) return this.#sets.everything;
    const plain = (protocol: Protocol): readonly Span<number>[] =>
      ports
        .filter(port => port.protocol === protocol && port.name === undefined)
        .flatMap(({ numbers }) => (numbers ? [numbers] : everyPort[protocol]));
    const names = ports.flatMap(({ name, protocol }) => (name === undefined ? [] : `${protocol}/${name}`));
    return this.#idOf(this.#setOf(plain), names);
  }

  /** Ports without names. */
  numbered(ports: PortSets): number {
    return this.#sets.idOf(ports);
  }

  /** The number of what a pod declares: names only, as numbers need no declaration. */
  ofPod(ports: readonly ContainerPort[]): number {
    const named = ports.flatMap(({ name, protocol, port }) => (name ? `${protocol}/${name}/${port}` : []));
    return this.#declare(named.length > 1 ? [...new Set(named)].sort() : named);
  }

  union(a: number, b: number): number {
    if (a >= 0 && b >= 0) return this.#sets.union(a, b);
    const [one, other] = [this.#partsOf(a), this.#partsOf(b)];
    return this.#idOf(this.#sets.union(one.plain, other.plain), [...one.names, ...other.names]);
  }

  /** The set that a rule's ports are on a destination that declares these names. */
  resolve(ports: number, declared: number): number {
    if (ports >= 0) return ports;
    const known = this.#resolved.get(-ports, declared);
    if (known >= 0) return known;
    const set = this.#resolvedAnew(this.#partsOf(ports), declared);
    this.#resolved.set(-ports, declared, set);
    return set;
  }

  #resolvedAnew({ plain, names }: Named, declared: number): number {
    const isOutside = declared === this.ofNoPod;
    const ports = this.#declared[declared] ?? [];
    const set = this.#setOf(protocol => {
      const wanted = names.filter(name => name.startsWith(`${protocol}/`));
      if (isOutside) return wanted.length > 0 && this.#outside === 1 ? everyPort[protocol] : [];
      const numbers = wanted.flatMap(name => ports.filter(port => port.startsWith(`${name}/`)).map(numberOf));
      return numbers.map((port): Span<number> => [port, port + 1]);
    });
    return this.#sets.union(plain, set);
  }

  #setOf(of: (protocol: Protocol) => readonly Span<number>[]): number {
    const [tcp, udp, sctp] = protocols;
    const sets: PortSets = { TCP: spansOf(of(tcp)), UDP: spansOf(of(udp)), SCTP: spansOf(of(sctp)) };
    return this.#sets.idOf(sets);
  }

  #partsOf(ports: number): Named {
    return this.#named[-ports - 1] ?? { plain: ports, names: [] };
  }

  #idOf(plain: number, names: readonly string[]): number {
    if (names.length === 0) return plain;
    const sorted = [...new Set(names)].sort();
    const key = `${plain} ${sorted.join(' ')}`;
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const id = -this.#named.push({ plain, names: sorted });
    this.#byKey.set(key, id);
    return id;
  }

  #declare(ports: readonly string[]): number {
    const key = ports.join(' ');
    const known = this.#declaredByKey.get(key);
    if (known !== undefined) return known;
    const id = this.#declared.push(ports) - 1;
    this.#declaredByKey.set(key, id);
    return id;
  }
}

function numberOf(declared: string): number {
  return Number(declared.slice(declared.lastIndexOf('/') + 1));
}
