import type { TupleDirection } from '../conntrack/connectionTable';
import type { PacketKind } from '../dataplane/packets';
import { dialects, type Role } from './dialect';
import { pauses, type Waiting } from './retransmission';

/** What connect(2), read(2) or write(2) would say. */
export type SocketError = 'ETIMEDOUT' | 'ECONNREFUSED' | 'EHOSTUNREACH' | 'ECONNRESET';

/** A packet as an end counts it: sequence numbers count segments, not bytes. */
export interface Segment {
  readonly role: Role;
  readonly kind: PacketKind;
  readonly sequence: number;
  /** How many of the other end's segments have arrived. */
  readonly acknowledged: number;
  /** Whether it takes a sequence number, and so waits for an acknowledgement. */
  readonly counts: boolean;
}

/**
 * One end of a connection, as its kernel sees it. `closed`: there is no socket, so a packet is answered by a reset.
 */
export class End {
  state: 'closed' | 'listening' | 'opening' | 'accepting' | 'open' = 'closed';
  error: SocketError | undefined;
  hasFinished = false;
  peerHasFinished = false;
  /** When the oldest unacknowledged segment is sent again, on the clock of the network. */
  dueAt: number | undefined;
  #sent = 0;
  #received = 0;
  #tries = 0;
  #unacknowledged: readonly Segment[] = [];
  /** What is to be said once the connection is established. */
  #waiting: readonly ('data' | 'finish')[] = [];

  constructor(
    readonly side: TupleDirection,
    readonly protocol: 'TCP' | 'SCTP',
    readonly listens: boolean,
  ) {
    if (listens) this.state = 'listening';
  }

  /** Whether something that it sent is still to be acknowledged. */
  get waits(): boolean {
    return this.#unacknowledged.length > 0 || this.#waiting.length > 0;
  }

  /** Neither side has more to say, and both know. */
  get isFinished(): boolean {
    return this.hasFinished && this.peerHasFinished && !this.waits;
  }

  open(now: number): readonly Segment[] {
    this.#begin('opening');
    return [this.#say('open', now, true)];
  }

  /** Whether it has part in a connection. */
  get hasSocket(): boolean {
    return this.state !== 'closed' && this.state !== 'listening';
  }

  /** Whether an application could still write. */
  get canSend(): boolean {
    return this.hasSocket && !this.hasFinished;
  }

  /**
   * What an application does with its socket; nothing where it has none, or has closed it. What it writes before the
   * connection is established waits until then.
   */
  say(role: 'data' | 'finish' | 'reset', now: number): readonly Segment[] {
    if (role === 'reset' && this.hasSocket) {
      const segment = this.#say('reset', now, false);
      this.#end(undefined);
      return [segment];
    }
    if (!this.canSend || role === 'reset') return [];
    if (role === 'finish') this.hasFinished = true;
    if (this.state === 'open') return [this.#say(role, now, true)];
    this.#waiting = [...this.#waiting, role];
    return [];
  }

  /** The socket is gone without a word: its process or its pod is no more. */
  crash(): void {
    this.#end(undefined);
  }

  fail(error: SocketError): void {
    this.#end(error);
  }

  /** The oldest unacknowledged segment once more; nothing when it is time to give up. */
  sayAgain(now: number): Segment | undefined {
    const [oldest] = this.#unacknowledged;
    this.#tries += 1;
    const pause = pauses[this.#waitsFor][this.#tries];
    if (!oldest || pause === undefined) return undefined;
    this.dueAt = now + pause * 1000;
    return { ...oldest, acknowledged: this.#received };
  }

  receive(segment: Segment, now: number): readonly Segment[] {
    if (segment.role === 'reset') return this.#receiveReset(segment, now);
    switch (this.state) {
      case 'closed':
        return [this.#say('reset', now, false)];
      case 'listening':
        return segment.role === 'open' ? this.#accept(segment, now) : [this.#say('reset', now, false)];
      case 'opening':
        return this.#receiveWhileOpening(segment, now);
      case 'accepting':
        if (segment.role === 'open') return this.#unacknowledged.slice(0, 1);
        if (segment.acknowledged < this.#sent) return [];
        this.state = 'open';
        return [...this.#receiveWhileOpen(segment, now), ...this.#catchUp(now)];
      case 'open':
        return this.#receiveWhileOpen(segment, now);
    }
  }

  #accept(segment: Segment, now: number): readonly Segment[] {
    this.#begin('accepting');
    this.#received = segment.sequence + 1;
    return [this.#say('accept', now, true)];
  }

  #receiveWhileOpening(segment: Segment, now: number): readonly Segment[] {
    if (segment.role === 'confirmed') {
      this.#acknowledge(segment, now);
      this.state = 'open';
      return this.#catchUp(now);
    }
    // Whoever answers an opening by anything else speaks of an older connection (RFC 9293, 3.5.1).
    if (segment.role !== 'accept') return [this.#say('reset', now, false)];
    this.#acknowledge(segment, now);
    this.#received = segment.sequence + 1;
    if (this.protocol === 'SCTP') return [this.#say('confirm', now, true)];
    this.state = 'open';
    return [this.#say('confirm', now, false), ...this.#catchUp(now)];
  }

  /** Says what has waited for the connection to be established. */
  #catchUp(now: number): readonly Segment[] {
    const waited = this.#waiting;
    this.#waiting = [];
    return waited.map(role => this.#say(role, now, true));
  }

  #receiveWhileOpen(segment: Segment, now: number): readonly Segment[] {
    this.#acknowledge(segment, now);
    switch (segment.role) {
      case 'open':
      case 'accept':
        // A challenge: if the other end means it, its reset will tell (RFC 5961, 4.2).
        return [this.#say('acknowledge', now, false)];
      case 'confirm':
        if (this.protocol === 'TCP') return [];
        this.#received = Math.max(this.#received, segment.sequence + 1);
        return [this.#say('confirmed', now, false)];
      case 'finished':
        if (this.protocol === 'TCP') return [];
        this.peerHasFinished = true;
        return [this.#say('complete', now, false)];
      default:
        return segment.counts ? this.#take(segment, now) : [];
    }
  }

  /** A segment that takes a number: taken if it is the next one, acknowledged in any case. */
  #take(segment: Segment, now: number): readonly Segment[] {
    if (segment.sequence === this.#received) {
      this.#received += 1;
      if (segment.role === 'finish') {
        this.peerHasFinished = true;
        // An SCTP association is never half open (RFC 9260, 9.2).
        if (this.protocol === 'SCTP') this.hasFinished = true;
      }
    }
    return [this.#say(segment.role === 'finish' ? 'finished' : 'acknowledge', now, false)];
  }

  /** A reset counts only if it is exactly in sequence; one within the window is challenged (RFC 5961, 3.2). */
  #receiveReset({ kind: { content } }: Segment, now: number): readonly Segment[] {
    const fit = content?.protocol === 'TCP' ? content.fit : undefined;
    if (fit === 'out of window') return [];
    if (fit === 'in window') return this.state === 'open' ? [this.#say('acknowledge', now, false)] : [];
    if (this.state === 'opening') this.#end('ECONNREFUSED');
    else if (this.state === 'accepting') this.#end(undefined);
    else if (this.state === 'open') this.#end('ECONNRESET');
    return [];
  }

  #acknowledge({ acknowledged }: Segment, now: number): void {
    const left = this.#unacknowledged.filter(({ sequence }) => sequence >= acknowledged);
    if (left.length === this.#unacknowledged.length) return;
    this.#unacknowledged = left;
    this.#tries = 0;
    this.dueAt = left.length > 0 ? now + firstPause(this.#waitsFor) : undefined;
  }

  #say(role: Role, now: number, counts: boolean): Segment {
    const kind = dialects[this.protocol][role](this.side);
    const segment = { role, kind, sequence: this.#sent, acknowledged: this.#received, counts };
    if (!counts) return segment;
    this.#sent += 1;
    this.#unacknowledged = [...this.#unacknowledged, segment];
    this.dueAt ??= now + firstPause(this.#waitsFor);
    return segment;
  }

  get #waitsFor(): Waiting {
    return this.state === 'opening' || this.state === 'accepting' ? this.state : 'open';
  }

  #begin(state: 'opening' | 'accepting'): void {
    this.#end(undefined);
    this.state = state;
    this.#sent = 0;
    this.#received = 0;
    this.hasFinished = false;
    this.peerHasFinished = false;
  }

  #end(error: SocketError | undefined): void {
    this.error = error;
    this.state = this.listens ? 'listening' : 'closed';
    this.#unacknowledged = [];
    this.#waiting = [];
    this.#tries = 0;
    this.dueAt = undefined;
  }
}

function firstPause(waiting: Waiting): number {
  return (pauses[waiting][0] ?? 0) * 1000;
}
