import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { z } from 'zod';
import { Conversation } from '../testing/packetScripts';
import { tupleDirections } from './direction';
import { sctpChunks, tcpFlags } from './packet';
import { Transitions } from './transitions';

const table = z.strictObject({
  names: z.record(z.string(), z.string()),
  /** Packets, each after the other, parted by semicolons. */
  reach: z.record(z.string(), z.string()),
  original: z.record(z.string(), z.record(z.string(), z.string())),
  reply: z.record(z.string(), z.record(z.string(), z.string())),
  removed: z.array(
    z.strictObject({ direction: z.enum(tupleDirections), segment: z.string(), state: z.string() }),
  ),
});

const tables = [
  { protocol: 'TCP', file: 'tcp-table.yaml', packets: tcpFlags },
  { protocol: 'SCTP', file: 'sctp-table.yaml', packets: sctpChunks },
] as const;

for (const { protocol, file, packets } of tables) {
  const { names, reach, removed, ...expected } = table.parse(
    parse(readFileSync(join(__dirname, 'testdata', file), 'utf8')),
  );
  const states = Object.keys(names);

  describe(`the ${protocol} table`, () => {
    it('is checked in every cell', () => {
      expect(Object.keys(reach)).to.deep.equal(states);
      for (const direction of tupleDirections) {
        expect(Object.keys(expected[direction])).to.deep.equal([...packets]);
        for (const cells of Object.values(expected[direction]))
          expect(Object.keys(cells)).to.deep.equal(direction === 'original' ? states : states.slice(1));
      }
    });

    for (const [state, packetsBefore] of Object.entries(reach))
      if (state !== 'NO')
        it(`${names[state]} is reached by ${packetsBefore}`, () => {
          expect(new Conversation(protocol).play(...packetsBefore.split('; ')).entry?.state).to.equal(
            names[state],
          );
        });

    for (const direction of tupleDirections)
      for (const [packet, cells] of Object.entries(expected[direction]))
        for (const [state, cell] of Object.entries(cells)) {
          const script = `${direction === 'original' ? '>' : '<'} ${packet}`;
          it(`${script} in ${names[state]}: ${names[cell] ?? cell}`, () => {
            const conversation = new Conversation(protocol).play(...(reach[state] ?? '').split('; '));
            const before = conversation.entry;
            const ctState = conversation.stateOf(script);
            expect(ctState === 'INVALID', ctState).to.equal(cell === 'IV');
            if (cell === 'IV') expect(conversation.entry).to.deep.equal(before);
            else if (
              removed.some(r => r.direction === direction && r.segment === packet && r.state === state)
            )
              expect(conversation.entry).to.equal(undefined);
            else expect(conversation.entry?.state).to.equal(names[cell === 'IG' ? state : cell]);
          });
        }
  });
}

describe('a table of transitions', () => {
  it('refuses a packet without a full line', () => {
    const original = 'A B\nx A B\ny A';
    expect(() => new Transitions(['x', 'y'], { original, reply: original })).to.throw(
      'The table has no full line for y.',
    );
  });

  it('refuses a state that its first line does not have', () => {
    const original = 'A B\nx A C';
    expect(() => new Transitions(['x'], { original, reply: original })).to.throw('The table has no state C.');
  });
});
