import { families } from '../../addresses/address';
import type { Network } from '../../dataplane/network';
import type { Direction } from '../../kubernetes/objects';
import type { CompiledPolicy } from '../../policy/compiledPolicy';
import { inDirection } from '../../policy/lessRules';
import { AllPairs } from '../../reachability/allPairs';
import type { Outside } from '../../reachability/outside';
import { upstreamModel } from '../../settings/models';

/** What the egress, or the ingress, of all pods lets pass by itself, while policies go and come. */
export class Doors {
  readonly #pairs: AllPairs;
  readonly #direction: Direction;
  readonly #standing: Map<CompiledPolicy, CompiledPolicy>;

  constructor({ cluster, policies, settings }: Network, direction: Direction) {
    const sides = policies.policies.flatMap(policy => {
      const side = inDirection(policy, direction);
      return side ? [[policy, side] as const] : [];
    });
    this.#standing = new Map(sides);
    this.#pairs = new AllPairs(cluster, [...this.#standing.values()], settings);
    this.#direction = direction;
  }

  /** Whether nothing changes here where other policies take the place of one; if so, it is done. */
  replaceIfSame(policy: CompiledPolicy, by: CompiledPolicy | undefined): boolean {
    const side = this.#standing.get(policy);
    const next = by && inDirection(by, this.#direction);
    const [gone, come] = [side ? [side] : [], next ? [next] : []];
    const owners = this.#pairs.change(gone, gone);
    const before = this.#pictureOf(owners);
    this.#pairs.change(gone, come);
    if (this.#pictureOf(owners) === before) {
      this.#standing.delete(policy);
      if (by && next) this.#standing.set(by, next);
      return true;
    }
    this.#pairs.change(come, gone);
    return false;
  }

  /** Puts back what an answer of yes has taken. */
  restore(policy: CompiledPolicy, from: CompiledPolicy | undefined): void {
    const side = inDirection(policy, this.#direction);
    const now = from && this.#standing.get(from);
    if (from) this.#standing.delete(from);
    if (side) this.#standing.set(policy, side);
    this.#pairs.change(now ? [now] : [], side ? [side] : []);
  }

  #pictureOf(owners: readonly number[]): string {
    const pairs = this.#pairs;
    const way = this.#direction === 'egress' ? 'from' : 'to';
    const others = pairs.classes.sizes.map((_, number) => number);
    return JSON.stringify(
      owners.map(owner => {
        const answerFor = pairs.row(upstreamModel, owner, way);
        const outside = families
          .filter(family => pairs.kindOf(owner, family) >= 0)
          .map(family => runsOf(pairs.outside(upstreamModel, owner, family), this.#direction));
        return [others.map(other => answerFor(other)), outside];
      }),
    );
  }
}

/** Where answers change, so that blocks that make no difference are not seen. */
function runsOf(pieces: readonly Outside[], direction: Direction): readonly (readonly [string, number])[] {
  const answers = pieces.map(piece => (direction === 'egress' ? piece.to : piece.from));
  return pieces.flatMap(({ addresses }, i) => {
    const answer = answers[i] ?? 0;
    return answer === answers[i - 1] ? [] : [[`${addresses[0]}`, answer] as const];
  });
}
