import { ConnectionTable, type Entry, type Tracking } from '../conntrack/connectionTable';
import { type Content, sctpChunks, type TrackedProtocol, tcpFlags } from '../conntrack/packet';
import { inverted, type Tuple } from '../conntrack/tuple';
import { kernelSysctls, type Sysctls } from '../settings/sysctls';

// How tests of connection tracking write packets: `> SYN`, `< ACK data`, `> FIN again`, `< RST, in window`,
// `> SYN, dropped`. `>` is sent by the opener, `<` by the other side.

const icmpTypes: Readonly<Record<string, number>> = {
  echo: 8,
  'echo-reply': 0,
  timestamp: 13,
  'timestamp-reply': 14,
  unreachable: 3,
  'router-advertisement': 9,
  echo6: 128,
  'echo-reply6': 129,
  'neighbour-solicitation': 135,
};

/** Two parties, one of which opens; time passes only when told. */
export class Conversation {
  now = 0;

  constructor(
    readonly protocol: TrackedProtocol = 'TCP',
    readonly table = new ConnectionTable(),
    readonly opener: Tuple = tupleOf(protocol),
  ) {}

  static under(sysctls: Partial<Sysctls>, protocol: TrackedProtocol = 'TCP'): Conversation {
    return new Conversation(protocol, new ConnectionTable({ ...kernelSysctls, ...sysctls }));
  }

  /** Tracks a packet, and confirms it unless it is dropped. */
  send(script: string): Tracking {
    const { fromOpener, word, details } = read(script);
    const sent = fromOpener ? this.opener : inverted(this.opener);
    const tuple =
      this.protocol === 'ICMP' ? { ...sent, destinationPort: (icmpTypes[word] ?? Number.NaN) * 256 } : sent;
    const tracking = this.table.track(tuple, contentOf(this.protocol, word, details), this.now);
    if (!details.has('dropped')) this.table.confirm(tracking, this.now);
    return tracking;
  }

  /** Sends packets one after the other; `wait 30` lets as many seconds pass. */
  play(...scripts: readonly string[]): this {
    for (const script of scripts.filter(text => text !== '')) {
      const [, seconds] = /^wait ([\d.]+)$/.exec(script) ?? [];
      if (seconds) this.now += Number(seconds) * 1000;
      else this.send(script);
    }
    return this;
  }

  /** ctstate of a packet. */
  stateOf(script: string): string {
    return this.send(script).state;
  }

  get entry(): Entry | undefined {
    return this.table.entries(this.now)[0];
  }
}

export function tupleOf(protocol: TrackedProtocol, sourcePort = 40000): Tuple {
  const destinationPort = protocol === 'ICMP' ? (icmpTypes.echo ?? 0) * 256 : 80;
  return { protocol, source: 1, destination: 2, sourcePort, destinationPort };
}

export const handshake = ['> SYN', '< SYN-ACK', '> ACK'] as const;

interface Script {
  readonly fromOpener: boolean;
  readonly word: string;
  readonly details: ReadonlySet<string>;
}

function read(script: string): Script {
  const [, sign, word = '', rest = ''] = /^([<>]) (\S+?)((?: (?:data|again))*(?:, .*)?)$/.exec(script) ?? [];
  const details = new Set([...rest.matchAll(/data|again|in window|out of window|dropped/g)].map(([d]) => d));
  if (!sign) throw new Error(`Not a packet: ${script}`);
  return { fromOpener: sign === '>', word: word.replace(/,$/, ''), details };
}

function contentOf(protocol: TrackedProtocol, word: string, details: ReadonlySet<string>): Content {
  switch (protocol) {
    case 'TCP': {
      const flags = tcpFlags.find(name => name === word);
      if (!flags) throw new Error(`Not a TCP segment: ${word}`);
      return {
        protocol,
        flags,
        ...(details.has('data') && { data: true }),
        ...(details.has('again') && { again: true }),
        ...(details.has('in window') && { fit: 'in window' }),
        ...(details.has('out of window') && { fit: 'out of window' }),
      };
    }
    case 'SCTP': {
      const chunk = sctpChunks.find(name => name === word);
      if (!chunk) throw new Error(`Not an SCTP chunk: ${word}`);
      return { protocol, chunk };
    }
    case 'UDP':
    case 'ICMP':
      return { protocol };
  }
}
