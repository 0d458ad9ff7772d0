import type { DatagramEnd } from './datagrams';
import { End, type SocketError } from './end';
import type { Rejection } from './rejection';

/** What an ICMP error makes of a socket that waits. */
const errorsOf: Readonly<Record<string, SocketError>> = {
  'ICMP port unreachable': 'ECONNREFUSED',
  'ICMP host unreachable': 'EHOSTUNREACH',
};

/** Tells a socket of an ICMP error. An established TCP connection takes it for passing trouble (RFC 5461). */
export function tell(end: End | DatagramEnd, name: string): void {
  const error = errorsOf[name];
  if (!error) return;
  if (!(end instanceof End)) end.error = error;
  else if (end.state === 'opening') end.fail(error);
}

/** What a rejection makes of the socket that sent the packet. */
export function refuse(sender: End, { packet, error }: Rejection): void {
  if (sender.state === 'opening') sender.fail(error);
  else if (packet === 'RST') sender.fail('ECONNRESET');
}
