import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from 'yaml';
import { z } from 'zod';
import { kernelSysctls, type Sysctls } from '../settings/sysctls';
import { ConnectionTable } from './connectionTable';
import type { Content } from './packet';
import { inverted, type Tuple } from './tuple';

// A second tracker of TCP and UDP, of objects in a Map, that reads the table of the tests. It has no memory layout, no
// index and no hurry; both must say the same of whatever packets come.

const rows = z.record(z.string(), z.record(z.string(), z.string()));
const table = z
  .object({ names: z.record(z.string(), z.string()), original: rows, reply: rows })
  .parse(parse(readFileSync(join(__dirname, 'testdata', 'tcp-table.yaml'), 'utf8')));

const flags = ['SYN', 'SYN-ACK', 'ACK', 'FIN', 'RST'] as const;

interface Packet {
  readonly tuple: Tuple;
  readonly flags: (typeof flags)[number];
  readonly data: boolean;
}

interface Tracked {
  readonly state: string;
  readonly direction: 'original' | 'reply';
  readonly confirm: () => void;
}

interface Connection {
  readonly original: Tuple;
  /** By the table's short name; empty for UDP. */
  state: string;
  seconds: number;
  expires: number;
  seenReply: boolean;
  assured: boolean;
  streamAfter: number;
  pickedUp: boolean;
  closeBegun: boolean;
  challenge: boolean;
  bothOpened: boolean;
  last: string;
  readonly seen: Set<string>;
  readonly unacknowledged: Set<string>;
}

class Reference {
  now = 0;
  readonly #max: number;
  readonly #seconds: (state: string) => number;
  connections = new Map<string, Connection>();

  constructor(sysctls: Sysctls) {
    this.#max = sysctls.nf_conntrack_max;
    const named = new Map(Object.entries(sysctls));
    this.#seconds = state =>
      state === 'S2'
        ? 120
        : (named.get(`nf_conntrack_tcp_timeout_${table.names[state]?.toLowerCase()}`) ?? 0);
  }

  track(packet: Packet): Tracked {
    this.#forgetExpired();
    const known =
      this.connections.get(keyOf(packet.tuple)) ?? this.connections.get(keyOf(inverted(packet.tuple)));
    if (!known) return this.#open(packet);
    const direction = keyOf(known.original) === keyOf(packet.tuple) ? 'original' : 'reply';
    const state = direction === 'reply' || known.seenReply ? 'ESTABLISHED' : 'NEW';
    const outcome = packet.tuple.protocol === 'TCP' ? this.#tcp(known, direction, packet) : this.#udp(known);
    if (outcome === 'reopened') {
      this.connections.delete(keyOf(known.original));
      return this.#open(packet);
    }
    if (outcome === 'gone') this.connections.delete(keyOf(known.original));
    if (outcome === 'renewed') known.expires = this.now + known.seconds * 1000;
    if (outcome === 'invalid') return { state: 'INVALID', direction: 'original', confirm: () => undefined };
    if (direction === 'reply') known.seenReply = true;
    return { state, direction, confirm: () => undefined };
  }

  list(): readonly object[] {
    this.#forgetExpired();
    return [...this.connections.values()].map(({ original, state, expires, seenReply, assured }) => ({
      original,
      state: table.names[state],
      seconds: Math.floor((expires - this.now) / 1000),
      seenReply,
      assured,
    }));
  }

  #forgetExpired(): void {
    for (const [key, { expires }] of this.connections) if (expires <= this.now) this.connections.delete(key);
  }

  #open(packet: Packet): Tracked {
    const direction = 'original';
    if (this.#max > 0 && this.connections.size >= this.#max) {
      const victim = [...this.connections].find(([, { assured }]) => !assured);
      if (!victim) return { state: 'FULL', direction, confirm: () => undefined };
      this.connections.delete(victim[0]);
    }
    const tcp = packet.tuple.protocol === 'TCP';
    const fresh: Connection = {
      original: packet.tuple,
      state: tcp ? 'NO' : '',
      seconds: 0,
      expires: 0,
      seenReply: false,
      assured: false,
      streamAfter: this.now + 2000,
      pickedUp: packet.flags === 'ACK',
      closeBegun: false,
      challenge: false,
      bothOpened: false,
      last: '',
      seen: new Set(),
      unacknowledged: new Set(),
    };
    const outcome = tcp ? this.#tcp(fresh, direction, packet) : this.#udp(fresh);
    if (outcome === 'invalid') return { state: 'INVALID', direction, confirm: () => undefined };
    const confirm = (): void => {
      fresh.expires = this.now + fresh.seconds * 1000;
      this.connections.set(keyOf(packet.tuple), fresh);
    };
    return { state: 'NEW', direction, confirm };
  }

  #udp(connection: Connection): string {
    const stream = connection.seenReply && this.now > connection.streamAfter;
    connection.assured ||= stream;
    connection.seconds = stream ? 120 : 30;
    return 'renewed';
  }

  #tcp(c: Connection, direction: 'original' | 'reply', { flags: segment, data }: Packet): string {
    const other = direction === 'original' ? 'reply' : 'original';
    const before = c.state;
    let after = table[direction][segment]?.[before] ?? 'IV';
    if (after === 'IV') return 'invalid';
    if (after === 'SS' && (before === 'TW' || before === 'CL')) {
      if (c.closeBegun || c.last === `${direction} RST`) return 'reopened';
      after = 'IG';
    }
    let from = before;
    if (after === 'IG') {
      const revived = segment === 'SYN-ACK' && c.last === `${other} SYN`;
      if (!revived) {
        c.last = `${direction} ${segment}`;
        if (c.last === 'original SYN') {
          c.challenge = before === 'LA';
          c.bothOpened = false;
        }
        return 'kept';
      }
      from = 'SS';
      after = 'SR';
      c.seen.delete(direction);
      c.unacknowledged.clear();
      c.closeBegun = false;
      c.challenge = false;
      c.pickedUp = false;
    } else if (before === 'LA' && after === 'TW' && c.last === `${other} SYN` && c.challenge) {
      c.challenge = false;
      return 'kept';
    } else if (after === 'S2') c.bothOpened = true;
    else if (after === 'SR' && direction === 'reply' && segment === 'ACK' && c.bothOpened) after = 'ES';

    const first = !c.seen.has(direction);
    c.seen.add(direction);
    if (c.seen.has(other) || !c.pickedUp) {
      if (!first && (data || segment === 'FIN')) c.unacknowledged.add(direction);
      c.unacknowledged.delete(other);
    }
    c.last = `${direction} ${segment}`;
    c.state = after;
    c.closeBegun ||= from !== 'FW' && after === 'FW';
    const long = this.#seconds(after);
    c.seconds = c.unacknowledged.size > 0 && segment !== 'RST' ? Math.min(long, 300) : long;
    if (!c.seenReply) {
      if (segment === 'RST') return 'gone';
      if (segment === 'SYN' && from === 'SS') return 'kept';
      if (after === 'ES') c.seconds = Math.min(c.seconds, 300);
    } else if ((from === 'SR' || from === 'ES') && after === 'ES') c.assured = true;
    return 'renewed';
  }
}

function keyOf({ protocol, source, destination, sourcePort, destinationPort }: Tuple): string {
  return [protocol, source, destination, sourcePort, destinationPort].join(' ');
}

type Step =
  | { readonly kind: 'packet'; readonly packet: Packet; readonly dropped: boolean }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'remove'; readonly port: number }
  | { readonly kind: 'flush' | 'tend' };

const tuples: fc.Arbitrary<Tuple> = fc
  .record({
    protocol: fc.constantFrom('TCP' as const, 'TCP' as const, 'UDP' as const),
    source: fc.constantFrom(1, 2),
    destination: fc.constantFrom(3, 4),
    sourcePort: fc.constantFrom(1, 2, 65535),
    destinationPort: fc.constantFrom(1, 80),
    back: fc.boolean(),
  })
  .map(({ back, ...tuple }) => (back ? inverted(tuple) : tuple));

const packetSteps: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('packet' as const),
  packet: fc.record({ tuple: tuples, flags: fc.constantFrom(...flags), data: fc.boolean() }),
  dropped: fc.nat(3).map(n => n === 0),
});

type Said = readonly [back: boolean, flags: (typeof flags)[number], data: boolean];

const beginnings: readonly (readonly Said[])[] = [
  [
    [false, 'SYN', false],
    [true, 'SYN-ACK', false],
    [false, 'ACK', false],
  ],
  [
    [false, 'ACK', false],
    [true, 'ACK', false],
  ],
  [
    [false, 'SYN', false],
    [true, 'SYN', false],
  ],
];

/** Packets of one connection in a row, so that late states are reached. */
const talks: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    tuples,
    fc.constantFrom(...beginnings),
    fc.array(fc.tuple(fc.boolean(), fc.constantFrom(...flags), fc.boolean()), { maxLength: 9 }),
  )
  .map(([tuple, beginning, rest]) =>
    [...beginning, ...rest].map(([back, segment, data]) => ({
      kind: 'packet',
      packet: { tuple: back ? inverted(tuple) : tuple, flags: segment, data: data && segment === 'ACK' },
      dropped: false,
    })),
  );

const others: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(0.5, 2.5, 11, 40, 130, 301) }),
  fc.record({ kind: fc.constant('remove' as const), port: fc.constantFrom(1, 2) }),
  fc.record({ kind: fc.constantFrom('flush' as const, 'tend' as const) }),
);

const steps: fc.Arbitrary<readonly Step[]> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: packetSteps.map(step => [step]) },
      { weight: 4, arbitrary: talks },
      { weight: 1, arbitrary: others.map(step => [step]) },
    ),
    { maxLength: 30 },
  )
  .map(parts => parts.flat());

describe('random packets', () => {
  for (const max of [0, 1, 3, 8])
    it(`make the table say what the reference says, with ${max || 'any number of'} entries at most`, () => {
      fc.assert(
        fc.property(steps, all => {
          const sysctls: Sysctls = {
            ...kernelSysctls,
            nf_conntrack_max: max,
            nf_conntrack_tcp_timeout_max_retrans: 432_000,
          };
          const reference = new Reference(sysctls);
          const tracker = new ConnectionTable(sysctls);
          for (const step of all) {
            run(step, tracker, reference);
            const { now } = reference;
            const listed = tracker.entries(now);
            expect(
              listed.map(({ reply, setUp, blocked, ...entry }) => entry),
              JSON.stringify(step),
            ).to.deep.equal(reference.list());
            expect(tracker.size(now)).to.equal(listed.length);
            if (max > 0) expect(listed.length).to.be.at.most(max);
            for (const entry of listed) {
              expect(entry.seconds).to.be.at.least(0);
              for (const tuple of [entry.original, entry.reply])
                expect(tracker.find(tuple, now)).to.deep.equal(entry);
            }
          }
        }),
        { numRuns: 200 },
      );
    });
});

function run(step: Step, tracker: ConnectionTable, reference: Reference): void {
  switch (step.kind) {
    case 'packet': {
      const { tuple, flags: segment, data } = step.packet;
      const content: Content =
        tuple.protocol === 'TCP'
          ? { protocol: 'TCP', flags: segment, ...(data && { data: true as const }) }
          : { protocol: 'UDP' };
      const before = tracker.size(reference.now);
      const tracking = tracker.track(tuple, content, reference.now);
      const expected = reference.track(step.packet);
      expect({ state: tracking.state, direction: tracking.direction }, JSON.stringify(step)).to.deep.equal({
        state: expected.state,
        direction: expected.direction,
      });
      if (step.dropped) {
        expect(tracker.size(reference.now)).to.be.at.most(before);
        return;
      }
      tracker.confirm(tracking, reference.now);
      expected.confirm();
      return;
    }
    case 'wait':
      reference.now += step.seconds * 1000;
      return;
    case 'remove':
      tracker.removeWhere(({ original }) => original.sourcePort === step.port, reference.now);
      for (const [key, { original }] of reference.connections)
        if (original.sourcePort === step.port) reference.connections.delete(key);
      return;
    case 'flush':
      tracker.flush();
      reference.connections.clear();
      return;
    case 'tend':
      tracker.tend(reference.now);
      return;
  }
}
