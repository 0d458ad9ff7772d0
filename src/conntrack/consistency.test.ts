import { expect } from 'chai';
import fc from 'fast-check';
import { packets } from '../arbitraries/packets';
import { kernelSysctls } from '../settings/sysctls';
import { tupleOf } from '../testing/packetScripts';
import { ConnectionTable, type Entry } from './connectionTable';
import { inconsistencies } from './consistency';
import { inverted } from './tuple';

const original = tupleOf('TCP');
const good: Entry = {
  original,
  reply: inverted(original),
  state: 'ESTABLISHED',
  seconds: 100,
  seenReply: true,
  assured: true,
  setUp: true,
  blocked: false,
};
const name = 'TCP src=1 dst=2 sport=40000 dport=80';
const answer = 'TCP src=2 dst=1 sport=80 dport=40000';

const problemsOf = (
  entries: readonly Entry[],
  found: (entry: Entry) => boolean = () => true,
  size = entries.length,
) =>
  inconsistencies(
    {
      entries: () => entries,
      size: () => size,
      longestTimeout: 432_000_000,
      find: tuple => entries.find(entry => found(entry) && [entry.original, entry.reply].includes(tuple)),
    },
    { now: 0, addressText: String },
  );

describe('a table of connections', () => {
  it('has nothing wrong', () => {
    const table = new ConnectionTable();
    table.confirm(table.track(original, { protocol: 'TCP', flags: 'SYN' }, 0), 0);
    expect(inconsistencies(table, { now: 0, addressText: String })).to.deep.equal([]);
    expect(problemsOf([good])).to.deep.equal([]);
  });

  it('may have two protocols between the same ports, and what answers itself', () => {
    const table = new ConnectionTable();
    const same = { source: 1, destination: 1, sourcePort: 80, destinationPort: 80 };
    for (const tuple of [
      { protocol: 'TCP' as const, ...same },
      { protocol: 'UDP' as const, ...same },
    ]) {
      const content =
        tuple.protocol === 'TCP'
          ? { protocol: tuple.protocol, flags: 'SYN' as const }
          : { protocol: tuple.protocol };
      table.confirm(table.track(tuple, content, 0), 0);
    }
    expect(table.size(0)).to.equal(2);
    expect(inconsistencies(table, { now: 0, addressText: String })).to.deep.equal([]);
  });

  it('keeps an entry as long as was said when its timer started', () => {
    const table = new ConnectionTable();
    table.confirm(table.track(original, { protocol: 'TCP', flags: 'SYN' }, 0), 0);
    const timeouts = Object.keys(kernelSysctls).filter(key => key.includes('timeout'));
    table.configure({ ...kernelSysctls, ...Object.fromEntries(timeouts.map(key => [key, 1])) });
    expect(inconsistencies(table, { now: 0, addressText: String })).to.deep.equal([]);
  });

  it('has nothing wrong whatever packets come', () => {
    fc.assert(
      fc.property(packets(), sequence => {
        const table = new ConnectionTable({ ...kernelSysctls, nf_conntrack_max: 3 });
        let now = 0;
        for (const { tuple, content, dropped, pause } of sequence) {
          now += pause;
          const tracking = table.track(tuple, content, now);
          if (!dropped) table.confirm(tracking, now);
          expect(inconsistencies(table, { now, addressText: String })).to.deep.equal([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  const wrong: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    [
      'an entry that is not found',
      problemsOf([good], () => false),
      [`the entry ${name} is not found by ${name}`, `the entry ${name} is not found by ${answer}`],
    ],
    [
      'two entries of one tuple',
      problemsOf([good, good]),
      [`two entries have ${name}`, `two entries have ${answer}`],
    ],
    [
      'an entry past its time',
      problemsOf([{ ...good, seconds: -3 }]),
      [`the entry ${name} should have gone 3 s ago`],
    ],
    [
      'an entry that stays for ever',
      problemsOf([{ ...good, seconds: 432_001 }]),
      [`the entry ${name} stays for 432001 s, longer than any timeout`],
    ],
    [
      'an entry assured too early',
      problemsOf([{ ...good, seenReply: false }]),
      [`the entry ${name} is assured and saw no answer`],
    ],
    ['a wrong count', problemsOf([good], undefined, 2), ['2 entries are counted, and 1 listed']],
  ];
  for (const [title, actual, expected] of wrong)
    it(`tells of ${title}`, () => {
      expect(actual).to.deep.equal(expected);
    });
});
