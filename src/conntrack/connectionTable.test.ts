import { expect } from 'chai';
import fc from 'fast-check';
import { protocols } from '../addresses/port';
import type { Flow, Party } from '../cluster/flow';
import { ConnectionTable } from './connectionTable';
import { type ConnectionState, lifecycle, type TupleDirection } from './lifecycle';
import { tuplesOf } from './tuple';

const party = (value: bigint, family: 'IPv4' | 'IPv6' = 'IPv4'): Party => ({
  kind: 'external',
  name: `${value}`,
  address: { family, value },
});

const flow: Flow = {
  source: party(1n),
  destination: party(2n),
  protocol: 'TCP',
  sourcePort: 40000,
  destinationPort: 80,
};
const { original, reply } = tuplesOf(flow);

const opened = (): ConnectionTable => {
  const table = new ConnectionTable();
  table.confirm(original);
  return table;
};

describe('a connection table', () => {
  it('knows nothing of a packet that was looked up and dropped', () => {
    const table = new ConnectionTable();
    expect(table.lookUp(original)).to.equal(undefined);
    expect(table.lookUp(original)).to.equal(undefined);
    expect(table.size).to.equal(0);
  });

  it('knows the opener and the one who answers apart', () => {
    const table = opened();
    const connection = { original: flow, state: 'unreplied' };
    expect(table.lookUp(original)).to.deep.equal({ connection, direction: 'original' });
    expect(table.lookUp(reply)).to.deep.equal({ connection, direction: 'reply' });
    expect(table.size).to.equal(1);
  });

  it('keeps the opener, whoever speaks later', () => {
    const table = opened();
    for (const packet of [reply, original, reply]) table.confirm(packet);
    expect(table.size).to.equal(1);
    expect(table.lookUp(reply)?.connection).to.deep.equal({ original: flow, state: 'established' });
  });

  const others: readonly (readonly [string, Flow])[] = [
    ['from another port', { ...flow, sourcePort: 40001 }],
    ['to another port', { ...flow, destinationPort: 81 }],
    ['of another protocol', { ...flow, protocol: 'UDP' }],
    ['from another address', { ...flow, source: party(3n) }],
    ['to another address', { ...flow, destination: party(3n) }],
    ['from the same number in the other family', { ...flow, source: party(1n, 'IPv6') }],
    ['that the server opens back, to a new port', { ...flow, source: party(2n), destination: party(1n) }],
    [
      'that the server opens back to the same port, from another',
      { ...flow, source: party(2n), sourcePort: 81, destination: party(1n), destinationPort: 40000 },
    ],
  ];
  for (const [title, other] of others)
    it(`takes a packet ${title} for a new connection`, () => {
      expect(opened().lookUp(tuplesOf(other).original)).to.equal(undefined);
      expect(opened().lookUp(tuplesOf(other).reply)).to.equal(undefined);
    });

  for (const packet of [original, reply])
    it(`forgets a connection that a packet of the ${packet === reply ? 'server' : 'client'} ends`, () => {
      const table = opened();
      table.forget(packet);
      expect(table.size).to.equal(0);
      expect(table.lookUp(original) ?? table.lookUp(reply)).to.equal(undefined);
    });

  it('forgets no other connection', () => {
    const table = opened();
    table.forget(tuplesOf({ ...flow, sourcePort: 40001 }).original);
    expect(table.size).to.equal(1);
  });

  it('holds the state that the table of the lifecycle tells, packet by packet', () => {
    const packets = fc.array(fc.constantFrom<TupleDirection>('original', 'reply'), { maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...protocols), packets, (protocol, directions) => {
        const tuples = tuplesOf({ ...flow, protocol });
        const table = new ConnectionTable();
        table.confirm(tuples.original);
        for (const direction of directions) table.confirm(tuples[direction]);
        const expected = directions.reduce<ConnectionState>(
          (state, direction) => lifecycle[protocol][state][direction],
          'unreplied',
        );
        expect(table.lookUp(tuples.original)?.connection.state).to.equal(expected);
      }),
    );
  });
});
