/**
 * How an entry lies in memory: 48 bytes in one buffer for all entries. Offsets of `words` count four bytes, those of
 * `times` eight, those of `bytes` one. TCP and UDP use the last eight bytes differently.
 */
export const entrySize = { bytes: 48, words: 12, times: 6 } as const;

/** The tuple of the reply lies so many words after the original. */
export const tupleSize = 3;

export const words = {
  source: 0,
  destination: 1,
  /** Source port * 65536 + destination port. */
  ports: 2,
  /** 0 in a slot that is free, and then `source` is the next free slot plus one. */
  serial: 6,
  /** TCP. */
  marks: 10,
} as const;

/** Milliseconds of the virtual clock. */
export const times = {
  expires: 4,
  /** UDP. */
  streamAfter: 5,
} as const;

export const bytes = {
  protocol: 28,
  state: 29,
  status: 30,
  /** TCP, and the two after it. */
  last: 44,
  lastDirection: 45,
  retransmissions: 46,
} as const;
