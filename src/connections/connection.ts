import type { Flow, Party } from '../cluster/flow';
import type { TupleDirection } from '../conntrack/connectionTable';
import type { Headers } from '../dataplane/wire';
import type { DatagramEnd } from './datagrams';
import type { End } from './end';
import { keyOf } from './occupant';
import type { Sent } from './sent';

/** What a connection is, as those see it who look at both ends. */
export type Status =
  | 'open'
  | 'hanging'
  | 'refused'
  | 'unreachable'
  | 'half-closed'
  | 'half-open'
  | 'closed'
  | 'reset'
  | 'timed out';

/** A connection that somebody opened, from its first packet to its last. */
export class Connection {
  readonly history: Sent[] = [];
  /** Between whom it was opened; pods may be others by now. */
  readonly opened: Flow;
  readonly #ends: Record<TupleDirection, End | DatagramEnd>;
  /** Those that packets were led to before, by address and port. */
  readonly #servers = new Map<string, End | DatagramEnd>();
  readonly #occupants: Record<TupleDirection, string | undefined>;

  constructor(
    /** Counted from 1, in order of opening. */
    readonly number: number,
    public headers: Headers,
    client: End | DatagramEnd,
    server: End | DatagramEnd,
  ) {
    this.opened = headers.original.flow;
    this.#ends = { original: client, reply: server };
    this.#occupants = { original: keyOf(this.opened.source), reply: keyOf(this.opened.destination) };
  }

  get flow(): Flow {
    return this.headers.original.flow;
  }

  get client(): End | DatagramEnd {
    return this.#ends.original;
  }

  get server(): End | DatagramEnd {
    return this.#ends.reply;
  }

  end(side: TupleDirection): End | DatagramEnd {
    return this.#ends[side];
  }

  /** The pod at an end, by `namespace/name`; undefined where there is none any more, or never was. */
  occupant(side: TupleDirection): string | undefined {
    return this.#occupants[side];
  }

  /** Somebody else is at the address of an end, or nobody: whatever comes there finds no socket of this connection. */
  occupy(side: TupleDirection, key: string | undefined, end: End | DatagramEnd): void {
    this.#occupants[side] = key;
    this.#ends[side] = end;
  }

  /** Its packets are led to another endpoint from now on, which knows it only if they were led there before. */
  lead(from: string, to: string, key: string | undefined, stranger: () => End | DatagramEnd): void {
    this.#servers.set(from, this.#ends.reply);
    this.occupy('reply', key, this.#servers.get(to) ?? stranger());
  }

  /** Whether an end's pod is gone and nobody took its address. */
  isDeserted(side: TupleDirection): boolean {
    const opener = side === 'original' ? this.opened.source : this.opened.destination;
    return keyOf(opener) !== undefined && this.#occupants[side] === undefined;
  }

  party(side: TupleDirection): Party {
    return side === 'original' ? this.flow.source : this.flow.destination;
  }

  get status(): Status {
    const { client, server } = this;
    // What a server remembers of an older connection is over once it answers the one that is being opened.
    const isOpening = 'state' in client && client.state === 'opening';
    const error = client.error ?? (isOpening ? undefined : server.error);
    if (error) return failures[error];
    if ('state' in client && 'state' in server) return statusOf(client, server);
    const isLost = [client, server].some(end => 'isLost' in end && end.isLost);
    return 'hasReceived' in client && client.hasReceived && !isLost ? 'open' : 'hanging';
  }
}

const failures = {
  ETIMEDOUT: 'timed out',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ECONNRESET: 'reset',
} as const;

function statusOf(client: End, server: End): Status {
  if (client.waits || server.waits || client.state === 'opening') return 'hanging';
  if (client.hasFinished && server.hasFinished) return 'closed';
  if (!client.hasSocket && !server.hasSocket) return 'closed';
  // One end has lost it and the other does not know yet (RFC 9293, 3.5.1).
  if (client.state !== 'open' || server.state !== 'open') return 'half-open';
  return client.hasFinished || server.hasFinished ? 'half-closed' : 'open';
}
