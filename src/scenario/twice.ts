import { Refusal } from '../english/refusal';
import type { Place } from '../kubernetes/objects';

/** Objects of one document or folder may be alike only until the scenario's namespace is put in. */
export function refuseTwice(
  kind: string,
  objects: readonly { readonly key: string; readonly place: Place }[],
): void {
  const places = new Map<string, string>();
  for (const { key, place } of objects) {
    const here = `${place.file}:${place.line}:${place.column}`;
    const earlier = places.get(key);
    if (earlier !== undefined)
      throw new Refusal(`${kind} ${key} is there twice: at ${earlier} and at ${here}.`);
    places.set(key, here);
  }
}
