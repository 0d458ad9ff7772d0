import { addressKey } from '../addresses/address';
import { type Flow, reversed } from '../cluster/flow';
import type { TupleDirection } from './lifecycle';

/** A packet's header as the connection table looks it up: its own tuple and that of its answers. */
export interface Tuple {
  readonly flow: Flow;
  readonly key: string;
  readonly answerKey: string;
}

/** The tuples of a flow's packets and of their answers, made once for all of them. */
export function tuplesOf(flow: Flow): Readonly<Record<TupleDirection, Tuple>> {
  const answer = reversed(flow);
  const key = keyOf(flow);
  const answerKey = keyOf(answer);
  return {
    original: { flow, key, answerKey },
    reply: { flow: answer, key: answerKey, answerKey: key },
  };
}

function keyOf({ protocol, source, sourcePort, destination, destinationPort }: Flow): string {
  return `${protocol} ${addressKey(source.address)}:${sourcePort} ${addressKey(destination.address)}:${destinationPort}`;
}
