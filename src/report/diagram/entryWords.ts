import type { TracedPacket } from '../../dataplane/check';
import type { Remembered } from '../../dataplane/remembered';

/** What tables know after a packet, a line for each that knows something else: `ESTABLISHED, assured`. */
export function entryLines(packet: TracedPacket, remembered: readonly Remembered[]): readonly string[] {
  if (packet.seen.length === 0) return ['nothing tracks it'];
  if (remembered.length === 0) return ['untracked'];
  const words = remembered.map(({ place, entry }) => ({ place, words: entry ? wordsOf(entry) : 'no entry' }));
  const [first] = words;
  if (first && words.every(each => each.words === first.words)) return [first.words];
  return words.map(each => `${each.words} (${placeText(each.place)})`);
}

/** What rules saw of a packet on its way, where no table can be asked any more. */
export function stateLines({ seen }: TracedPacket): readonly string[] {
  return [...new Set(seen.map(({ state }) => state))];
}

/** As `conntrack -L` has it, in words. */
function wordsOf({ state, seenReply, assured }: NonNullable<Remembered['entry']>): string {
  const answered = assured ? 'assured' : seenReply ? 'answered' : 'unreplied';
  return state === undefined ? answered : `${state}, ${answered}`;
}

function placeText(place: string): string {
  const [kind, ...name] = place.split('/');
  const rest = name.join('/');
  return rest === '' ? `the ${kind}` : rest;
}
