import type { Protocol } from '../addresses/port';
import type { Drop } from '../dataplane/check';
import type { Settings } from '../settings/settings';
import type { SocketError } from './end';

/** What an enforcement point sends back, and what it makes connect(2) say. */
export interface Rejection {
  readonly packet: string;
  readonly error: SocketError;
}

const refused: Rejection = { packet: 'ICMP port unreachable', error: 'ECONNREFUSED' };
const prohibited: Rejection = { packet: 'ICMP administratively prohibited', error: 'EHOSTUNREACH' };
const reset: Rejection = { packet: 'RST', error: 'ECONNREFUSED' };

const rejections: Readonly<
  Record<Settings['blocked-packets'], (protocol: Protocol) => Rejection | undefined>
> = {
  dropped: () => undefined,
  refused: () => refused,
  // Only TCP can be reset; others get an ICMP error (antrea docs/antrea-network-policy.md, Reject).
  reset: protocol => (protocol === 'TCP' ? reset : prohibited),
  prohibited: () => prohibited,
};

/**
 * NetworkPolicy rejects as the CNI is set, and kube-proxy what is for a Service without endpoints; trackers and the
 * filters of a cloud drop silently.
 */
export function answerTo({ check, packet }: Drop, settings: Settings): Rejection | undefined {
  if (check.by === 'kube-proxy') return check.reason === 'no endpoints' ? refused : undefined;
  return check.by === 'policy' ? rejections[settings['blocked-packets']](packet.header.protocol) : undefined;
}
