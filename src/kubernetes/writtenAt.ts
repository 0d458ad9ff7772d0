import type { NetworkPolicy, Place } from './objects';

const places = new WeakMap<NetworkPolicy, Place>();

/** Notes where a policy was written; the object itself stays as the API has it. */
export function noteWritten(policy: NetworkPolicy, place: Place): void {
  places.set(policy, place);
}

/** Where the policy was written; undefined where a sentence built it. */
export function writtenAt(policy: NetworkPolicy): Place | undefined {
  return places.get(policy);
}
