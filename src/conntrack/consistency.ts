import type { ConnectionTable, Entry } from './connectionTable';
import { tupleText } from './listing';
import type { Tuple } from './tuple';

/**
 * What is wrong with a table at a moment, in words. Nothing ever should be: every entry is found by both its tuples and by
 * no other's, none is past its time or has more of it than any timeout gives, and none is assured that saw no answer.
 */
export function inconsistencies(
  table: Pick<ConnectionTable, 'entries' | 'find' | 'size' | 'longestTimeout'>,
  { now, addressText }: { now: number; addressText: (id: number) => string },
): readonly string[] {
  const entries = table.entries(now);
  const size = table.size(now);
  const nameOf = (tuple: Tuple): string => `${tuple.protocol} ${tupleText(tuple, addressText)}`;
  const named = entries.map(entry => ({
    entry,
    name: nameOf(entry.original),
    tuples: [entry.original, entry.reply],
  }));
  // The answer to what somebody sends to himself, from the port it goes to, has the same tuple.
  const texts = named.flatMap(({ tuples }) => [...new Set(tuples.map(nameOf))]);
  const longest = table.longestTimeout / 1000;
  return [
    ...named.flatMap(({ entry, name, tuples }) => [
      ...tuples
        .filter(tuple => !isSame(table.find(tuple, now), entry))
        .map(tuple => `the entry ${name} is not found by ${nameOf(tuple)}`),
      ...(entry.seconds < 0 ? [`the entry ${name} should have gone ${-entry.seconds} s ago`] : []),
      ...(entry.seconds > longest
        ? [`the entry ${name} stays for ${entry.seconds} s, longer than any timeout`]
        : []),
      ...(entry.assured && !entry.seenReply ? [`the entry ${name} is assured and saw no answer`] : []),
    ]),
    ...texts.filter((text, i) => texts.indexOf(text) !== i).map(text => `two entries have ${text}`),
    ...(size === entries.length ? [] : [`${size} entries are counted, and ${entries.length} listed`]),
  ];
}

function isSame(found: Entry | undefined, { original }: Entry): boolean {
  return found !== undefined && JSON.stringify(found.original) === JSON.stringify(original);
}
