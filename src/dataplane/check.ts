import type { DeadEnd, Flow, Party } from '../cluster/flow';
import type { CtState, Tracking } from '../conntrack/connectionTable';
import type { NetworkAcl, NetworkAclRule } from '../firewall/networkAcl';
import type { SecurityGroup } from '../firewall/securityGroup';
import type { Direction } from '../kubernetes/objects';
import type { Decision } from '../policy/judge';
import type { Phase } from '../settings/models';
import type { PacketKind } from './packets';

/** Filters of a cloud, beside NetworkPolicy. */
export type FirewallKind = 'network ACL' | 'security group';

/** One end's egress or ingress: of NetworkPolicy, or of a filter of the cloud; or the kube-proxy on the way. */
export interface EnforcementPoint {
  readonly party: Party;
  readonly direction: Direction;
  /** Absent: NetworkPolicy. */
  readonly filter?: FirewallKind | 'kube-proxy';
}

/** Why a point let a packet through without looking at rules. */
export type Waved = 'tracked' | 'unenforced' | 'itself' | 'ICMP' | 'starting' | 'from outside';

/** Why a packet is dropped before any rule is looked at. */
export type Refused =
  /** The tracker knows no connection that it could belong to. */
  | 'INVALID'
  /** The table of connections is full. */
  | 'FULL'
  /** An earlier denial marked the connection. */
  | 'blocked'
  /** The CNI does not carry SCTP. */
  | 'SCTP'
  /** The pod is too new to have rules. */
  | 'starting';

/** Why the address of a Service leads a packet nowhere. */
export type Lost =
  | DeadEnd
  /** Only packets that are tracked are translated. */
  | 'untracked';

/** What happened to a packet at one enforcement point. */
export type Check = {
  readonly point: EnforcementPoint;
  /** What the point read, where addresses are rewritten on the way and that is not the packet's header. */
  readonly header?: Flow;
} & (
  | { readonly judged: false; readonly reason: Waved }
  | { readonly judged: true; readonly by: 'policy'; readonly allowed: boolean; readonly decision: Decision }
  | {
      readonly judged: true;
      readonly by: 'network ACL';
      readonly allowed: boolean;
      readonly acl: NetworkAcl;
      /** Absent: the rule * that closes every list. */
      readonly rule?: NetworkAclRule;
    }
  | {
      readonly judged: true;
      readonly by: 'security group';
      readonly allowed: boolean;
      readonly groups: readonly SecurityGroup[];
      readonly matched?: { readonly group: SecurityGroup; readonly rule: number };
    }
  | { readonly judged: true; readonly by: 'dataplane'; readonly allowed: false; readonly reason: Refused }
  | { readonly judged: true; readonly by: 'kube-proxy'; readonly allowed: false; readonly reason: Lost }
);

/** What a table of connections said of a packet on its way in. */
export interface Seen {
  /** Whose table: `node/worker-1`, `pod/shop/web`. */
  readonly place: string;
  readonly state: CtState | 'UNTRACKED';
  /** What nobody tracks is like a request to whoever judges it. */
  readonly phase: Phase;
  readonly tracking?: Tracking;
}

/**
 * A packet with every table that saw it and every enforcement point it met; the last is where it was dropped, if it was.
 */
export interface TracedPacket {
  readonly kind: PacketKind;
  readonly header: Flow;
  readonly seen: readonly Seen[];
  readonly checks: readonly Check[];
  /** An answer that no tracker translated back, as it knew the connection no more: its client knows no such sender. */
  readonly isStray?: true;
}

export type Denial = Extract<Check, { judged: true }> & { readonly allowed: false };

export interface Drop {
  readonly at: EnforcementPoint;
  readonly packet: TracedPacket;
  readonly check: Denial;
}

export function dropOf(packet: TracedPacket): Drop | undefined {
  const last = packet.checks.at(-1);
  return last && isDenial(last) ? { at: last.point, packet, check: last } : undefined;
}

export function isDenial(check: Check): check is Denial {
  return check.judged && !check.allowed;
}
