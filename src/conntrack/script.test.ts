import { expect } from 'chai';
import { kernelSysctls, type Sysctls } from '../settings/sysctls';
import { ConnectionTable, type Entry, type Tracking } from './connectionTable';
import { type Content, sctpChunks, type TrackedProtocol, tcpFlags } from './packet';
import { inverted, type Tuple } from './tuple';

// How the tests of this room write packets: `> SYN`, `< ACK data`, `> FIN again`, `< RST, in window`,
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

describe('a script of packets', () => {
  const scripts: readonly (readonly [string, unknown])[] = [
    ['> SYN', { protocol: 'TCP', flags: 'SYN' }],
    ['< SYN-ACK', { protocol: 'TCP', flags: 'SYN-ACK' }],
    ['> ACK data', { protocol: 'TCP', flags: 'ACK', data: true }],
    ['> ACK data again', { protocol: 'TCP', flags: 'ACK', data: true, again: true }],
    ['< RST, in window', { protocol: 'TCP', flags: 'RST', fit: 'in window' }],
    ['> FIN, out of window, dropped', { protocol: 'TCP', flags: 'FIN', fit: 'out of window' }],
  ];
  for (const [script, content] of scripts)
    it(`reads ${script}`, () => {
      const { word, details } = read(script);
      expect(contentOf('TCP', word, details)).to.deep.equal(content);
    });

  it('refuses what is none', () => {
    expect(() => read('SYN')).to.throw('Not a packet: SYN');
    expect(() => new Conversation().send('> SYM')).to.throw('Not a TCP segment: SYM');
  });
});
