import type { Pod } from '../../cluster/pod';
import { answer } from '../../dataplane/answer';
import { attempt } from '../../dataplane/attempt';
import { casesOf, type Question } from '../../dataplane/cases';
import type { Network } from '../../dataplane/network';
import { type ModelName, models } from '../../settings/models';
import { type Blocker, blockersOf } from '../blockers';
import { editsFor } from './candidates';
import { type Edit, edited, merged } from './edit';
import { kinBeside } from './kin';
import { madeUpBlocksIn } from './madeUpBlocks';
import { needOf } from './need';
import { type SideEffect, sideEffectsOf, type Way } from './sideEffects';

/** A change of policies that was tried: with it, the flow does what it was to do. */
export interface Fix {
  readonly way: Way;
  readonly edits: readonly Edit[];
  /** What it opens, or closes, beside the flow; absent where that cannot be told. */
  readonly beside?: readonly SideEffect[];
  /** Pods that are moved with those that were asked about. */
  readonly kin: readonly Pod[];
  /** Blocks of its rules that are about pods whose addresses were made up. */
  readonly madeUpBlocks: readonly string[];
  /** Nothing but replies was stopped, which upstream Kubernetes lets pass. */
  readonly isForReplies: boolean;
}

/** More than any flow needs. */
const mostEdits = 12;

/** The smallest change that lets every case of a question succeed; `undefined` where policies alone cannot. */
export function openingOf(network: Network, model: ModelName, question: Question): Fix | undefined {
  const edits: Edit[] = [];
  const met: Blocker[] = [];
  let tried = network;
  while (edits.length < mostEdits) {
    const blocker = nextBlocker(tried, model, question);
    if (!blocker) break;
    const need = needOf(blocker);
    const [edit] = need
      ? editsFor({ network: tried, asked: [question.source, question.destination] }, need)
      : [];
    if (!edit) return undefined;
    met.push(blocker);
    edits.push(edit);
    tried = edited(tried, [edit]);
  }
  if (edits.length === 0 || answer(tried, model, question).kind !== 'succeeds') return undefined;
  const cases = casesOf(network, question);
  const beside = sideEffectsOf(network, tried, model, { way: 'opened', cases });
  return {
    way: 'opened',
    edits: merged(edits),
    kin: kinBeside(network.cluster, question),
    madeUpBlocks: madeUpBlocksIn(network, edits),
    isForReplies: met.every(({ isOfReply }) => isOfReply),
    ...(beside && { beside }),
  };
}

function nextBlocker(network: Network, model: ModelName, question: Question): Blocker | undefined {
  for (const asked of casesOf(network, question)) {
    if (attempt(network, models[model], asked).kind === 'succeeds') continue;
    const [first] = blockersOf(network, models[model], asked);
    if (first) return first;
  }
  return undefined;
}
