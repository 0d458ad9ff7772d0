/** What nobody sees, what turns text round, and what a terminal obeys; line feeds stay. */
const unseen = /(?![\n ])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Zs}]/gu;

/**
 * A message as it can be shown: names come from files, and some hold what would hide, move or recolour the words around
 * them. Such characters are written as in JSON.
 *
 * @example printable('fron\u200btend') // 'fron\\u200btend'
 */
export function printable(message: string): string {
  return message.replace(unseen, character => {
    const code = character.codePointAt(0)?.toString(16) ?? '';
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
  });
}
