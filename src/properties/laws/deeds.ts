import fc from 'fast-check';
import { endText, type FlowEnd, flowText, type GeneratedFlow } from '../../arbitraries/flows';
import { Refusal } from '../../english/refusal';
import { closeConnection, endSide, openConnections, sendPacket } from '../../scenario/connections';
import { flushTables } from '../../scenario/incidents';
import { deletePod } from '../../scenario/inventory';
import type { Scenario } from '../../scenario/scenario';
import { passTime } from '../../scenario/time';
import type { Sentence } from '../sentence';

/** What is done to connections, drawn before it is known which flows there are. */
export type DeedDraw =
  | { readonly kind: 'open'; readonly flow: number }
  | { readonly kind: 'say'; readonly flow: number; readonly byClient: boolean; readonly what: Saying }
  | { readonly kind: 'wait'; readonly duration: string }
  | { readonly kind: 'flush' }
  | { readonly kind: 'delete'; readonly flow: number };

type Saying = (typeof sayings)[number];
const sayings = ['sends data', 'sends an RST', 'closes', 'half-closes', 'resets'] as const;
const durations = ['1 second', '10 seconds', '31 seconds', '2 minutes', '6 minutes', '2 hours', '6 days'];

export const deedDraws: fc.Arbitrary<DeedDraw> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('open' as const), flow: fc.nat(7) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('say' as const),
      flow: fc.nat(7),
      byClient: fc.boolean(),
      what: fc.constantFrom(...sayings),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), duration: fc.constantFrom(...durations) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'flush' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), flow: fc.nat(7) }) },
);

/** Does a deed where that makes sense, and says what was done. */
export function act(world: Scenario, flows: readonly GeneratedFlow[], deed: DeedDraw): Sentence | undefined {
  const done = deedOf(flows, deed);
  if (!done) return undefined;
  try {
    done.act(world);
  } catch (error) {
    // Nobody closes what is not open.
    if (error instanceof Refusal) return undefined;
    throw error;
  }
  return { text: done.text };
}

interface Deed {
  readonly text: string;
  readonly act: (world: Scenario) => void;
}

function deedOf(flows: readonly GeneratedFlow[], deed: DeedDraw): Deed | undefined {
  if (deed.kind === 'wait')
    return {
      text: `${deed.duration} ${deed.duration.startsWith('1 ') ? 'passes' : 'pass'}`,
      act: world => passTime(world, deed.duration),
    };
  if (deed.kind === 'flush')
    return { text: 'the conntrack tables are flushed', act: world => flushTables(world) };
  const flow = flows[deed.flow % flows.length];
  if (!flow) return undefined;
  if (deed.kind === 'open') return opening(flow);
  if (deed.kind === 'delete') return deletion(flow.destination);
  return saying(flow, endText(deed.byClient ? flow.source : flow.destination), deed.what);
}

/** `x/pod1 opens a connection to x/pod2:80/TCP`, from a port that is free unless one is told. */
export function opening(flow: GeneratedFlow, port?: number): Deed {
  const [client = '', target = ''] = flowText(flow).split(' → ');
  const dialled = port === undefined ? target : `${target} from port ${port}`;
  return {
    text: `${client} opens a connection to ${dialled}`,
    act: world => openConnections(world, client, dialled),
  };
}

function deletion(end: FlowEnd): Deed | undefined {
  if (end.kind !== 'pod') return undefined;
  return { text: `pod ${end.key} is deleted`, act: world => deletePod(world, end.key) };
}

function saying(flow: GeneratedFlow, who: string, what: Saying): Deed {
  const connection = `the connection ${flowText(flow)}`;
  switch (what) {
    case 'sends data':
    case 'sends an RST': {
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
