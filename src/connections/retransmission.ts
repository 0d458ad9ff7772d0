/** What an end waits for: an answer to its opening, the end of a handshake, or an acknowledgement of data. */
export type Waiting = 'opening' | 'accepting' | 'open';

const doubling = (first: number, times: number, most: number): readonly number[] =>
  Array.from({ length: times }, (_, i) => Math.min(first * 2 ** i, most));

/**
 * Seconds from each sending to the next, the last one until the end gives up, as Linux does it
 * (Documentation/networking/ip-sysctl.rst: tcp_syn_linear_timeouts 4 and tcp_syn_retries 6 give up after 131 s,
 * tcp_synack_retries 5 after 63 s, tcp_retries2 15 after 924.6 s with the least timeout of 0.2 s and the largest of 120 s).
 */
export const pauses: Readonly<Record<Waiting, readonly number[]>> = {
  opening: [1, 1, 1, 1, ...doubling(1, 7, 120)],
  accepting: doubling(1, 6, 120),
  open: doubling(0.2, 16, 120),
};
