/**
 * How an entry lies in memory: 64 bytes in one buffer for all entries, as much as a cache line holds, because in a
 * table that no cache holds every line that a packet touches costs more than all arithmetic on it. Offsets of `words`
 * count four bytes, those of `times` eight, those of `bytes` one. TCP and UDP use eight of the bytes differently.
 */
export const entrySize = { bytes: 64, words: 16, times: 8 } as const;

/** The tuple of the reply lies so many words after the original. */
export const tupleSize = 3;

export const words = {
  source: 0,
  destination: 1,
  /** Source port * 65536 + destination port. */
  ports: 2,
  /** 0 in a slot that holds no entry. */
  serial: 6,
  /** TCP and SCTP. */
  marks: 10,
  /** The slot of the entry plus one; 0 in a slot that is free. See TupleIndex, as for the next two. */
  owner: 12,
  /** The first slot of the chain that begins here, plus one. It does not belong to what the slot holds. */
  first: 13,
  /** The slot after this one in its chain, plus one. */
  next: 14,
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
