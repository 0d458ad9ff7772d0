import fc from 'fast-check';
import type { FlowEnd } from '../../arbitraries/flows';
import { dropOf } from '../../dataplane/check';
import { tableProblems } from '../../scenario/conntrackListing';
import type { Scenario } from '../../scenario/scenario';
import { outcomeOf } from '../outcome';
import type { Sentence } from '../sentence';
import type { ConnectionModel, FollowedConnection } from './connectionModel';
import {
  type Deed,
  deletion,
  flushing,
  isDone,
  manyOpenings,
  opening,
  type Saying,
  saying,
  sayings,
  waiting,
} from './deeds';

/** What is done to connections: each step where it can be done, and what must be so after it. */
export type ConnectionCommand = fc.Command<ConnectionModel, Scenario>;

/** A sentence that was to hold after a command, and does not. */
export class Surprise extends Error {
  constructor(readonly claim: Sentence) {
    super(claim.text);
  }
}

/** The model that is asked; the others have the same done to them. */
export const followed = 'stateful';

export function connectionCommands(): fc.Arbitrary<Iterable<ConnectionCommand>> {
  const number = fc.nat(9);
  const weighted: readonly (readonly [weight: number, arbitrary: fc.Arbitrary<ConnectionCommand>])[] = [
    [3, number.map(open)],
    [2, fc.tuple(number, number).map(([flow, other]) => openFromPortOf(flow, other))],
    [1, fc.tuple(number, fc.integer({ min: 11, max: 16 })).map(([flow, times]) => openMany(flow, times))],
    ...sayings.map(
      what =>
        [
          what === 'sends data' ? 4 : 1,
          fc.tuple(number, fc.boolean()).map(([connection, byClient]) => say(connection, byClient, what)),
        ] as const,
    ),
    [2, fc.constantFrom(1, 2, 3, 31, 121, 7200, 518_400).map(seconds => wait(seconds * 1000))],
    [3, fc.tuple(number, fc.constantFrom(-1000, -1, 0, 1)).map(([which, beside]) => outlast(which, beside))],
    [1, fc.constant(flush)],
    [1, fc.tuple(number, fc.boolean()).map(([flow, isClient]) => remove(flow, isClient))],
  ];
  const command = fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })));
  return fc.commands([command], { maxCommands: 20, size: 'medium', disableReplayLog: true });
}

function open(number: number): ConnectionCommand {
  return commandOf(
    model => model.flow(number),
    (flow, model, world) => follow(model, world, opening(flow), () => opened(model, world, flow, 1)),
  );
}

function openMany(number: number, times: number): ConnectionCommand {
  return commandOf(
    model => model.flow(number),
    (flow, model, world) =>
      follow(model, world, manyOpenings(flow, times), () => opened(model, world, flow, times)),
  );
}

/** Of the same client: to another server, or to the same once that connection is over. */
function openFromPortOf(number: number, other: number): ConnectionCommand {
  return commandOf(
    model => {
      const [flow, known] = [model.flow(number), model.connection(other)];
      if (!flow || !known || endKey(flow.source) !== endKey(known.flow.source)) return undefined;
      const isSameServer = endKey(flow.destination) === endKey(known.flow.destination);
      return !isSameServer || known.isOver ? { flow, port: known.opened.sourcePort } : undefined;
    },
    ({ flow, port }, model, world) =>
      follow(model, world, opening(flow, port), () => opened(model, world, flow, 1)),
  );
}

function say(number: number, byClient: boolean, what: Saying): ConnectionCommand {
  return commandOf(
    model => {
      const connection = model.connection(number);
      return connection?.maySay(what, byClient) && model.areThere(connection.flow) ? connection : undefined;
    },
    (connection, model, world) => {
      const { flow, text } = connection;
      const deed = saying(byClient ? flow.source : flow.destination, what, text);
      const wasKnown = connection.isKnown(model.now);
      follow(model, world, deed, () => connection.say(what, byClient, model.now));
      if (what === 'sends an ICMP fragmentation needed' && wasKnown) expectRelated(world);
    },
  );
}

function wait(milliseconds: number): ConnectionCommand {
  return commandOf(
    () => milliseconds,
    (_, model, world) => pass(model, world, milliseconds),
  );
}

/** Until the very moment when an entry is to go, or one beside it. */
function outlast(number: number, beside: number): ConnectionCommand {
  return commandOf(
    model => {
      const connection = model.connection(number);
      const left = connection?.isKnown(model.now) ? connection.until + beside - model.now : 0;
      return left > 0 ? left : undefined;
    },
    (left, model, world) => pass(model, world, left),
  );
}

const flush: ConnectionCommand = commandOf(
  model => (model.connections.length > 0 ? model : undefined),
  (_, model, world) => {
    follow(model, world, flushing, () => model.flush());
    const { tables, now } = world.lives.under(followed);
    if ([...tables.ofNodes].some(([, table]) => table.entries(now).length > 0))
      throw new Surprise({ text: 'conntrack -L shows nothing' });
  },
);

function remove(number: number, isClient: boolean): ConnectionCommand {
  return commandOf(
    model => {
      const flow = model.flow(number);
      const end = isClient ? flow?.source : flow?.destination;
      return end?.kind === 'pod' ? end : undefined;
    },
    (end, model, world) => follow(model, world, deletion(end), () => model.delete(end.key)),
  );
}

/** Done where something is found to do it to. */
function commandOf<Found>(
  find: (model: Readonly<ConnectionModel>) => Found | undefined,
  run: (found: Found, model: ConnectionModel, world: Scenario) => void,
): ConnectionCommand {
  return {
    check: model => find(model) !== undefined,
    run: (model, world) => {
      const found = find(model);
      if (found !== undefined) run(found, model, world);
    },
    toString: () => 'a deed',
  };
}

function pass(model: ConnectionModel, world: Scenario, milliseconds: number): void {
  follow(model, world, waiting(milliseconds), () => {
    model.now += milliseconds;
  });
}

/** Does it in the world, then in the model, and compares the two. */
function follow(model: ConnectionModel, world: Scenario, deed: Deed, known: () => void): void {
  if (!isDone(world, deed)) return;
  model.deeds.push({ text: deed.text });
  known();
  if (!world.isLive) return;
  if (tableProblems(world).length > 0) throw new Surprise({ text: 'the conntrack tables are consistent' });
  for (const connection of model.connections) {
    const claim = differenceOf(connection, model.now, world);
    if (claim !== undefined) throw new Surprise({ text: claim });
  }
}

/** What is to be said of the entry of a connection, if that is not so. */
function differenceOf(connection: FollowedConnection, now: number, world: Scenario): string | undefined {
  const isKnown = connection.isKnown(now);
  if (isKnown === undefined) return undefined;
  const live = world.lives.under(followed);
  const at = live.latestOf(connection.opened);
  const entries = at ? [...live.entriesOf(at).values()] : [];
  if (!isKnown) return entries.length > 0 ? `conntrack has no entry for ${connection.text}` : undefined;
  const seconds = Math.floor((connection.until - now) / 1000);
  return entries.length > 0 && entries.every(entry => entry.seconds === seconds)
    ? undefined
    : `conntrack keeps ${connection.text} for another ${seconds} seconds`;
}

function expectRelated(world: Scenario): void {
  const [error, ...others] = world.lives.under(followed).recent;
  const isRelated = error?.packet.seen.every(({ state }) => state === 'RELATED') && !dropOf(error.packet);
  if (isRelated && others.length === 0) return;
  const table = [
    ['seen', 'verdict'],
    ['RELATED', 'passes'],
  ];
  throw new Surprise({ text: 'the packets are:', table });
}

function opened(
  model: ConnectionModel,
  world: Scenario,
  flow: ConnectionModel['flows'][number],
  times: number,
): void {
  const succeeds = outcomeOf(world, followed, flow).kind === 'succeeds';
  for (const { opened: asked } of world.lives.under(followed).connections.slice(-times))
    model.open(flow, asked, succeeds);
}

function endKey(end: FlowEnd): string {
  return JSON.stringify(end.kind === 'pod' ? [end.key, end.address] : end, (_, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
}
