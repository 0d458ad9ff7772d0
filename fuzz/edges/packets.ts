import fc from 'fast-check';
import { ConnectionTable, type Tracking } from '../../src/conntrack/connectionTable';
import { inconsistencies } from '../../src/conntrack/consistency';
import { type Content, sctpChunks, tcpFlags } from '../../src/conntrack/packet';
import { inverted, type Tuple } from '../../src/conntrack/tuple';
import { kernelSysctls, type Sysctls, sysctlNames, sysctls } from '../../src/settings/sysctls';
import { Crash, type Edge } from '../edge';

/** What happens at a connection table. */
type Event =
  | {
      readonly kind: 'packet';
      readonly tuple: Tuple;
      readonly content: Content;
      readonly fate: 'confirm' | 'drop' | 'block' | 'confirm twice';
      readonly reply?: Tuple;
    }
  | { readonly kind: 'error'; readonly quoted: Tuple }
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'configure'; readonly sysctls: Sysctls }
  | { readonly kind: 'remove'; readonly port: number }
  | { readonly kind: 'late confirm' | 'unblock' | 'tend' | 'flush' };

interface PacketInput {
  readonly sysctls: Sysctls;
  readonly events: readonly Event[];
}

/** Packets of any header and any flags, in any order, at connection tables of any sysctls. */
export const packets = (): Edge<PacketInput> => ({
  inputs: fc.record({
    sysctls: anySysctls,
    events: fc.array(fc.oneof(...events), { minLength: 1, maxLength: 60 }),
  }),
  shown: input => JSON.stringify({ ...input, sysctls: unusual(input.sysctls) }, undefined, 1),
  attempt: ({ sysctls: first, events: all }) => {
    const table = new ConnectionTable(first);
    let now = 0;
    let last: Tracking | undefined;
    for (const event of all) {
      switch (event.kind) {
        case 'packet':
          last = table.track(event.tuple, event.content, now, event.reply);
          if (event.fate === 'block') table.block(last);
          else if (event.fate !== 'drop') table.confirm(last, now);
          if (event.fate === 'confirm twice') table.confirm(last, now);
          break;
        case 'error':
          last = table.relate(event.quoted, now);
          table.confirm(last, now);
          break;
        case 'wait':
          now += event.milliseconds;
          break;
        case 'configure':
          table.configure(event.sysctls);
          break;
        case 'remove':
          table.removeWhere(({ original }) => original.sourcePort === event.port, now);
          break;
        case 'late confirm':
          if (last) table.confirm(last, now);
          break;
        case 'unblock':
          if (last) table.unblock(last);
          break;
        case 'tend':
          table.tend(now);
          break;
        case 'flush':
          table.flush();
          break;
        default:
          event satisfies never;
      }
      const [problem] = inconsistencies(table, { now, addressText: String });
      if (problem !== undefined) throw new Crash(`after ${JSON.stringify(event)}: ${problem}`);
    }
    return table.size(now) > 0 ? 'accepted' : 'refused';
  },
});

const ids = fc.oneof(
  { weight: 8, arbitrary: fc.nat(3) },
  { weight: 1, arbitrary: fc.constantFrom(65535, 65536, 2 ** 24, 2 ** 31 - 1) },
);
const ports = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(0, 1, 2) },
  { weight: 1, arbitrary: fc.constantFrom(2048, 32768, 65534, 65535) },
);
const icmp = fc.oneof(
  fc
    .constantFrom(8, 0, 13, 14, 15, 16, 17, 18, 128, 129, 139, 140)
    .chain(type => fc.constantFrom(0, 255).map(code => type * 256 + code)),
  fc.nat(65535),
);

const tuples: fc.Arbitrary<Tuple> = fc
  .oneof(
    fc.record({
      protocol: fc.constantFrom('TCP', 'UDP', 'SCTP'),
      source: ids,
      destination: ids,
      sourcePort: ports,
      destinationPort: ports,
    }),
    fc.record({
      protocol: fc.constant('ICMP' as const),
      source: ids,
      destination: ids,
      sourcePort: ports,
      destinationPort: icmp,
    }),
  )
  .chain(tuple => fc.boolean().map(turned => (turned ? inverted(tuple) : tuple)));

function contents(protocol: Tuple['protocol']): fc.Arbitrary<Content> {
  if (protocol === 'TCP')
    return fc
      .record({
        flags: fc.constantFrom(...tcpFlags),
        data: fc.boolean(),
        again: fc.boolean(),
        fit: fc.constantFrom('in window' as const, 'out of window' as const, undefined, undefined),
      })
      .map(({ flags, data, again, fit }) => ({
        protocol,
        flags,
        ...(data && { data }),
        ...(again && { again }),
        ...(fit && { fit }),
      }));
  if (protocol === 'SCTP') return fc.constantFrom(...sctpChunks).map(chunk => ({ protocol, chunk }));
  return fc.constant({ protocol });
}

const times = fc.constantFrom(
  0,
  1,
  999,
  1000,
  3000,
  10_000,
  30_001,
  120_000,
  300_000,
  432_000_000,
  2 ** 31,
  2 ** 42,
);

const anySysctls: fc.Arbitrary<Sysctls> = fc
  .array(
    fc.tuple(
      fc.constantFrom(...sysctlNames),
      fc.constantFrom(0, 1, 2, 3, 60, 2 ** 31 - 1, 2 ** 32, 365_250 * 86_400),
    ),
    { maxLength: 6 },
  )
  .map(changes => ({
    ...kernelSysctls,
    ...Object.fromEntries(
      changes.map(([name, value]) => [name, sysctls[name].unit === 'switch' ? value % 2 : value]),
    ),
  }));

const events: readonly fc.WeightedArbitrary<Event>[] = [
  {
    weight: 12,
    arbitrary: tuples.chain(tuple =>
      fc
        .record({
          content: contents(tuple.protocol),
          fate: fc.constantFrom('confirm', 'confirm', 'confirm', 'drop', 'block', 'confirm twice'),
          reply: fc.oneof(
            { weight: 6, arbitrary: fc.constant(undefined) },
            { weight: 1, arbitrary: tuples.filter(({ protocol }) => protocol === tuple.protocol) },
          ),
        })
        .map(({ content, fate, reply }) => ({
          kind: 'packet',
          tuple,
          content,
          fate,
          ...(reply && { reply }),
        })),
    ),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('error'), quoted: tuples }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait'), milliseconds: times }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('configure'), sysctls: anySysctls }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove'), port: ports }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('late confirm', 'unblock', 'tend', 'tend', 'flush') }),
  },
];

function unusual(all: Sysctls): Partial<Sysctls> {
  return Object.fromEntries(
    sysctlNames.flatMap(name => (all[name] === kernelSysctls[name] ? [] : [[name, all[name]]])),
  );
}
