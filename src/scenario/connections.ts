import type { Protocol } from '../addresses/port';
import type { Connection } from '../connections/connection';
import type { LiveNetwork } from '../connections/liveNetwork';
import { type Case, casesOf } from '../dataplane/cases';
import { type PacketKind, sctp, tcp } from '../dataplane/packets';
import { connectionsOf, findConnection } from '../english/connectionName';
import { readDuration } from '../english/duration';
import { resolveEndpoint } from '../english/endpoint';
import { readSending, refuseForeign, type WrittenPacket } from '../english/packet';
import { readPort } from '../english/port';
import { readQuestion } from '../english/question';
import { Refusal } from '../english/refusal';
import { startUpWindow } from '../settings/settings';
import { nothingToTry, refuseIdle } from './ask';
import { placeNamed } from './places';
import type { Scenario } from './scenario';

/** The port that the first client opens its connection from; the next ones follow. */
const firstClientPort = 40000;

/** `frontend opens a connection to backend:8080`, `… from port 40000`, `frontend opens 3 connections to …`. */
export function openConnections(scenario: Scenario, client: string, written: string, times = 1): void {
  const [, target = '', port] = /^(.+?)(?: from port (\S+))?$/i.exec(written.trim()) ?? [];
  const from = port === undefined ? undefined : readClientPort(port);
  const asked = onlyCase(scenario, `${client} → ${target}`);
  for (let i = 0; i < times; i++) {
    const flow = flowOf(asked, from ?? firstClientPort + opened(scenario));
    act(scenario, live => live.open(flow));
  }
}

/** `frontend sends data`, `backend sends an RST on the connection …`, `frontend sends an ACK to backend:8080`. */
export function sendPacket(scenario: Scenario, sender: string, sending: string): void {
  const { packet, on, to } = readSending(sending);
  if (to !== undefined) {
    sendStray(scenario, sender, to, packet, sending);
    return;
  }
  const { number, side, protocol } = sideOf(scenario, sender, on);
  refuseForeign(packet, protocol, sending);
  act(scenario, live => {
    const connection = connectionNumbered(live, number);
    switch (packet.kind) {
      case 'data':
      case 'finish':
      case 'reset':
        live.say(connection, side, packet.kind);
        break;
      case 'error':
        live.error(connection, side, packet.name);
        break;
      case 'bare':
        live.inject(connection, side, packet.role, packet.packet(side));
    }
  });
}

/** `frontend closes the connection`: the other end closes as well once it hears of it. */
export function closeConnection(scenario: Scenario, closer: string, name: string): void {
  const { number, side } = sideOf(scenario, closer, name);
  act(scenario, live => live.close(connectionNumbered(live, number), side));
}

/** `frontend half-closes the connection`: it sends no more, the other end still may. */
export function halfClose(scenario: Scenario, closer: string, name: string): void {
  const { number, side } = sideOf(scenario, closer, name);
  act(scenario, live => live.say(connectionNumbered(live, number), side, 'finish'));
}

export function resetConnection(scenario: Scenario, resetter: string, name: string): void {
  const { number, side } = sideOf(scenario, resetter, name);
  act(scenario, live => live.say(connectionNumbered(live, number), side, 'reset'));
}

/** `2 hours pass`; pods that are new cease to be new on the way. */
export function passTime(scenario: Scenario, duration: string): void {
  const until = scenario.state.clock + readDuration(duration);
  mark(scenario);
  const ends = [...scenario.state.restarts.values()]
    .map(at => at + startUpWindow * 1000)
    .filter(at => at > scenario.state.clock && at <= until);
  for (const stop of [...new Set(ends)].sort((a, b) => a - b).concat(until)) {
    const pause = stop - scenario.state.clock;
    // What is sent again as a window ends meets the rules that are there from then on.
    if (scenario.isLive) scenario.lives.each(live => live.pass(pause, 'excluded'));
    scenario.change({ clock: stop });
    if (scenario.isLive) scenario.lives.each(live => live.pass(0));
  }
}

/** `pod backend restarts`: its sockets are gone, its address stays. */
export function restartPod(scenario: Scenario, name: string): void {
  const endpoint = resolveEndpoint(name, scenario.surroundings);
  if (endpoint.kind !== 'pods') throw new Refusal(`"${name}" is no pod.`);
  const keys = endpoint.pods.map(({ namespace, name: pod }) => `${namespace}/${pod}`);
  const { restarts, clock } = scenario.state;
  scenario.change({ restarts: new Map([...restarts, ...keys.map(key => [key, clock] as const)]) });
  if (scenario.isLive) for (const key of keys) act(scenario, live => live.crash(key));
}

/** `the conntrack tables are flushed`, or that of one node. */
export function flushTables(scenario: Scenario, at?: string): void {
  const place = at === undefined ? undefined : placeNamed(scenario, at);
  act(scenario, live => live.flush(place));
}

/** Marks where the packets of the next sentence begin, in every network. */
export function mark(scenario: Scenario): void {
  if (scenario.isLive) scenario.lives.each(live => live.mark());
}

export function connectionNamed(scenario: Scenario, name: string): Connection {
  const connections = scenario.isLive ? scenario.lives.under(scenario.state.model).connections : [];
  return findConnection(name, connections, scenario.surroundings, connection =>
    scenario.names.connection(connection),
  );
}

export function connectionNumbered(live: LiveNetwork, number: number): Connection {
  const connection = live.connections[number - 1];
  if (!connection) throw new Error(`no connection ${number}`);
  return connection;
}

function act(scenario: Scenario, deed: (live: LiveNetwork) => void): void {
  scenario.noticeState();
  mark(scenario);
  scenario.lives.each(deed);
}

function opened(scenario: Scenario): number {
  return scenario.isLive ? scenario.lives.under(scenario.state.model).connections.length : 0;
}

/** One pair of parties and one port: a connection is between two, even where a name stands for many. */
function onlyCase(scenario: Scenario, flow: string): Case {
  const question = readQuestion(flow, scenario.surroundings);
  refuseIdle(scenario, question);
  const cases = casesOf(scenario.network, question);
  const [first] = cases;
  if (!first) throw new Refusal(nothingToTry(question));
  if (question.ports.kind === 'numbers' && question.ports.span[1] - question.ports.span[0] > 1)
    throw new Refusal(`${flow} names several ports: a connection goes to one.`);
  const ports = new Set(cases.map(({ protocol, ports: [port] }) => `${port}/${protocol}`));
  if (question.ports.kind === 'listening' && ports.size > 1)
    throw new Refusal(`${flow} names no port: a connection goes to one, for instance ${[...ports][0]}.`);
  return first;
}

function readClientPort(text: string): number {
  const written = readPort(text);
  if (written.kind === 'numbers' && written.span[1] - written.span[0] === 1) return written.span[0];
  throw new Refusal(`"${text}" is no port to open a connection from: write one number.`);
}

function flowOf({ source, destination, protocol, ports }: Case, sourcePort: number) {
  return { source, destination, protocol, sourcePort, destinationPort: ports[0] };
}

/** Which connection a sender means, and on which side of it the sender is. */
function sideOf(
  scenario: Scenario,
  sender: string,
  name = 'the connection',
): { number: number; side: 'original' | 'reply'; protocol: Protocol } {
  const endpoint = resolveEndpoint(sender, scenario.surroundings);
  const named = connectionNamed(scenario, name);
  const isLast = name.trim().toLowerCase() === 'the connection';
  const { connections } = scenario.lives.under(scenario.state.model);
  const found = connectionsOf(endpoint, isLast ? connections : [named]).at(-1);
  if (!found)
    throw new Refusal(
      `${sender} has no part in ${isLast ? 'any connection' : name}. There are: ${connections
        .map(connection => scenario.names.connection(connection))
        .join(', ')}.`,
    );
  const { connection, side } = found;
  return { number: connection.number, side, protocol: connection.flow.protocol };
}

function sendStray(
  scenario: Scenario,
  sender: string,
  target: string,
  packet: WrittenPacket,
  sending: string,
): void {
  const asked = onlyCase(scenario, `${sender} → ${target}`);
  const flow = flowOf(asked, firstClientPort + opened(scenario));
  refuseForeign(packet, flow.protocol, sending);
  act(scenario, live => {
    if (packet.kind === 'bare') live.stray(flow, packet.packet('original'));
    else if (packet.kind === 'finish' || packet.kind === 'reset')
      live.stray(flow, strayKinds[packet.kind](flow.protocol));
    else if (packet.kind === 'data' && flow.protocol === 'UDP') live.datagramTo(flow);
    else throw new Refusal(`"${sending}" belongs to a connection: open one first.`);
  });
}

/** What ends a connection, where there is none. */
const strayKinds = {
  finish: (protocol: Protocol): PacketKind =>
    protocol === 'SCTP' ? sctp('SHUTDOWN', 'original') : tcp('FIN', 'original'),
  reset: (protocol: Protocol): PacketKind =>
    protocol === 'SCTP' ? sctp('ABORT', 'original') : tcp('RST', 'original'),
} as const;
