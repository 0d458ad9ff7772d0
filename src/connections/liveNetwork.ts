import type { Flow } from '../cluster/flow';
import { podKey } from '../cluster/pod';
import type { Entry, TupleDirection } from '../conntrack/connectionTable';
import { isListening } from '../dataplane/cases';
import { dropOf } from '../dataplane/check';
import type { Network } from '../dataplane/network';
import { again, icmpError, type PacketKind } from '../dataplane/packets';
import { send } from '../dataplane/path';
import { Tables } from '../dataplane/tables';
import { headersOf } from '../dataplane/walk';
import type { Headers } from '../dataplane/wire';
import type { Model } from '../settings/models';
import type { Sysctls } from '../settings/sysctls';
import { Connection } from './connection';
import { DatagramEnd } from './datagrams';
import type { Role } from './dialect';
import { End, type Segment, type SocketError } from './end';
import { forget, isAllowed, isSameTuple } from './forgetting';
import { renewed } from './renewal';
import { recorded, type Sent } from './sent';

/** What an ICMP error makes of a socket that waits. */
const errorsOf: Readonly<Record<string, SocketError>> = {
  'ICMP port unreachable': 'ECONNREFUSED',
  'ICMP host unreachable': 'EHOSTUNREACH',
};

/**
 * A network in which time passes: connections stay open, ends send again what was not acknowledged, and tables of
 * connections forget. Packets take no time; nothing happens but by a call.
 */
export class LiveNetwork {
  readonly tables: Tables;
  readonly connections: Connection[] = [];
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

  /** The network as it is from now on: connections stay, their ends are looked up anew. */
  use(network: Network): void {
    if (network === this.#network) return;
    this.#network = network;
    for (const connection of this.connections) {
      const { flow, absent } = renewed(network, connection.flow);
      connection.headers = headersOf(this.tables, flow);
      connection.absent = absent;
    }
    if (network.settings['running-connections'] === 'flush')
      for (const { headers } of this.connections.filter(({ flow }) => !isAllowed(network, this.model, flow)))
        forget(this.tables, headers, this.now);
  }

  /** Opens a connection and, where an answer comes, exchanges what its protocol needs to be established. */
  open(flow: Flow): Connection {
    if (flow.protocol === 'UDP') {
      const connection = this.datagramTo(flow);
      if (connection.server.delivered > 0) this.#datagram(connection, 'reply');
      return connection;
    }
    const headers = headersOf(this.tables, flow);
    const client = new End('original', flow.protocol, false);
    const known = this.#latestOf(headers)?.server;
    const isOpen = known instanceof End && known.state === 'open' && !known.isFinished;
    const server = isOpen ? known : new End('reply', flow.protocol, listens(flow));
    const connection = this.#add(headers, client, server);
    this.#deliver(connection, 'original', client.open(this.now));
    return connection;
  }

  /** Sends the first datagram of a flow, which nobody answers by himself. */
  datagramTo(flow: Flow): Connection {
    const connection = this.#add(
      headersOf(this.tables, flow),
      new DatagramEnd('original', false),
      new DatagramEnd('reply', listens(flow)),
    );
    this.#datagram(connection, 'original');
    return connection;
  }

  /** A datagram; where the other end does not listen, it says so. */
  #datagram(connection: Connection, side: TupleDirection): void {
    const end = connection.end(side);
    const receiver = connection.end(other(side));
    if (!(end instanceof DatagramEnd && receiver instanceof DatagramEnd)) return;
    const { packet, answered } = this.#transmit(connection, end.say());
    end.isLost = dropOf(packet) !== undefined;
    if (end.isLost) end.error = answered?.error ?? end.error;
    else if (connection.absent.includes(receiver.side)) return;
    else if (side === 'reply' || receiver.listens) receiver.delivered += 1;
    else {
      const error = this.#transmit(connection, icmpError('ICMP port unreachable', receiver.side));
      if (!dropOf(error.packet)) end.error = 'ECONNREFUSED';
    }
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
    const hears = connection.end(other(side));
    const error = errorsOf[name];
    if (dropOf(packet) || !error) return;
    // An established TCP connection takes such errors for passing trouble (RFC 5461).
    if (hears instanceof DatagramEnd) hears.error = error;
    else if (hears.state === 'opening') hears.fail(error);
  }

  /** Lets time pass: what is due on the way is sent again; what is due at its very end, unless that is excluded. */
  pass(milliseconds: number, end: 'included' | 'excluded' = 'included'): void {
    const until = this.now + milliseconds;
    const isDue = (at: number): boolean => (end === 'included' ? at <= until : at < until);
    for (let next = this.#nextDue(isDue); next; next = this.#nextDue(isDue)) {
      this.#tend(next.at);
      this.#sayAgain(next.connection, next.end);
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
        if (party.kind !== 'external' && party.pod && podKey(party.pod) === key && end instanceof End)
          end.crash();
      }
  }

  /** Sets what trackers go by, at one place or everywhere. */
  configure(sysctls: Sysctls, place?: string): void {
    this.tables.configure(sysctls, place);
  }

  /** `conntrack -F`, at one place or everywhere. */
  flush(place?: string): void {
    for (const [name, table] of this.tables.all) if (place === undefined || name === place) table.flush();
  }

  /** Entries of a connection, by place. */
  entriesOf({ headers }: Connection): ReadonlyMap<string, Entry> {
    const found = [...this.tables.all].flatMap(([place, table]) => {
      const entry = table.find(headers.original.tuple, this.now);
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
        if (answered && sender instanceof End && sender.state === 'opening') sender.fail(answered.error);
      } else if (receiver instanceof End && !connection.absent.includes(receiver.side)) {
        const responses = receiver.receive(next.segment, this.now);
        queue.push(...responses.map(segment => ({ side: receiver.side, segment })));
      }
    }
  }

  #transmit(connection: Connection, kind: PacketKind): Sent {
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

  #nextDue(isDue: (at: number) => boolean): { connection: Connection; end: End; at: number } | undefined {
    const due = this.connections.flatMap(connection =>
      [connection.client, connection.server].flatMap(end =>
        end instanceof End && end.dueAt !== undefined && isDue(end.dueAt)
          ? [{ connection, end, at: end.dueAt }]
          : [],
      ),
    );
    return due.sort((a, b) => a.at - b.at)[0];
  }

  #tend(now: number): void {
    this.now = now;
    for (const table of this.tables.all.values()) table.tend(now);
  }

  #add(headers: Headers, client: Connection['client'], server: Connection['server']): Connection {
    const connection = new Connection(this.connections.length + 1, headers, client, server);
    this.connections.push(connection);
    return connection;
  }

  #latestOf({ original }: Headers): Connection | undefined {
    return this.connections
      .filter(({ headers }) => isSameTuple(headers.original.tuple, original.tuple))
      .at(-1);
  }
}

function listens({ destination, protocol, destinationPort }: Flow): boolean {
  return isListening(destination, protocol, [destinationPort, destinationPort + 1]);
}

function other(side: TupleDirection): TupleDirection {
  return side === 'original' ? 'reply' : 'original';
}
