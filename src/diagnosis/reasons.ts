import { contains } from '../addresses/spans';
import { podOf } from '../cluster/flow';
import type { CompiledPeer, CompiledPolicy, CompiledPort, CompiledRule } from '../policy/compiledPolicy';
import { type Judgement, looksInto, peerOf, peersMatch, portsMatch } from '../policy/match';

/** What about a rule does not fit a packet, nearest first; the codes are the same in every version. */
export const reasonCodes = {
  except: 'the address is among the exceptions of a block',
  protocol: 'the port is right, the protocol is another',
  'port-name': 'the name of the port means another number there, or none',
  port: 'the peer is right, the port is another',
  namespace: 'the labels are right, the namespace is another',
  labels: 'the namespace is right, the labels are others',
  'block-of-pods': 'the address is in the block, and this CNI matches no pod by its address',
  block: 'the address is outside the block',
  peer: 'the port is right, the peer is another',
  'peer-and-port': 'neither the peer nor the port is right',
  'no-rule': 'the policy has no rule for the direction',
} as const;

export type ReasonCode = keyof typeof reasonCodes;

/** Why one rule of an isolating policy did not let a packet through. */
export interface Reason {
  readonly code: ReasonCode;
  readonly policy: CompiledPolicy;
  /** Absent where the policy has none for the direction. */
  readonly rule?: CompiledRule;
  /** The peer that came nearest. */
  readonly peer?: CompiledPeer;
  /** The port that came nearest. */
  readonly port?: CompiledPort;
}

const order = Object.keys(reasonCodes);

/** One reason for each rule of every policy that isolates, nearest miss first. */
export function reasonsOf(judgement: Judgement, isolatedBy: readonly CompiledPolicy[]): readonly Reason[] {
  const reasons = isolatedBy.flatMap((policy): readonly Reason[] => {
    const rules = policy.rules[judgement.direction] ?? [];
    if (rules.length === 0) return [{ code: 'no-rule', policy }];
    return rules.map(rule => ({ policy, rule, ...missOf(judgement, policy, rule) }));
  });
  return reasons.sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
}

type Miss = Pick<Reason, 'code' | 'peer' | 'port'>;

function missOf(judgement: Judgement, policy: CompiledPolicy, rule: CompiledRule): Miss {
  if (peersMatch(judgement, policy, rule)) return missedPort(judgement, rule);
  return portsMatch(judgement, rule) ? missedPeer(judgement, policy, rule) : { code: 'peer-and-port' };
}

function missedPort({ flow }: Judgement, { ports = [] }: CompiledRule): Miss {
  const other = ports.find(
    ({ protocol, numbers, name }) =>
      protocol !== flow.protocol &&
      (holds(numbers, flow.destinationPort) || (!numbers && name === undefined)),
  );
  if (other) return { code: 'protocol', port: other };
  const [only, ...more] = ports;
  if (only?.name !== undefined && more.length === 0 && podOf(flow.destination))
    return { code: 'port-name', port: only };
  return { code: 'port', ...(only && more.length === 0 && { port: only }) };
}

function holds(numbers: readonly [number, number] | undefined, port: number): boolean {
  return numbers !== undefined && numbers[0] <= port && port < numbers[1];
}

function missedPeer(judgement: Judgement, policy: CompiledPolicy, { peers = [] }: CompiledRule): Miss {
  const misses = peers.map((peer): Miss => ({ code: missedIn(judgement, policy, peer), peer }));
  const [nearest] = misses.sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
  return nearest ?? { code: 'peer' };
}

function missedIn(judgement: Judgement, policy: CompiledPolicy, peer: CompiledPeer): ReasonCode {
  const party = peerOf(judgement);
  if (peer.kind === 'block') {
    const { family, value } = party.address;
    if (family !== peer.family) return 'block';
    if (contains(peer.except, value)) return 'except';
    return contains([peer.span], value) ? 'block-of-pods' : 'block';
  }
  if (party.kind !== 'pod') return 'peer';
  const { namespace, labels } = party.pod;
  if (peer.pods(labels)) return 'namespace';
  return looksInto(judgement.set, policy, peer, namespace) ? 'labels' : 'peer';
}
