import { expect } from 'chai';
import { kernelSysctls } from '../settings/sysctls';
import { Conversation, handshake, tupleOf } from '../testing/packetScripts';
import { ConnectionTable } from './connectionTable';
import { EntryStore } from './entryStore';
import { makeRoom } from './eviction';
import { Expiry } from './expiry';
import { ASSURED, blankMemory } from './memory';
import { inverted, type Tuple } from './tuple';

const tableFor = (max: number): ConnectionTable =>
  new ConnectionTable({ ...kernelSysctls, nf_conntrack_max: max });
const connect = (table: ConnectionTable, port: number, ...packets: readonly string[]): Conversation =>
  new Conversation('TCP', table, tupleOf('TCP', port)).play(...packets);
const ports = (table: ConnectionTable, now = 0): readonly number[] =>
  table.entries(now).map(({ original }) => original.sourcePort);

describe('a full table', () => {
  it('drops the packet of a new connection if all others are assured', () => {
    const table = tableFor(2);
    for (const port of [1, 2]) connect(table, port, ...handshake);
    expect(connect(table, 3).send('> SYN')).to.include({
      state: 'FULL',
      direction: 'original',
      setUp: false,
    });
    expect(ports(table)).to.deep.equal([1, 2]);
  });

  it('lets the connections that it has go on', () => {
    const table = tableFor(1);
    const conversation = connect(table, 1, ...handshake);
    expect(connect(table, 2).stateOf('> SYN')).to.equal('FULL');
    expect(conversation.stateOf('< ACK data')).to.equal('ESTABLISHED');
  });

  for (const max of [1, 2, 3, 5, 10, 64])
    it(`of ${max} gives up the oldest entry that is not assured`, () => {
      const table = tableFor(max);
      for (let port = 1; port <= max; port++) connect(table, port, '> SYN');
      expect(connect(table, 99).stateOf('> SYN')).to.equal('NEW');
      expect(ports(table)).to.deep.equal([...Array.from({ length: max - 1 }, (_, i) => i + 2), 99]);
    });

  it('spares what is assured', () => {
    const table = tableFor(2);
    connect(table, 1, ...handshake);
    connect(table, 2, '> SYN');
    connect(table, 3, '> SYN');
    expect(ports(table)).to.deep.equal([1, 3]);
  });

  it('gives up an entry even if the packet is dropped by a rule then', () => {
    const table = tableFor(1);
    connect(table, 1, '> SYN');
    connect(table, 2, '> SYN, dropped');
    expect(ports(table)).to.deep.equal([]);
  });

  it('has room again once entries expired', () => {
    const table = tableFor(1);
    connect(table, 1, ...handshake, '> RST');
    const conversation = connect(table, 2);
    expect(conversation.stateOf('> SYN')).to.equal('FULL');
    expect(conversation.play('wait 10').stateOf('> SYN')).to.equal('NEW');
  });

  it('has room again with each entry that expires, however soon one after the other', () => {
    const table = tableFor(2);
    connect(table, 1, ...handshake, '> RST');
    connect(table, 2, 'wait 0.5', ...handshake, '> RST');
    const [first, second] = [connect(table, 3, 'wait 10'), connect(table, 4, 'wait 10.5')];
    expect(first.play(...handshake).entry?.original.sourcePort).to.equal(2);
    expect(second.stateOf('> SYN')).to.equal('NEW');
  });

  it('takes the last place once, if two packets race for it', () => {
    const table = tableFor(1);
    const [a, b] = [1, 2].map(port => table.track(tupleOf('UDP', port), { protocol: 'UDP' }, 0));
    if (a) table.confirm(a, 0);
    if (b) table.confirm(b, 0);
    expect(ports(table)).to.deep.equal([1]);
  });

  it('goes on replacing entries when the limit was lowered', () => {
    const table = tableFor(10);
    for (let port = 1; port <= 5; port++) connect(table, port, '> SYN');
    table.configure({ ...kernelSysctls, nf_conntrack_max: 2 });
    connect(table, 9, '> SYN');
    expect(ports(table)).to.deep.equal([2, 3, 4, 5, 9]);
  });

  it('is never full where nf_conntrack_max is 0', () => {
    const table = tableFor(0);
    for (let port = 1; port <= 100; port++) connect(table, port, ...handshake);
    expect(table.size(0)).to.equal(100);
    const raced = [101, 102].map(port => table.track(tupleOf('UDP', port), { protocol: 'UDP' }, 0));
    for (const tracking of raced) table.confirm(tracking, 0);
    expect(table.size(0)).to.equal(102);
  });

  it('makes no room for what opens nothing', () => {
    const table = tableFor(1);
    connect(table, 1, '> SYN');
    const unreachable: Tuple = { ...tupleOf('ICMP'), destinationPort: 3 * 256 };
    expect(table.track(unreachable, { protocol: 'ICMP' }, 0).state).to.equal('INVALID');
    expect(ports(table)).to.deep.equal([1]);
  });
});

describe('a large table that is full', () => {
  const max = 3000;
  const tuple = (i: number): Tuple => ({ ...tupleOf('UDP'), source: i >> 4, sourcePort: 1024 + (i & 15) });

  it('drops what is not assured in eight buckets at most, and a little at a time', () => {
    const table = tableFor(max);
    const open = (i: number): string => {
      const tracking = table.track(tuple(i), { protocol: 'UDP' }, 0);
      table.confirm(tracking, 0);
      return tracking.state;
    };
    for (let i = 0; i < max; i++) expect(open(i)).to.equal('NEW');
    for (let i = max; i < 2 * max; i++) {
      const before = table.size(0);
      const state = open(i);
      expect(state === 'FULL' ? before : table.size(0), state).to.be.within(before - 16, max);
    }
    expect(table.find(tuple(2 * max - 1), 0), 'the last').to.not.equal(undefined);
    expect(table.size(0)).to.be.within(max - 64, max);
  });

  it('is full if eight buckets hold nothing but assured entries', () => {
    const table = tableFor(max);
    for (let i = 0; i < max; i++)
      new Conversation('TCP', table, { ...tuple(i), protocol: 'TCP' }).play(...handshake);
    expect(table.track(tuple(max), { protocol: 'UDP' }, 0).state).to.equal('FULL');
    expect(table.size(0)).to.equal(max);
  });

  it('has room again once entries expired, which it looks for once a second', () => {
    const table = tableFor(100);
    for (let port = 1; port <= 98; port++) connect(table, port, ...handshake);
    connect(table, 99, ...handshake, '> RST');
    connect(table, 100, 'wait 0.5', ...handshake, '> RST');
    expect(connect(table, 101, 'wait 9.9').stateOf('> SYN')).to.equal('FULL');
    connect(table, 102, 'wait 10.1', ...handshake);
    expect(connect(table, 103, 'wait 10.6').stateOf('> SYN')).to.equal('FULL');
    expect(connect(table, 104, 'wait 11.1').stateOf('> SYN')).to.equal('NEW');
  });

  it('looks through eight buckets, and no more', () => {
    const wanted = tuple(0);
    const fill = (assured: (bucket: number) => boolean): EntryStore => {
      const store = new EntryStore();
      for (let i = 1; i <= 200; i++)
        store.add(tuple(i), inverted(tuple(i)), { ...blankMemory(), status: ASSURED });
      for (let bucket = 0; bucket < 9; bucket++)
        for (const slot of store.inBucket(wanted, bucket))
          store.records.setStatus(slot, assured(bucket) ? ASSURED : 0);
      return store;
    };
    const room = (store: EntryStore): boolean => makeRoom(store, new Expiry(store), 200, wanted, 0);
    expect(room(fill(bucket => bucket !== 7))).to.equal(true);
    expect(room(fill(bucket => bucket !== 8))).to.equal(false);
  });
});

describe('the garbage collector', () => {
  const fill = (max: number): ConnectionTable => {
    const table = tableFor(max);
    for (let port = 1; port <= max; port++)
      connect(table, port, ...handshake, ...(port % 2 === 0 ? ['> FIN'] : []));
    return table;
  };

  it('takes what expired', () => {
    const conversation = new Conversation('UDP').play('> datagram', 'wait 30');
    conversation.table.tend(conversation.now);
    expect(conversation.table.size(conversation.now)).to.equal(0);
  });

  it('takes what closes, the oldest first, until less than 95 % are left, if the table was full', () => {
    const table = fill(200);
    expect(connect(table, 999).stateOf('> SYN')).to.equal('FULL');
    table.tend(0);
    expect(table.size(0)).to.equal(189);
    expect(ports(table)).to.not.include.members([2, 4, 22]);
    expect(ports(table)).to.include.members([1, 3, 21, 24]);
  });

  const closing = ['> FIN', '< ACK', '< FIN', '> ACK', '> RST'];
  for (const count of closing.keys())
    it(`takes a connection after ${closing.slice(0, count + 1).join('; ')}`, () => {
      const table = tableFor(100);
      for (let port = 1; port <= 99; port++) connect(table, port, ...handshake);
      connect(table, 500, ...handshake, ...closing.slice(0, count + 1));
      expect(connect(table, 999).stateOf('> SYN')).to.equal('FULL');
      table.tend(0);
      expect(table.size(0)).to.equal(99);
      expect(ports(table)).to.not.include(500);
    });

  it('takes what shuts down of SCTP as well, and what is not assured', () => {
    const table = tableFor(100);
    for (let port = 1; port <= 98; port++) connect(table, port, ...handshake);
    const sctp = ['> INIT', '< INIT-ACK', '> COOKIE-ECHO', '< COOKIE-ACK'];
    new Conversation('SCTP', table, tupleOf('SCTP', 500)).play(...sctp, '> SHUTDOWN');
    new Conversation('SCTP', table, tupleOf('SCTP', 501)).play(...sctp);
    expect(connect(table, 999).stateOf('> SYN')).to.equal('FULL');
    table.tend(0);
    expect(ports(table)).to.include(501).and.not.include(500);
  });

  it('takes nothing more when it runs again', () => {
    const table = fill(200);
    connect(table, 999).send('> SYN');
    table.tend(0);
    for (let port = 1000; port < 1011; port++) connect(table, port, ...handshake);
    table.tend(0);
    expect(table.size(0)).to.equal(200);
  });

  it('leaves a table alone that no packet found full', () => {
    const table = fill(200);
    table.tend(0);
    expect(table.size(0)).to.equal(200);
  });

  it('leaves tables for fewer than a hundred alone', () => {
    const table = fill(99);
    expect(connect(table, 999).stateOf('> SYN')).to.equal('FULL');
    table.tend(0);
    expect(table.size(0)).to.equal(99);
  });
});
