import { ConnectionTable } from '../src/conntrack/connectionTable';
import { EntryStore } from '../src/conntrack/entryStore';
import { blankMemory } from '../src/conntrack/memory';
import type { Content } from '../src/conntrack/packet';
import { inverted, type Tuple } from '../src/conntrack/tuple';
import { NOTHING } from '../src/conntrack/tupleIndex';
import { kernelSysctls } from '../src/settings/sysctls';

// The connection table at ten thousand, a hundred thousand and a million entries. Run it alone with
// `node --expose-gc -r ts-node/register bench/conntrack.ts`.

const sizes = [10_000, 100_000, 1_000_000] as const;
const rounds = 1_000_000;
const repetitions = 5;
/** Room for the largest, as no limit is what is measured. */
const sysctls = { ...kernelSysctls, nf_conntrack_max: 4_000_000 };

const syn: Content = { protocol: 'TCP', flags: 'SYN' };
const synAck: Content = { protocol: 'TCP', flags: 'SYN-ACK' };
const ack: Content = { protocol: 'TCP', flags: 'ACK' };

interface Measured {
  readonly entries: number;
  readonly opened: number;
  readonly found: number;
  readonly tracked: number;
  readonly bytes: number;
}

/** Prints speed and memory for each size, and how far the largest falls behind the smallest. */
export function benchConntrack(): void {
  console.log('Connection table: per second, medians of', repetitions, 'repetitions\n');
  console.log('   entries  bare look-ups  packets of established  new connections  bytes an entry');
  const results = sizes.map(measure);
  for (const { entries, found, tracked, opened, bytes } of results)
    console.log(
      [
        entries.toLocaleString('en').padStart(10),
        rate(found).padStart(14),
        rate(tracked).padStart(23),
        rate(opened).padStart(16),
        bytes.toFixed(0).padStart(15),
      ].join(' '),
    );
  const [small, , large] = results;
  if (!small || !large) return;
  const ratio = (of: (result: Measured) => number): string => `${(of(small) / of(large)).toFixed(1)} times`;
  console.log(
    `\n10,000 entries against 1,000,000: look-ups ${ratio(r => r.found)}, packets ${ratio(r => r.tracked)},`,
    `new connections ${ratio(r => r.opened)} as fast`,
  );
}

function measure(entries: number): Measured {
  const order = Uint32Array.from({ length: rounds }, () => Math.floor(Math.random() * entries));

  const opened = median(() => {
    const table = new ConnectionTable(sysctls);
    return perSecond(entries, () => {
      for (let i = 0; i < entries; i++) table.confirm(table.track(tupleOf(i), syn, 0), 0);
    });
  });

  const bytes = bytesPerEntry(entries);
  const table = establish(entries);
  const tracked = median(() =>
    perSecond(rounds, () => {
      for (let i = 0; i < rounds; i++) table.confirm(table.track(packetOf(order[i] ?? 0, i), ack, i), i);
    }),
  );
  if (table.size(rounds) !== entries) throw new Error('The table lost entries.');

  const store = new EntryStore();
  for (let i = 0; i < entries; i++) store.add(tupleOf(i), inverted(tupleOf(i)), blankMemory());
  let missed = 0;
  const found = median(() =>
    perSecond(rounds, () => {
      for (let i = 0; i < rounds; i++) if (store.find(packetOf(order[i] ?? 0, i)) === NOTHING) missed++;
    }),
  );
  if (missed > 0) throw new Error('The store lost entries.');
  return { entries, opened, found, tracked, bytes };
}

/** A thousand clients, four servers, ports as clients choose them. */
function tupleOf(i: number): Tuple {
  return {
    protocol: 'TCP',
    source: i & 1023,
    destination: 1024 + ((i >> 10) & 3),
    sourcePort: 32768 + (i >> 12),
    destinationPort: 80,
  };
}

/** Made when it is sent, as packets are: a million tuples kept aside would cost more cache than the table. */
function packetOf(connection: number, packet: number): Tuple {
  const tuple = tupleOf(connection);
  return packet & 1 ? inverted(tuple) : tuple;
}

function establish(entries: number): ConnectionTable {
  const table = new ConnectionTable(sysctls);
  for (let i = 0; i < entries; i++) {
    const tuple = tupleOf(i);
    table.confirm(table.track(tuple, syn, 0), 0);
    table.confirm(table.track(inverted(tuple), synAck, 0), 0);
    table.confirm(table.track(tuple, ack, 0), 0);
  }
  return table;
}

/** Of several tables, as one small one drowns in what else the heap does. */
function bytesPerEntry(entries: number): number {
  const tables = Math.max(1, 200_000 / entries);
  establish(entries);
  const before = memory();
  const kept = Array.from({ length: tables }, () => establish(entries));
  const after = memory();
  return (after - before) / kept.reduce((sum, table) => sum + table.size(0), 0);
}

function memory(): number {
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function perSecond(count: number, work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return (count / Number(process.hrtime.bigint() - start)) * 1e9;
}

/** The first repetition warms up. */
function median(repeat: () => number): number {
  const all = Array.from({ length: repetitions + 1 }, repeat).slice(1);
  return all.sort((a, b) => a - b)[Math.floor(repetitions / 2)] ?? Number.NaN;
}

function rate(perSecond: number): string {
  return `${(perSecond / 1e6).toFixed(1)} M`;
}

if (require.main === module) benchConntrack();
