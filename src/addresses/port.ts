import { type Spans, spansOf } from './spans';

/** The protocols that a NetworkPolicy can name (networking.k8s.io/v1 NetworkPolicyPort.protocol). */
export const protocols = ['TCP', 'UDP', 'SCTP'] as const;
export type Protocol = (typeof protocols)[number];

export const lastPort = 65535;

/** Port 0 is never a destination. */
export const allPorts: Spans<number> = [[1, lastPort + 1]];

export function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= lastPort;
}

/** `80`, `8000-8999`, or `80,443-445`. */
export function formatPorts(ports: Spans<number>): string {
  return spansOf(ports)
    .map(([start, end]) => (end - start === 1 ? `${start}` : `${start}-${end - 1}`))
    .join(',');
}
