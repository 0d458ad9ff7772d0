import { addressKey } from '../../addresses/address';
import { endText, type GeneratedFlow } from '../../arbitraries/flows';
import type { Flow } from '../../cluster/flow';
import type { Sentence } from '../sentence';
import { connectionText, type Saying } from './deeds';

/** How far a connection has come, for those who only see what its ends do; `unsure` once nobody could say. */
type Stage = 'open' | 'talking' | 'half-closed' | 'closed' | 'reset' | 'unsure';

/**
 * For how many seconds an entry is kept after the last packet, where every packet was answered: `tcp_timeouts` of
 * net/netfilter/nf_conntrack_proto_tcp.c, and the same of _udp.c and _sctp.c. A stage that is missing does not last.
 */
const kept: Readonly<Record<GeneratedFlow['protocol'], Readonly<Partial<Record<Stage, number>>>>> = {
  TCP: { open: 432_000, talking: 432_000, 'half-closed': 60, closed: 120, reset: 10 },
  UDP: { open: 30, talking: 120 },
  SCTP: { open: 210, talking: 210, reset: 10 },
};

/** Datagrams within the first two seconds make no stream (`nf_conntrack_udp_packet`). */
const beforeStream = 2000;

/** One connection, and when its entry goes if nobody says anything more. */
export class FollowedConnection {
  stage: Stage = 'unsure';
  /** Milliseconds of the clock. */
  until = 0;
  /** The side that has said it will send no more. */
  finished: 'client' | 'server' | undefined;

  constructor(
    readonly flow: GeneratedFlow,
    readonly opened: Flow,
    readonly since: number,
  ) {}

  /** As sentences call it. */
  get text(): string {
    return connectionText(this.flow, this.opened.sourcePort);
  }

  get isOver(): boolean {
    return this.stage === 'closed' || this.stage === 'reset';
  }

  /** Whether an entry is certain to be there, or certain not to be. */
  isKnown(now: number): boolean | undefined {
    return this.stage === 'unsure' ? undefined : now < this.until;
  }

  reach(stage: Stage, now: number): void {
    const seconds = kept[this.flow.protocol][stage];
    this.stage = seconds === undefined ? 'unsure' : stage;
    this.until = now + (seconds ?? 0) * 1000;
  }

  /** Whether a side can do it at all: what is over, or has said its last, says no more. */
  maySay(what: Saying, byClient: boolean): boolean {
    const { protocol } = this.flow;
    if (what === 'sends an ICMP fragmentation needed') return true;
    if (protocol === 'UDP') return what === 'sends data';
    if (what === 'sends an RST' && protocol !== 'TCP') return false;
    if (what === 'half-closes' && protocol !== 'TCP') return false;
    if (this.isOver) return false;
    return this.finished !== side(byClient) || what === 'resets' || what === 'sends an RST';
  }

  say(what: Saying, byClient: boolean, now: number): void {
    // An error prolongs nothing, and from whom nothing is known anything may come.
    if (what === 'sends an ICMP fragmentation needed' || this.stage === 'unsure') return;
    if (this.isKnown(now) !== true) {
      this.stage = 'unsure';
      return;
    }
    this.reach(this.#next(what, byClient, now), now);
    if (what === 'half-closes') this.finished ??= side(byClient);
  }

  #next(what: Saying, byClient: boolean, now: number): Stage {
    switch (what) {
      case 'sends an RST':
      case 'resets':
        return 'reset';
      case 'closes':
        return 'closed';
      case 'half-closes':
        return this.finished !== undefined && this.finished !== side(byClient) ? 'closed' : 'half-closed';
      default:
        if (this.finished !== undefined) return 'half-closed';
        return this.flow.protocol === 'UDP' && now - this.since <= beforeStream ? 'open' : 'talking';
    }
  }
}

function side(byClient: boolean): 'client' | 'server' {
  return byClient ? 'client' : 'server';
}

/** What must be so of the tables after each deed, from the deeds alone: it shares no code with the tables. */
export class ConnectionModel {
  readonly deeds: Sentence[] = [];
  connections: readonly FollowedConnection[] = [];
  readonly gone = new Set<string>();
  now = 0;

  constructor(readonly flows: readonly GeneratedFlow[]) {}

  /** The one that a number stands for, counted round and round. */
  flow(number: number): GeneratedFlow | undefined {
    const able = this.flows.filter(flow => endText(flow.source) !== endText(flow.destination));
    const flow = able[number % able.length];
    return flow && this.areThere(flow) ? flow : undefined;
  }

  connection(number: number): FollowedConnection | undefined {
    return this.connections[number % this.connections.length];
  }

  areThere({ source, destination }: GeneratedFlow): boolean {
    return [source, destination].every(end => end.kind !== 'pod' || !this.gone.has(end.key));
  }

  /** @param succeeds whether rules let it through in both directions, and somebody listens */
  open(flow: GeneratedFlow, opened: Flow, succeeds: boolean): void {
    const coming = new FollowedConnection(flow, opened, this.now);
    const isSame = ({ opened: other }: FollowedConnection): boolean => tupleText(other) === tupleText(opened);
    const isInTheWay = (other: FollowedConnection): boolean =>
      !other.isOver || addressKey(other.opened.source.address) !== addressKey(opened.source.address);
    const same = this.connections.filter(isSame);
    if (succeeds && !same.some(isInTheWay)) coming.reach('open', this.now);
    // Whatever is found by this tuple is the new one's.
    this.connections = [...this.connections.filter(other => !isSame(other)), coming];
  }

  flush(): void {
    for (const each of this.connections) each.until = Math.min(each.until, this.now);
  }

  delete(key: string): void {
    this.gone.add(key);
    for (const each of this.connections) if (!this.areThere(each.flow)) each.stage = 'unsure';
  }
}

/** The same for both directions. */
function tupleText({ protocol, source, destination, sourcePort, destinationPort }: Flow): string {
  const ends = [
    `${addressKey(source.address)} ${sourcePort}`,
    `${addressKey(destination.address)} ${destinationPort}`,
  ];
  return [protocol, ...ends.sort()].join(' ');
}
