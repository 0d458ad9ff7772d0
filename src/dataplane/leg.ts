import type { Protocol } from '../addresses/port';
import type { Span } from '../addresses/spans';
import type { Party, Translation } from '../cluster/flow';
import type { Service } from '../cluster/service';

/** What a connection is for, where it is not what was asked about: that is only made once the others have succeeded. */
export type Purpose =
  /** A question for a name, and the same again over TCP. */
  | 'DNS'
  | 'DNS over TCP'
  /** What the DNS server asks another one before it answers. */
  | 'forwarded DNS'
  /** From a client outside to the proxy that lets it in. */
  | 'way in';

/** A connection between two parties, on any of some ports that no rule can tell apart. */
export interface Leg {
  readonly source: Party;
  readonly destination: Party;
  readonly protocol: Protocol;
  /** Of the destination. */
  readonly ports: Span<number>;
  /** Where the client dials another address than the destination's. */
  readonly translation?: Translation;
  readonly purpose?: Purpose;
  /** The port of a Service that a proxy was told to serve, and dials the endpoints of. */
  readonly leadTo?: { readonly service: Service; readonly port: number };
}

/** Whether a leg resolves a name. */
export function isOfDns({ purpose }: Leg): boolean {
  return purpose !== undefined && purpose !== 'way in';
}

/** Whether a proxy opens it in place of a client, whom it answers for itself. */
export function isByProxy({ leadTo, translation }: Leg): boolean {
  return leadTo !== undefined || translation?.deadEnd === 'no backend';
}

/** Every connection that a case takes, in order. */
export function legsOf(asked: Leg & { readonly before?: readonly Leg[] }): readonly Leg[] {
  return [...(asked.before ?? []), asked];
}
