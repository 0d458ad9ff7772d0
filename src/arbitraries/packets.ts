import fc from 'fast-check';
import { type Content, sctpChunks, tcpFlags } from '../conntrack/packet';
import type { Tuple } from '../conntrack/tuple';

/** A packet, what becomes of it, and how long nothing happens before: what a `ConnectionTable` is fed with. */
export interface PacketDraw {
  readonly tuple: Tuple;
  readonly content: Content;
  /** Some rule drops it, so that it is tracked and not confirmed. */
  readonly dropped: boolean;
  /** Milliseconds since the packet before. */
  readonly pause: number;
}

/**
 * Sequences of packets between two or three hosts on a handful of ports, so that they belong to each other's connections:
 * both directions, every flag and chunk, segments within the window and outside, retransmissions, pauses up to six days.
 */
export function packets({
  maxLength = 30,
}: {
  readonly maxLength?: number;
} = {}): fc.Arbitrary<readonly PacketDraw[]> {
  const packet = contents.chain(content =>
    fc.record({
      tuple: tuplesOf(content.protocol),
      content: fc.constant(content),
      dropped: fc.oneof(
        { weight: 5, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: fc.constant(true) },
      ),
      pause: fc.constantFrom(
        0,
        0,
        0,
        1,
        999,
        1000,
        29_999,
        30_000,
        120_000,
        300_000,
        432_000_000,
        518_400_000,
      ),
    }),
  );
  return fc.array(packet, { minLength: 1, maxLength });
}

const tcp: fc.Arbitrary<Content> = fc.record(
  {
    protocol: fc.constant('TCP' as const),
    flags: fc.constantFrom(...tcpFlags),
    data: fc.constant(true as const),
    again: fc.constant(true as const),
    fit: fc.constantFrom('in window' as const, 'out of window' as const),
  },
  { requiredKeys: ['protocol', 'flags'] },
);

const contents: fc.Arbitrary<Content> = fc.oneof(
  { weight: 4, arbitrary: tcp },
  { weight: 1, arbitrary: fc.constant({ protocol: 'UDP' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ protocol: fc.constant('SCTP' as const), chunk: fc.constantFrom(...sctpChunks) }),
  },
);

function tuplesOf(protocol: Content['protocol']): fc.Arbitrary<Tuple> {
  const hosts = fc.constantFrom([1, 2], [2, 1], [1, 3], [3, 1]);
  const ports = fc.constantFrom([40000, 80], [80, 40000], [40001, 80], [80, 40001]);
  return fc
    .tuple(hosts, ports)
    .map(([[source = 1, destination = 2], [sourcePort = 0, destinationPort = 0]]) => ({
      protocol,
      source,
      destination,
      sourcePort,
      destinationPort,
    }));
}
