import { formatAddress, formatRange } from '../addresses/address';
import { formatPorts } from '../addresses/port';
import type { NodeParty, Party } from '../cluster/flow';
import type { Pod } from '../cluster/pod';
import type { Service } from '../cluster/service';
import type { Connection } from '../connections/connection';
import type { Case } from '../dataplane/cases';
import type { EnforcementPoint } from '../dataplane/check';
import type { CompiledPolicy } from '../policy/compiledPolicy';

/** How things are called in messages: bare within the scenario's namespace, with their namespace elsewhere. */
export class Names {
  constructor(readonly namespace: string) {}

  pod({ namespace, name, owner }: Pod): string {
    // The pods of a StatefulSet are known by their own names.
    return this.#within(namespace, owner && owner.kind !== 'StatefulSet' ? owner.name : name);
  }

  service({ namespace, name }: Service): string {
    return `service/${this.#within(namespace, name)}`;
  }

  party(party: Party): string {
    switch (party.kind) {
      case 'pod':
        return this.pod(party.pod);
      case 'node':
        return party.pod ? this.pod(party.pod) : nodeName(party);
      case 'service':
        return this.service(party.service);
      case 'external':
        return party.name;
    }
  }

  /** `frontend:40000 → backend:8080`, as a connection is named in sentences. */
  connection({ flow }: Connection): string {
    const { source, destination, sourcePort, destinationPort, translation } = flow;
    const end = `${this.party(destination)}:${destinationPort}`;
    const dialled = translation && `${this.party(translation.dialled)}:${translation.port}`;
    return `${this.party(source)}:${sourcePort} → ${dialled ? `${dialled} (${end})` : end}`;
  }

  point({ party, direction, filter }: EnforcementPoint): string {
    if (filter === 'kube-proxy') return filter;
    const way = direction === 'egress' ? 'outbound' : 'inbound';
    return `${this.party(party)} ${filter ? `${filter} ${way}` : direction}`;
  }

  policy({ namespace, name }: CompiledPolicy): string {
    return this.#within(namespace, name);
  }

  object(namespace: string, name: string): string {
    return this.#within(namespace, name);
  }

  /**
   * `frontend → backend:8080/TCP`, with what is dialled on the way, and the addresses where an end stands for some of
   * many.
   */
  flow({ source, destination, protocol, ports, ranges, translation }: Case): string {
    const end = `${this.#end(destination, ranges.destination)}:${formatPorts([ports])}/${protocol}`;
    const door = translation ? `${this.party(translation.dialled)}:${translation.port} → ` : '';
    return `${this.#end(source, ranges.source)} → ${door}${end}`;
  }

  /** The addresses that a case is about, for cases that read alike otherwise. */
  addresses({ source, destination }: Case): string {
    return `${formatAddress(source.address)} → ${formatAddress(destination.address)}`;
  }

  #end(party: Party, ranges: Case['ranges']['source']): string {
    const [first] = party.kind === 'external' ? (ranges ?? []) : [];
    if (!first) return this.party(party);
    const range = formatRange(party.address.family, first);
    const more = ranges && ranges.length > 1 ? ' and more' : '';
    const name = this.party(party);
    return name === range || (first[1] - first[0] === 1n && !more) ? name : `${name} (${range}${more})`;
  }

  #within(namespace: string, name: string): string {
    return namespace === this.namespace ? name : `${namespace}/${name}`;
  }
}

function nodeName({ node, isLocal, isUntracked }: NodeParty): string {
  if (isUntracked) return 'the DNS cache of its node';
  if (node !== undefined) return `node/${node}`;
  return isLocal ? 'its own node' : 'a node';
}
