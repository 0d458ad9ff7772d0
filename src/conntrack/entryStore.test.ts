import { expect } from 'chai';
import fc from 'fast-check';
import { EntryStore } from './entryStore';
import { blankMemory, type Memory } from './memory';
import type { TrackedProtocol } from './packet';
import { inverted, type Tuple } from './tuple';
import { NOTHING } from './tupleIndex';

const protocols: readonly TrackedProtocol[] = ['TCP', 'UDP', 'SCTP', 'ICMP'];
const tupleOf = (n: number): Tuple => ({
  protocol: protocols[n & 3] ?? 'TCP',
  source: (n >> 2) % 50,
  destination: 0x7fffffff - (n >> 3),
  sourcePort: 65535 - (n % 7),
  destinationPort: 8 * 256,
});

/** Of these the answers bear one address or port that is not the request's. */
const translated = ['source', 'destination', 'sourcePort', 'destinationPort'] as const;
const isTranslated = (n: number): boolean => n % 5 === 0;
const replyTo = (n: number): Tuple => {
  const answer = inverted(tupleOf(n));
  if (!isTranslated(n)) return answer;
  const field = translated[Math.floor(n / 20) % translated.length] ?? 'source';
  return { ...answer, [field]: field.endsWith('Port') ? 1 + n : 1_000_000 + n };
};
const slotOf = (store: EntryStore, n: number): number => store.find(tupleOf(n)) >> 1;

describe('the store of entries', () => {
  it('finds what was added and not removed by both tuples, in any order and however it grows', () => {
    const steps = fc.array(fc.tuple(fc.nat(400), fc.boolean()), { maxLength: 600 });
    fc.assert(
      fc.property(steps, all => {
        const store = new EntryStore();
        /** By number of the tuple: the serial, as that stays while the slot changes. */
        const serials = new Map<number, number>();
        for (const [n, adds] of all) {
          if (!serials.has(n) && adds) {
            const slot = store.add(tupleOf(n), replyTo(n), blankMemory());
            serials.set(n, store.records.serial(slot));
          } else if (serials.has(n) && !adds) {
            store.remove(slotOf(store, n));
            serials.delete(n);
          }
        }
        expect(store.size).to.equal(serials.size);
        expect(store.slots().map(slot => store.records.serial(slot))).to.have.members([...serials.values()]);
        for (let n = 0; n <= 400; n++) {
          const slot = store.find(tupleOf(n)) >> 1;
          expect(store.find(tupleOf(n))).to.equal(serials.has(n) ? slot * 2 : NOTHING);
          expect(store.find(replyTo(n))).to.equal(serials.has(n) ? slot * 2 + 1 : NOTHING);
          if (isTranslated(n)) expect(store.find(inverted(tupleOf(n)))).to.equal(NOTHING);
          if (!serials.has(n)) continue;
          expect(store.records.serial(slot)).to.equal(serials.get(n));
          expect(store.records.tuple(slot, 0)).to.deep.equal(tupleOf(n));
          expect(store.records.tuple(slot, 1)).to.deep.equal(replyTo(n));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('finds all of any number of entries', () => {
    for (let first = 0; first < 20_000; first += 1000) {
      const store = new EntryStore();
      for (let n = first; n < first + 250; n++) store.add(tupleOf(n), inverted(tupleOf(n)), blankMemory());
      for (let n = first; n < first + 250; n++) expect(store.find(tupleOf(n)), `${n}`).not.to.equal(NOTHING);
    }
  });

  it('forgets both tuples of an entry, wherever they lie', () => {
    for (let n = 0; n < 2000; n += 5) {
      const store = new EntryStore();
      store.remove(store.add(tupleOf(n), replyTo(n), blankMemory()));
      expect([store.find(tupleOf(n)), store.find(replyTo(n))]).to.deep.equal([NOTHING, NOTHING]);
    }
  });

  it('needs no more room however many come and go', () => {
    const store = new EntryStore();
    for (let n = 0; n < 1000; n++) store.remove(store.add(tupleOf(n), replyTo(n), blankMemory()));
    expect(store.records.capacity).to.equal(10);
  });

  it('takes 91 to 128 bytes an entry, as long as nothing is translated', () => {
    const store = new EntryStore();
    for (let n = 0; n < 10_000; n++) {
      store.add(tupleOf(n), inverted(tupleOf(n)), blankMemory());
      if (n > 1000) expect((store.records.capacity * 64) / store.size).to.be.within(91, 129);
    }
  });

  it('has never held anything in a slot that was not taken', () => {
    const store = new EntryStore();
    store.add(tupleOf(1), inverted(tupleOf(1)), blankMemory());
    const free = [0, 1].find(slot => store.records.serial(slot) === 0) ?? 2;
    expect(() => store.records.protocol(free)).to.throw(`Slot ${free} never held an entry.`);
  });

  it('never gives two entries the same serial', () => {
    const store = new EntryStore();
    const serials = Array.from({ length: 20 }, (_, n) => {
      const slot = store.add(tupleOf(n), inverted(tupleOf(n)), blankMemory());
      const serial = store.records.serial(slot);
      store.remove(slot);
      expect(store.records.serial(slot)).to.equal(0);
      return serial;
    });
    expect(new Set(serials).size).to.equal(20);
  });

  it('keeps of each entry what its protocol remembers, while others come and go', () => {
    const store = new EntryStore();
    const memoryOf = (n: number): Memory => ({
      ...blankMemory(),
      state: n % 10,
      status: n % 16,
      ...(tupleOf(n).protocol === 'UDP'
        ? { streamAfter: n * 1e9 + 0.5 }
        : { marks: n * 7, last: n % 6, lastDirection: n & 1 ? 1 : 0, retransmissions: n % 256 }),
    });
    for (let n = 0; n < 500; n++) {
      const slot = store.add(tupleOf(n), replyTo(n), memoryOf(n));
      store.records.setExpires(slot, n * 1e6 + 0.25);
    }
    for (let n = 0; n < 500; n += 3) store.remove(slotOf(store, n));
    for (let n = 0; n < 500; n++) {
      if (n % 3 === 0) continue;
      const slot = slotOf(store, n);
      const memory = blankMemory();
      store.records.load(slot, memory);
      expect(memory).to.deep.equal(memoryOf(n));
      expect(store.records.expires(slot)).to.equal(n * 1e6 + 0.25);
    }
  });

  it('tells protocols apart, even if their hashes were the same', () => {
    const store = new EntryStore();
    const { source, destination, sourcePort, destinationPort } = tupleOf(1);
    const slot = store.add(tupleOf(1), inverted(tupleOf(1)), blankMemory());
    const ends = { source, destination, sourcePort, destinationPort };
    expect(store.records.hasTuple(slot, 0, { protocol: 'UDP', ...ends })).to.equal(true);
    expect(store.records.hasTuple(slot, 0, { protocol: 'TCP', ...ends })).to.equal(false);
  });

  it('has every entry with a tuple in one of its buckets', () => {
    const store = new EntryStore();
    for (let n = 0; n < 300; n++) store.add(tupleOf(n), inverted(tupleOf(n)), blankMemory());
    const found = new Set<number>();
    for (let bucket = 0; bucket < 1024; bucket++)
      for (const slot of store.inBucket(tupleOf(0), bucket)) found.add(slot);
    expect(found.size).to.equal(300);
  });

  it('is as good as new when cleared', () => {
    const store = new EntryStore();
    store.add(tupleOf(1), inverted(tupleOf(1)), blankMemory());
    store.clear();
    expect(store.size).to.equal(0);
    expect(store.find(tupleOf(1))).to.equal(NOTHING);
    expect(store.slots()).to.deep.equal([]);
  });
});
