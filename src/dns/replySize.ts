import type { Family } from '../addresses/address';

/** What fits into an answer over UDP where the question says nothing else (RFC 1035, 2.3.4). */
export const udpLimit = 512;

const header = 12;
/** Type and class of the question. */
const questionTail = 4;
/** A pointer to the owner's name, type, class, time to live and the length of what follows. */
const recordHead = 12;
const pointer = 2;
const addressBytes: Readonly<Record<Family, number>> = { IPv4: 4, IPv6: 16 };

/**
 * Bytes of an answer: the question, an alias record for each target, and so many addresses of one family. Names are
 * compressed (RFC 1035, 4.1.4), as CoreDNS does when an answer would not fit otherwise.
 */
export function replySize(
  question: string,
  targets: readonly string[],
  addresses: number,
  family: Family,
): number {
  const aliases = targets.map(
    (target, i) => recordHead + compressedSize(target, [question, ...targets.slice(0, i)]),
  );
  return [
    header + compressedSize(question, []) + questionTail,
    ...aliases,
    addresses * (recordHead + addressBytes[family]),
  ].reduce((sum, bytes) => sum + bytes);
}

/** Each label takes a byte for its length; a final zero, or a pointer to where the rest stands already. */
function compressedSize(name: string, earlier: readonly string[]): number {
  const labels = name.split('.');
  const isKnown = (from: number): boolean => {
    const rest = labels.slice(from).join('.');
    return earlier.some(other => other === rest || other.endsWith(`.${rest}`));
  };
  const known = labels.findIndex((_, from) => isKnown(from));
  const written = known === -1 ? labels : labels.slice(0, known);
  const end = known === -1 ? 1 : pointer;
  return written.reduce((sum, label) => sum + 1 + Buffer.byteLength(label), end);
}
