import { endText, type FlowEnd, flowText, type GeneratedFlow } from '../../arbitraries/flows';
import { Refusal } from '../../english/refusal';
import { closeConnection, endSide, openConnections, sendPacket } from '../../scenario/connections';
import { flushTables } from '../../scenario/incidents';
import { deletePod } from '../../scenario/inventory';
import type { Scenario } from '../../scenario/scenario';
import { passTime } from '../../scenario/time';

/** Something that is done, and the sentence that does it. */
export interface Deed {
  readonly text: string;
  readonly act: (world: Scenario) => void;
}

/** What a side of a connection does of its own accord. */
export const sayings = [
  'sends data',
  'sends an RST',
  'sends an ICMP fragmentation needed',
  'closes',
  'half-closes',
  'resets',
] as const;
export type Saying = (typeof sayings)[number];

/** Whether it could be done: nobody closes what is not open. */
export function isDone(world: Scenario, { act }: Deed): boolean {
  try {
    act(world);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** `x/pod1 opens a connection to x/pod2:80/TCP`, from a port that is free unless one is told. */
export function opening(flow: GeneratedFlow, port?: number): Deed {
  const [client, target] = endsOf(flow);
  const dialled = port === undefined ? target : `${target} from port ${port}`;
  return {
    text: `${client} opens a connection to ${dialled}`,
    act: world => openConnections(world, client, dialled),
  };
}

export function manyOpenings(flow: GeneratedFlow, times: number): Deed {
  const [client, target] = endsOf(flow);
  return {
    text: `${client} opens ${times} connections to ${target}`,
    act: world => openConnections(world, client, target, times),
  };
}

/** `the connection x/pod1:40000 → x/pod2:80/TCP`. */
export function connectionText(flow: GeneratedFlow, port: number): string {
  const [client, target] = endsOf(flow);
  return `the connection ${client.includes('::') ? `[${client}]` : client}:${port} → ${target}`;
}

function endsOf(flow: GeneratedFlow): readonly [client: string, target: string] {
  const [client = '', target = ''] = flowText(flow).split(' → ');
  return [client, target];
}

export function deletion(end: FlowEnd & { readonly kind: 'pod' }): Deed {
  return { text: `pod ${end.key} is deleted`, act: world => deletePod(world, end.key) };
}

export function waiting(milliseconds: number): Deed {
  const isWhole = milliseconds % 1000 === 0;
  const [count, unit] = isWhole ? [milliseconds / 1000, 'second'] : [milliseconds, 'millisecond'];
  const duration = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return {
    text: `${duration} ${count === 1 ? 'passes' : 'pass'}`,
    act: world => passTime(world, duration),
  };
}

export const flushing: Deed = {
  text: 'the conntrack tables are flushed',
  act: world => flushTables(world),
};

/** @param connection as `connectionText` calls it */
export function saying(end: FlowEnd, what: Saying, connection: string): Deed {
  const who = endText(end);
  switch (what) {
    case 'sends data':
    case 'sends an RST':
    case 'sends an ICMP fragmentation needed': {
      const packet = `${what.slice('sends '.length)} on ${connection}`;
      return { text: `${who} sends ${packet}`, act: world => sendPacket(world, who, packet) };
    }
    case 'closes':
      return { text: `${who} closes ${connection}`, act: world => closeConnection(world, who, connection) };
    case 'half-closes':
    case 'resets':
      return {
        text: `${who} ${what} ${connection}`,
        act: world => endSide(world, who, connection, what === 'resets' ? 'reset' : 'finish'),
      };
  }
}
