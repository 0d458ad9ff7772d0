import type { CST } from 'yaml';

/** Deeper nesting than any manifest has; what composes and walks a document may recurse this far. */
export const deepest = 100;

/** All tokens below the given ones with their depth in collections, without recursion. */
export function* tokensWithDepth(
  tokens: readonly CST.Token[],
): Generator<{ token: CST.Token; depth: number }> {
  const open = [...tokens].reverse().map(token => ({ token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    const { token, depth } = next;
    if (token.type === 'document') {
      if (token.value) open.push({ token: token.value, depth });
    } else if ('items' in token) {
      for (const { key, value } of token.items) {
        if (key) open.push({ token: key, depth: depth + 1 });
        if (value) open.push({ token: value, depth: depth + 1 });
      }
    }
  }
}
