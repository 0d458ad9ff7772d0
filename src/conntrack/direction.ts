/** Which of an entry's two tuples a packet matches; the opener's packets are the original direction. */
export const tupleDirections = ['original', 'reply'] as const;
export type TupleDirection = (typeof tupleDirections)[number];

/** A direction as the index of `tupleDirections`, for the parts that count with it. */
export type DirectionIndex = 0 | 1;
export const ORIGINAL: DirectionIndex = 0;
export const REPLY: DirectionIndex = 1;

export function opposite(direction: DirectionIndex): DirectionIndex {
  return direction === ORIGINAL ? REPLY : ORIGINAL;
}
