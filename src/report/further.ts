import type { CaseVerdict } from '../dataplane/attempt';
import type { Network } from '../dataplane/network';
import { blockersOf } from '../diagnosis/blockers';
import { list } from '../english/enumeration';
import { type ModelName, models } from '../settings/models';
import type { Names } from './names';
import { placeText } from './verdict';

/** Every other point that would stop it, once those before let it pass. */
export function furtherText(
  network: Network,
  names: Names,
  model: ModelName,
  { kind, case: asked }: CaseVerdict,
): readonly string[] {
  if (kind !== 'fails') return [];
  const [, ...others] = blockersOf(network, models[model], asked);
  const places = others.map(({ drop, leg }) => placeText(names, drop, leg));
  return places.length === 0 ? [] : [`Then it would be stopped at ${list([...new Set(places)])}.`];
}
