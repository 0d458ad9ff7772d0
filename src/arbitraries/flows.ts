import fc from 'fast-check';
import { type Address, addressKey, families, formatAddress, parseAddress, width } from '../addresses/address';
import { parseBlock } from '../addresses/block';
import { type Protocol, protocols } from '../addresses/port';
import { planAddresses } from '../cluster/addressPlan';
import { type Cluster, type ExternalEndpoint, nodeNamesOf } from '../cluster/cluster';
import { portsOf } from '../cluster/pod';
import { smallVocabulary, type Vocabulary } from './vocabulary';

/** One end of a generated flow, as sentences write it: at one address, so that one attempt answers for it. */
export type FlowEnd =
  /** By `namespace/name`, or by its address where it has several. */
  | { readonly kind: 'pod'; readonly key: string; readonly address?: Address }
  | { readonly kind: 'node'; readonly node: string; readonly address?: Address }
  | { readonly kind: 'address'; readonly address: Address };

export interface GeneratedFlow {
  readonly source: FlowEnd;
  readonly destination: FlowEnd;
  readonly protocol: Protocol;
  readonly port: number;
}

/** An end that does not know its cluster yet: what it is, and which one of those that there are, counted round and round. */
interface EndDraw {
  readonly kind: FlowEnd['kind'];
  readonly number: number;
}

/** A flow that does not know its cluster yet. */
export interface FlowDraw {
  readonly source: EndDraw;
  readonly destination: EndDraw;
  readonly protocol: Protocol;
  readonly port: number;
  /** Which of the ports that the destination declares, counted round and round, to ask for instead, whatever its protocol. */
  readonly declared?: number;
}

/** Flows between pods, nodes and addresses outside, mostly between pods. */
export function flows(cluster: Cluster, words: Vocabulary = smallVocabulary): fc.Arbitrary<GeneratedFlow> {
  const ends = flowEnds(cluster, words);
  return flowDraws(words)
    .map(draw => flowBetween(ends, draw))
    .filter(flow => flow !== undefined);
}

export function flowDraws(words: Vocabulary = smallVocabulary): fc.Arbitrary<FlowDraw> {
  const [tcp, ...others] = protocols;
  const end: fc.Arbitrary<EndDraw> = fc.record({
    kind: fc.oneof(
      { weight: 6, arbitrary: fc.constant('pod' as const) },
      { weight: 1, arbitrary: fc.constant('node' as const) },
      { weight: 1, arbitrary: fc.constant('address' as const) },
    ),
    number: fc.nat(),
  });
  return fc.record(
    {
      source: end,
      destination: end,
      protocol: fc.oneof(
        { weight: 3, arbitrary: fc.constant(tcp) },
        { weight: 2, arbitrary: fc.constantFrom(...others) },
      ),
      port: fc.constantFrom(...words.ports),
      declared: fc.nat(9),
    },
    { requiredKeys: ['source', 'destination', 'protocol', 'port'] },
  );
}

/** The flow of a draw; absent where its ends cannot meet: no pod, or no address of one family. */
export function flowBetween(ends: FlowEnds, draw: FlowDraw): GeneratedFlow | undefined {
  const { protocol, declared } = draw;
  const source = nth(ends[draw.source.kind], draw.source.number);
  if (!source) return undefined;
  const { family } = source.address;
  const others = ends[draw.destination.kind].filter(end => end.address.family === family);
  const destination = nth(others, draw.destination.number);
  if (!destination || (source.end.kind !== 'pod' && destination.end.kind !== 'pod')) return undefined;
  const port = declared === undefined ? undefined : nth(destination.ports ?? [], declared);
  return { source: source.end, destination: destination.end, protocol, port: port ?? draw.port };
}

function nth<Thing>(things: readonly Thing[], number: number): Thing | undefined {
  return things[number % things.length];
}

interface Located {
  readonly end: FlowEnd;
  readonly address: Address;
  /** Those that a pod declares. */
  readonly ports?: readonly number[];
}

const outside = ['203.0.113.7', '203.0.113.200', '10.0.0.7', '2001:db8::7'].flatMap(
  text => parseAddress(text) ?? [],
);

export type FlowEnds = Readonly<Record<FlowEnd['kind'], readonly Located[]>>;

/** Every end that a flow may have in a cluster; of addresses that nobody has, some in and some beside each block. */
export function flowEnds(cluster: Cluster, { blocks }: Pick<Vocabulary, 'blocks'>): FlowEnds {
  const plan = planAddresses(cluster);
  const pod = [...cluster.pods].flatMap(([key, own]) => {
    const addresses = plan.ofPod(own);
    return addresses.map(
      (address): Located => ({
        address,
        ports: portsOf(own).map(({ port }) => port),
        end: { kind: 'pod', key, ...(addresses.length > 1 && { address }) },
      }),
    );
  });
  const node = nodeNamesOf(cluster).flatMap(name =>
    plan.ofNode(name).map((address): Located => ({ address, end: { kind: 'node', node: name, address } })),
  );
  const taken = new Set([...pod, ...node].map(({ address }) => addressKey(address)));
  const strangers = [
    ...outside,
    ...[...cluster.externals.values()].flatMap(firstOf),
    ...blocks.flatMap(around),
  ];
  const free = strangers.filter(address => !taken.has(addressKey(address)));
  return { pod, node, address: free.map(address => ({ address, end: { kind: 'address', address } })) };
}

function firstOf({ addresses }: ExternalEndpoint): readonly Address[] {
  return families.flatMap(family =>
    addresses[family].slice(0, 1).map(([value]): Address => ({ family, value })),
  );
}

/** The second address of a block and the last, and those before and behind it, as far as there are any. */
function around(text: string): readonly Address[] {
  const block = parseBlock(text)?.block;
  if (!block) return [];
  const {
    family,
    span: [first, end],
  } = block;
  const last = 1n << BigInt(width[family]);
  return [first + 1n, end - 1n, first - 1n, end]
    .filter(value => value > 0n && value < last)
    .map(value => ({ family, value }));
}

/** As a sentence writes it: `x/pod1 → [fd00::2]:80/TCP`. */
export function flowText({ source, destination, protocol, port }: GeneratedFlow): string {
  const target = endText(destination);
  return `${endText(source)} → ${target.includes(':') ? `[${target}]` : target}:${port}/${protocol}`;
}

export function endText(end: FlowEnd): string {
  if (end.kind !== 'address' && end.address === undefined)
    return end.kind === 'pod' ? end.key : `node/${end.node}`;
  return end.address ? formatAddress(end.address) : '';
}
