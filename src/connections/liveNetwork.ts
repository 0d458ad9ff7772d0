import type { Flow } from '../cluster/flow';
import type { Entry, TupleDirection } from '../conntrack/connectionTable';
import { dropOf } from '../dataplane/check';
import type { Network } from '../dataplane/network';
import { again, icmpError, type PacketKind } from '../dataplane/packets';
import { send } from '../dataplane/path';
import { Tables } from '../dataplane/tables';
import { headersOf } from '../dataplane/walk';
import { type Headers, tuplesOf } from '../dataplane/wire';
import type { Model } from '../settings/models';
import type { Sysctls } from '../settings/sysctls';
import { adapt } from './adapting';
import type { Connection } from './connection';
import { ConnectionList } from './connectionList';
import { DatagramEnd } from './datagrams';
import { dialects, type Role } from './dialect';
import { firstDue } from './due';
import { End, type Segment } from './end';
import { refuse, tell } from './icmpErrors';
import { leadAnew } from './leading';
import { keyOf } from './occupant';
import { listens } from './renewal';
import { recorded, type Sent } from './sent';

/**
 * A network in which time passes: connections stay open, ends send again what was not acknowledged, and tables of
 * connections forget. Packets take no time; nothing happens but by a call.
 */
export class LiveNetwork {
  readonly tables: Tables;
  readonly #list = new ConnectionList();
  #network: Network;
  #recent: Sent[] = [];

  constructor(
    network: Network,
    readonly model: Model,
    sysctls: Sysctls,
    /** Milliseconds of a virtual clock. */
    public now = 0,
  ) {
    this.#network = network;
    this.tables = new Tables(sysctls);
  }

  get connections(): readonly Connection[] {
    return this.#list.all;
  }

  /** The network as it is from now on: connections stay, their ends are looked up anew. */
  use(network: Network): void {
    if (network === this.#network) return;
    const before = this.#network;
    this.#network = network;
    const { tables, model, now } = this;
    adapt({ before, network, tables, model, now }, this.connections);
  }

  /** Opens a connection and, where an answer comes, exchanges what its protocol needs to be established. */
  open(flow: Flow): Connection {
    if (flow.protocol === 'UDP') {
      const connection = this.#addDatagrams(flow);
      if (this.#datagram(connection, 'original')) this.#datagram(connection, 'reply');
      return connection;
    }
    const headers = headersOf(this.tables, flow);
    const client = new End('original', flow.protocol, false);
    const known = this.#list.latestOf(headers)?.server;
    const isOpen = known instanceof End && known.state === 'open' && !known.isFinished;
    const server = isOpen ? known : new End('reply', flow.protocol, listens(flow));
    const connection = this.#list.add(headers, client, server);
    this.#deliver(connection, 'original', client.open(this.now));
    return connection;
  }

  /** The connection that was last opened with these headers. */
  latestOf(flow: Flow): Connection | undefined {
    return this.#list.latestOf(headersOf(this.tables, flow));
  }

  /** Sends the first datagram of a flow, which nobody answers by himself. */
  datagramTo(flow: Flow): Connection {
    const connection = this.#addDatagrams(flow);
    this.#datagram(connection, 'original');
    return connection;
  }

  #addDatagrams(flow: Flow): Connection {
    const server = new DatagramEnd('reply', listens(flow));
    return this.#list.add(headersOf(this.tables, flow), new DatagramEnd('original', false), server);
  }

  /** A datagram, and whether somebody received it; where the other end does not listen, it says so. */
  #datagram(connection: Connection, side: TupleDirection): boolean {
    const end = connection.end(side);
    const receiver = connection.end(other(side));
    if (!(end instanceof DatagramEnd && receiver instanceof DatagramEnd)) return false;
    const { packet, answered } = this.#transmit(connection, end.say());
    const isDropped = dropOf(packet) !== undefined || packet.isStray === true;
    end.isLost = isDropped || connection.isDeserted(receiver.side);
    // A socket tells of an error once.
    end.error = isDropped ? answered?.error : undefined;
    if (end.isLost) return false;
    if (side === 'reply' || receiver.listens) {
      receiver.hasReceived = true;
      return true;
    }
    const error = this.#transmit(connection, icmpError('ICMP port unreachable', receiver.side));
    if (!dropOf(error.packet)) end.error = 'ECONNREFUSED';
    return false;
  }

  /** What an end says of its own accord: the packets that follow are sent as well. */
  say(connection: Connection, side: TupleDirection, role: 'data' | 'finish' | 'reset'): void {
    const end = connection.end(side);
    if (end instanceof DatagramEnd) {
      this.#datagram(connection, side);
      return;
    }
    this.#deliver(connection, side, end.say(role, this.now));
  }

  /** An end has no more to say; the other, once it hears of it, has no more either. */
  close(connection: Connection, side: TupleDirection): void {
    this.say(connection, side, 'finish');
    const peer = connection.end(other(side));
    if (peer instanceof End && peer.peerHasFinished && !peer.hasFinished)
      this.say(connection, peer.side, 'finish');
  }

  /** A packet as if the end had sent it: the end itself knows nothing of it. */
  inject(connection: Connection, side: TupleDirection, role: Role, kind: PacketKind): void {
    this.#deliver(connection, side, [{ role, kind, sequence: 0, acknowledged: 0, counts: false }]);
  }

  /** A packet outside any connection; nobody is there to answer. */
  stray(flow: Flow, kind: PacketKind): Sent {
    const headers = headersOf(this.tables, flow);
    return this.#send(headers, kind);
  }

  /** An ICMP error about the connection's last packet of the other side. */
  error(connection: Connection, side: TupleDirection, name: string): void {
    const { packet } = this.#transmit(connection, icmpError(name, side));
    if (!dropOf(packet)) tell(connection.end(other(side)), name);
  }

  /** Lets time pass: what is due on the way is sent again; what is due at its very end, unless that is excluded. */
  pass(milliseconds: number, end: 'included' | 'excluded' = 'included'): void {
    const until = this.now + milliseconds;
    const isDue = (at: number): boolean => (end === 'included' ? at <= until : at < until);
    for (let due = firstDue(this.connections, isDue); due; due = firstDue(this.connections, isDue)) {
      this.#tend(due.at);
      for (const { connection, end } of due.ends) if (end.dueAt === due.at) this.#sayAgain(connection, end);
    }
    this.#tend(until);
  }

  /** Sends the oldest unacknowledged segment again, or gives up. */
  #sayAgain(connection: Connection, end: End): void {
    const segment = end.sayAgain(this.now);
    if (segment) this.#deliver(connection, end.side, [{ ...segment, kind: again(segment.kind) }]);
    else if (end.state === 'accepting') end.crash();
    else end.fail('ETIMEDOUT');
  }

  /** Every socket of a pod is gone; its address stays. */
  crash(key: string): void {
    for (const connection of this.connections)
      for (const side of ['original', 'reply'] as const) {
        const party = connection.party(side);
        const end = connection.end(side);
        if (keyOf(party) === key && end instanceof End) end.crash();
      }
  }

  /** Sets what the trackers of nodes go by. */
  configure(sysctls: Sysctls): void {
    this.tables.configure(sysctls);
  }

  /** Limits the table of one place, whatever the others hold. */
  limit(place: string, entries: number): void {
    this.tables.limit(place, entries);
  }

  /** `conntrack -F`, at one place or everywhere. */
  flush(place?: string): void {
    for (const [name, table] of this.tables.ofNodes) if (place === undefined || name === place) table.flush();
  }

  /** Entries of a connection, by place. */
  entriesOf({ headers }: Connection): ReadonlyMap<string, Entry> {
    const found = [...this.tables.ofNodes].flatMap(([place, table]) => {
      const [entry] = tuplesOf(headers).flatMap(tuple => table.find(tuple, this.now) ?? []);
      return entry ? ([[place, entry]] as const) : [];
    });
    return new Map(found);
  }

  /** Packets since the mark, of whatever connection. */
  get recent(): readonly Sent[] {
    return this.#recent;
  }

  mark(): void {
    this.#recent = [];
  }

  #deliver(connection: Connection, side: TupleDirection, segments: readonly Segment[]): void {
    const queue = segments.map(segment => ({ side, segment }));
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { packet, answered } = this.#transmit(connection, next.segment.kind);
      const sender = connection.end(next.side);
      const receiver = connection.end(other(next.side));
      if (dropOf(packet)) {
        if (answered && sender instanceof End) refuse(sender, answered);
      } else if (packet.isStray) {
        this.#resetStranger(connection);
      } else if (receiver instanceof End && !connection.isDeserted(receiver.side)) {
        const responses = receiver.receive(next.segment, this.now);
        queue.push(...responses.map(segment => ({ side: receiver.side, segment })));
      }
    }
  }

  /** An answer came from an address that its client never dialled: it has no such socket, and says so. */
  #resetStranger(connection: Connection): void {
    const { flow, server } = connection;
    if (!(server instanceof End)) return;
    const { translation, ...plain } = flow;
    const kind = dialects[server.protocol].reset('original');
    const sent = this.#send(headersOf(this.tables, plain), kind);
    connection.history.push(sent);
    const reset = { role: 'reset', kind, sequence: 0, acknowledged: 0, counts: false } as const;
    if (!dropOf(sent.packet)) server.receive(reset, this.now);
  }

  #transmit(connection: Connection, kind: PacketKind): Sent {
    if (kind.content && kind.direction === 'original')
      leadAnew(this.#network, this.tables, connection, this.now);
    const sent = this.#send(connection.headers, kind);
    connection.history.push(sent);
    return sent;
  }

  #send(headers: Headers, kind: PacketKind): Sent {
    const network = this.#network;
    const wire = { network, model: this.model, tables: this.tables, now: this.now };
    const sent = recorded(wire, headers, send(wire, headers, kind));
    this.#recent.push(sent);
    return sent;
  }

  #tend(now: number): void {
    this.now = now;
    this.tables.tend(now);
  }
}

function other(side: TupleDirection): TupleDirection {
  return side === 'original' ? 'reply' : 'original';
}
