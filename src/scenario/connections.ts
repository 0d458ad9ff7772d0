import { addressKey } from '../addresses/address';
import { lastPort } from '../addresses/port';
import type { Flow } from '../cluster/flow';
import { serviceKey } from '../cluster/service';
import { dialects } from '../connections/dialect';
import { End } from '../connections/end';
import type { TupleDirection } from '../conntrack/connectionTable';
import { type Case, casesOf } from '../dataplane/cases';
import { readSending, refuseForeign, type WrittenPacket } from '../english/packet';
import { readPort } from '../english/port';
import { readQuestion } from '../english/question';
import { Refusal } from '../english/refusal';
import { nothingToTry, refuseIdle } from './ask';
import { act, connectionNumbered, sideOf } from './liveActs';
import type { Scenario } from './scenario';

/** The port that the first client opens its connection from; the next ones follow. */
const firstClientPort = 40000;

/** More connections than a sentence needs; each is compared with all before it. */
const mostAtOnce = 1000;

/** `frontend opens a connection to backend:8080`, `… from port 40000`, `frontend opens 3 connections to …`. */
export function openConnections(scenario: Scenario, client: string, written: string, times = 1): void {
  const [, target = '', port] = /^(.+?)(?: from port (\S+))?$/i.exec(written.trim()) ?? [];
  const from = port === undefined ? undefined : readClientPort(port);
  const asked = onlyCase(scenario, `${client} → ${target}`);
  if (times < 1) throw new Refusal(`${client} is to open ${times} connections: write 1 or more.`);
  if (times > mostAtOnce)
    throw new Refusal(`${client} is to open ${times} connections: write ${mostAtOnce} at most.`);
  const sourcePorts = from === undefined ? freePorts(scenario, asked, times) : portsFrom(from, times);
  const flows = sourcePorts.map(sourcePort => flowOf(asked, sourcePort));
  for (const flow of flows) refuseTaken(scenario, flow);
  for (const flow of flows) act(scenario, live => live.open(flow));
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
  if (packet.kind !== 'bare' && packet.kind !== 'error')
    refuseWithoutSocket(scenario, { sender, number, side }, packet.kind);
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
  const { number, side } = ending(scenario, closer, name, 'finish');
  act(scenario, live => live.close(connectionNumbered(live, number), side));
}

/**
 * `frontend half-closes the connection` by `finish`, `frontend resets the connection` by `reset`: one side alone ends it.
 */
export function endSide(scenario: Scenario, ender: string, name: string, deed: 'finish' | 'reset'): void {
  const { number, side } = ending(scenario, ender, name, deed);
  act(scenario, live => live.say(connectionNumbered(live, number), side, deed));
}

function ending(scenario: Scenario, sender: string, name: string, deed: 'finish' | 'reset') {
  const { number, side, protocol } = sideOf(scenario, sender, name);
  if (protocol === 'UDP') throw new Refusal('UDP has no connection to end: let time pass.');
  refuseWithoutSocket(scenario, { sender, number, side }, deed);
  return { number, side };
}

/** The next ports that the client has not used yet, and that are not the server's own where both are at one address. */
function freePorts(
  scenario: Scenario,
  { source, destination, ports: [asked] }: Case,
  count: number,
): readonly number[] {
  const { connections } = scenario.lives.under(scenario.state.model);
  const used = new Set(
    connections
      .filter(({ opened }) => addressKey(opened.source.address) === addressKey(source.address))
      .map(({ opened }) => opened.sourcePort),
  );
  if (addressKey(source.address) === addressKey(destination.address)) used.add(asked);
  const free: number[] = [];
  for (let port = firstClientPort + connections.length; port <= lastPort && free.length < count; port++)
    if (!used.has(port)) free.push(port);
  if (free.length === count) return free;
  throw new Refusal(
    `There are no more than ${lastPort - firstClientPort + 1} ports to open connections from.`,
  );
}

/** As many ports as there are connections, one after the other. */
function portsFrom(first: number, count: number): readonly number[] {
  if (first + count - 1 > lastPort)
    throw new Refusal(`There are no ${count} ports from ${first} on: the last port is ${lastPort}.`);
  return Array.from({ length: count }, (_, i) => first + i);
}

/** A client cannot open a connection that it has open (connect(2), EADDRNOTAVAIL), or from the port that it dials. */
function refuseTaken(scenario: Scenario, flow: Flow): void {
  const { source, destination, sourcePort, destinationPort } = flow;
  if (addressKey(source.address) === addressKey(destination.address) && sourcePort === destinationPort)
    throw new Refusal(`Port ${sourcePort} is the server's, at the same address: write another port.`);
  const live = scenario.lives.under(scenario.state.model);
  const known = live.latestOf(flow);
  if (known?.client instanceof End && known.client.hasSocket && !known.client.isFinished)
    throw new Refusal(`${scenario.names.connection(known)} is open already: write another port.`);
  const like = live.connections.find(({ flow: other }) => isAnsweredAlike(other, flow));
  if (like)
    throw new Refusal(
      `Answers to it would look like those to ${scenario.names.connection(like)}, and a node would give it another port to tell them apart: write one yourself.`,
    );
}

function keyOfService({ translation }: Flow): string | undefined {
  return translation && serviceKey(translation.service);
}

/** A tracker knows an answer by addresses and ports alone, so two connections cannot share them (nf_nat_used_tuple). */
function isAnsweredAlike(a: Flow, b: Flow): boolean {
  const isSameClient = addressKey(a.source.address) === addressKey(b.source.address);
  if (isSameClient && !a.translation && !b.translation) return false;
  const keyOf = ({ source, sourcePort, destination, destinationPort, protocol, translation }: Flow): string =>
    [
      protocol,
      addressKey((translation?.masquerade ?? source).address),
      sourcePort,
      addressKey(destination.address),
      destinationPort,
    ].join(' ');
  const isSameDial =
    a.translation?.port === b.translation?.port && isSameClient && keyOfService(a) === keyOfService(b);
  return !isSameDial && keyOf(a) === keyOf(b);
}

/** Whoever has no socket, or has closed its side, cannot write (write(2), EPIPE). */
function refuseWithoutSocket(
  scenario: Scenario,
  { sender, number, side }: { sender: string; number: number; side: TupleDirection },
  deed: 'data' | 'finish' | 'reset',
): void {
  const connection = connectionNumbered(scenario.lives.under(scenario.state.model), number);
  const end = connection.end(side);
  if (!(end instanceof End)) return;
  const name = scenario.names.connection(connection);
  if (!end.hasSocket) throw new Refusal(`${sender} has no socket for ${name}: nothing is left to send from.`);
  if (deed !== 'reset' && !end.canSend)
    throw new Refusal(`${sender} has closed its side of ${name} already.`);
}

/** One pair of parties and one port: a connection is between two, even where a name stands for many. */
function onlyCase(scenario: Scenario, flow: string): Case {
  const question = readQuestion(flow, scenario.surroundings);
  if (question.destination.kind === 'name')
    throw new Refusal(
      `A connection is opened to an address: write service/${question.destination.host.split('.')[0]} instead of ${question.destination.name}, and ask for the name by a flow.`,
    );
  if (question.destination.kind === 'site')
    throw new Refusal(
      `A connection is opened to an address, and the proxy behind ${question.destination.name} opens another one: name the proxy's Service or pods, and ask for the web address by a flow.`,
    );
  refuseIdle(scenario, question);
  const cases = casesOf(scenario.network, question);
  const [first] = cases;
  if (!first) throw new Refusal(nothingToTry(scenario, question));
  if (question.ports.kind === 'numbers' && question.ports.span[1] - question.ports.span[0] > 1)
    throw new Refusal(`${flow} names several ports: a connection goes to one.`);
  const ports = new Set(
    cases.map(({ protocol, ports: [port], translation }) => `${translation?.port ?? port}/${protocol}`),
  );
  if (question.ports.kind === 'listening' && ports.size > 1)
    throw new Refusal(`${flow} names no port: a connection goes to one, for instance ${[...ports][0]}.`);
  return first;
}

function readClientPort(text: string): number {
  const written = readPort(text);
  if (written.kind === 'numbers' && written.span[1] - written.span[0] === 1) return written.span[0];
  throw new Refusal(`"${text}" is no port to open a connection from: write one number.`);
}

function flowOf({ source, destination, protocol, ports, translation }: Case, sourcePort: number): Flow {
  const flow = { source, destination, protocol, sourcePort, destinationPort: ports[0] };
  return translation ? { ...flow, translation } : flow;
}

function sendStray(
  scenario: Scenario,
  sender: string,
  target: string,
  packet: WrittenPacket,
  sending: string,
): void {
  const asked = onlyCase(scenario, `${sender} → ${target}`);
  const [port = firstClientPort] = freePorts(scenario, asked, 1);
  const flow = flowOf(asked, port);
  refuseForeign(packet, flow.protocol, sending);
  act(scenario, live => {
    if (packet.kind === 'bare') live.stray(flow, packet.packet('original'));
    else if (packet.kind === 'data' && flow.protocol === 'UDP') live.datagramTo(flow);
    else if ((packet.kind === 'finish' || packet.kind === 'reset') && flow.protocol !== 'UDP')
      live.stray(flow, dialects[flow.protocol][packet.kind]('original'));
    else throw new Refusal(`"${sending}" belongs to a connection: open one first.`);
  });
}
