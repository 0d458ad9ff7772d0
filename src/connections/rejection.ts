import type { Drop } from '../dataplane/check';
import type { Settings } from '../settings/settings';
import type { SocketError } from './end';

/** What an enforcement point sends back, and what it makes connect(2) say. */
export interface Rejection {
  readonly packet: string;
  readonly error: SocketError;
}

const rejections: Readonly<Record<Settings['blocked-packets'], Rejection | undefined>> = {
  dropped: undefined,
  refused: { packet: 'ICMP port unreachable', error: 'ECONNREFUSED' },
  reset: { packet: 'RST', error: 'ECONNREFUSED' },
  prohibited: { packet: 'ICMP administratively prohibited', error: 'EHOSTUNREACH' },
};

/** NetworkPolicy rejects as the CNI is set; trackers and the filters of a cloud drop silently. */
export function answerTo({ check }: Drop, settings: Settings): Rejection | undefined {
  return check.by === 'policy' ? rejections[settings['blocked-packets']] : undefined;
}
