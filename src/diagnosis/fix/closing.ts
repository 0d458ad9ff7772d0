import type { Spans } from '../../addresses/spans';
import type { Party } from '../../cluster/flow';
import { answer } from '../../dataplane/answer';
import { attempt } from '../../dataplane/attempt';
import { type Case, casesOf, type Question } from '../../dataplane/cases';
import type { Network } from '../../dataplane/network';
import type { Direction } from '../../kubernetes/objects';
import { type ModelName, models } from '../../settings/models';
import { type Edit, edited, merged } from './edit';
import { kinBeside } from './kin';
import { madeUpBlocksIn } from './madeUpBlocks';
import { type Narrowing, narrowingsAt } from './narrowing';
import type { Need } from './need';
import { asOneItem } from './oneItem';
import type { Fix } from './opening';
import { sideEffectsOf } from './sideEffects';

/** More than any flow needs. */
const mostEdits = 12;

/**
 * The change that closes a flow and takes the least away beside it; `undefined` where policies alone cannot. It is closed as a
 * request, which every model judges at both ends.
 */
export function closingOf(network: Network, model: ModelName, question: Question): Fix | undefined {
  const [repair] = closings(network, model, question, [asOneItem]);
  if (repair) return repair;
  let least: Fix | undefined;
  for (const fix of closings(network, model, question)) {
    if (!least || costOf(fix) < costOf(least)) least = fix;
    // Each of many pairs takes its time: there the first that does is good enough.
    if (least.beside?.length === 0 || network.cluster.pods.size > many) break;
  }
  return least;
}

const many = 500;

/** Every way to close it at one end or the other. */
function* closings(
  network: Network,
  model: ModelName,
  question: Question,
  ways?: readonly Narrowing[],
): Iterable<Fix> {
  const [first] = casesOf(network, question);
  for (const direction of ['ingress', 'egress'] as const) {
    const end = { direction, ways };
    const choices = first ? (pointOf(network, first, end)?.choices.length ?? 0) : 0;
    for (let choice = 0; choice < choices; choice++) {
      const fix = closedBy(network, model, question, { ...end, choice });
      if (fix) yield fix;
    }
  }
}

function costOf({ beside, edits }: Fix): number {
  return (beside?.length ?? 0) * 10 + edits.length;
}

/** An enforcement point, and how rules may be narrowed there. */
interface End {
  readonly direction: Direction;
  readonly ways: readonly Narrowing[] | undefined;
}

interface Choice extends End {
  /** Which of the narrowings is taken at the first point; at others the nearest that there is. */
  readonly choice: number;
}

function closedBy(
  network: Network,
  model: ModelName,
  question: Question,
  { choice, ...end }: Choice,
): Fix | undefined {
  const edits: Edit[] = [];
  let tried = network;
  for (let round = 0; round < mostEdits; round++) {
    const open = casesOf(tried, question).find(
      asked => attempt(tried, models[model], asked).kind !== 'fails',
    );
    if (!open) break;
    const { choices = [] } = pointOf(tried, open, end) ?? {};
    const taken = choices[Math.min(choice, choices.length - 1)];
    if (!taken) return undefined;
    edits.push(...taken);
    tried = edited(tried, taken);
  }
  if (edits.length === 0 || answer(tried, model, question).kind !== 'fails') return undefined;
  const beside = sideEffectsOf(network, tried, model, { way: 'closed', cases: casesOf(network, question) });
  return {
    way: 'closed',
    edits: merged(edits),
    kin: kinBeside(network.cluster, question),
    madeUpBlocks: madeUpBlocksIn(network, edits),
    isForReplies: false,
    ...(beside && { beside }),
  };
}

function pointOf(network: Network, asked: Case, { direction, ways }: End) {
  const { source, destination, protocol, ports, ranges: all } = asked;
  const [own, peer, ranges]: readonly [Party, Party, Spans<bigint> | undefined] =
    direction === 'egress' ? [source, destination, all.destination] : [destination, source, all.source];
  if (own.kind !== 'pod') return undefined;
  const need: Need = { own, direction, peer, protocol, ports, ...(ranges && { ranges }) };
  return { choices: narrowingsAt(network, need, ways) };
}
