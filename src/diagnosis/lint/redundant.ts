import type { Direction } from '../../kubernetes/objects';
import type { CompiledPolicy, CompiledRule } from '../../policy/compiledPolicy';
import { withoutRule } from '../../policy/lessRules';
import { picksAll } from '../../reachability/selection';
import { coversRule } from './cover';
import { Doors } from './doors';
import { type Finding, type LintCode, type LintRule, ofPolicy, ofRule } from './finding';
import { type Ground, rulesOf } from './ground';

// Policies only ever add (Network Policies, "the two sorts of pod isolation"), so that what others add already can go.

/** What opens nothing is said to do so for its own reason. */
const idle: readonly LintCode[] = [
  'selects-nothing',
  'peer-matches-nothing',
  'namespace-matches-nothing',
  'port-matches-nothing',
  'and-or',
  'except-equal',
  'policy-types-missing',
];

export const redundantPolicy: LintRule = {
  code: 'redundant-policy',
  title: 'a policy without which nothing changes',
  explanation:
    'Others isolate its pods and open all that it opens, in this cluster. Delete it, unless it is there for pods to come. A policy for all pods without any rule is never said to be redundant.',
  yieldsTo: idle,
  find: ground => found(ground, 'redundant-policy'),
};

export const redundantRule: LintRule = {
  code: 'redundant-rule',
  title: 'a rule without which nothing changes',
  explanation:
    'Other rules open all that it opens, in this cluster. Delete it, unless it is there for pods to come.',
  yieldsTo: [...idle, 'superfluous-reply-rule'],
  find: ground => found(ground, 'redundant-rule'),
};

export const shadowedRule: LintRule = {
  code: 'shadowed-rule',
  title: 'a rule that another one holds within itself',
  explanation:
    'Another rule opens all that it opens, and to the same pods, in any cluster. Delete it, or narrow the other one.',
  yieldsTo: ['selects-nothing', 'superfluous-reply-rule'],
  find: ground => found(ground, 'shadowed-rule'),
};

const worked = new WeakMap<Ground, readonly Finding[]>();

function found(ground: Ground, code: LintCode): readonly Finding[] {
  const all = worked.get(ground) ?? findAll(ground);
  worked.set(ground, all);
  return all.filter(finding => finding.code === code);
}

interface Placed {
  readonly policy: CompiledPolicy;
  readonly direction: Direction;
  readonly rule: CompiledRule;
}

/** One after the other, the last first, each without those before it: so all of them can go together. */
function findAll(ground: Ground): readonly Finding[] {
  const doors = {
    ingress: new Doors(ground.network, 'ingress'),
    egress: new Doors(ground.network, 'egress'),
  };
  const left = new Set(ground.policies);
  const gone = [...ground.policies].reverse().filter(policy => {
    const isIdle = isIsolatedWithout(ground, left, policy) && isPolicyIdle(ground, doors, policy);
    if (isIdle) left.delete(policy);
    return isIdle;
  });
  const policies = [...left];
  const shadowed = shadowedAmong([...rulesOf(policies)]);
  // By then a policy stands there without the rules that went before.
  const standing = new Map(policies.map(policy => [policy, policy]));
  const drop = ({ policy, direction, rule }: Placed): boolean => {
    const now = standing.get(policy) ?? policy;
    const less = withoutRule(now, direction, rule.number);
    const other = direction === 'ingress' ? 'egress' : 'ingress';
    if (!doors[direction].replaceIfSame(now, less)) return false;
    doors[other].replaceIfSame(now, less);
    standing.set(policy, less);
    return true;
  };
  for (const { narrow } of shadowed) drop(narrow);
  const narrow = new Set(shadowed.map(each => each.narrow.rule));
  const redundant = [...rulesOf(policies)]
    .reverse()
    .filter(({ rule }) => !narrow.has(rule))
    .filter(({ policy, rule }) => ground.selected(policy).length > 0 && isKnown(ground, policy, rule))
    .filter(drop);
  return [
    ...gone.map(policy =>
      ofPolicy(
        'redundant-policy',
        policy,
        'changes nothing in this cluster: others isolate its pods and open all that it opens; delete it',
      ),
    ),
    ...shadowed.map(({ narrow: { policy, direction, rule }, wide }) =>
      ofRule(
        'shadowed-rule',
        policy,
        direction,
        rule,
        `opens nothing that ${placeText(wide, policy)} does not open: delete it, or narrow the other`,
      ),
    ),
    ...redundant.map(({ policy, direction, rule }) =>
      ofRule(
        'redundant-rule',
        policy,
        direction,
        rule,
        'changes nothing in this cluster: other rules open all that it opens; delete it',
      ),
    ),
  ];
}

function isPolicyIdle(
  ground: Ground,
  doors: Readonly<Record<Direction, Doors>>,
  policy: CompiledPolicy,
): boolean {
  const rules = [...rulesOf([policy])];
  // A deny-all is there for pods to come.
  if (rules.length === 0 && picksAll(policy.source.spec.podSelector)) return false;
  if (ground.selected(policy).length === 0 || rules.some(({ rule }) => !isKnown(ground, policy, rule)))
    return false;
  if (!doors.ingress.replaceIfSame(policy, undefined)) return false;
  if (doors.egress.replaceIfSame(policy, undefined)) return true;
  doors.ingress.restore(policy, undefined);
  return false;
}

/** Others isolate its pods as it does: an allow-all where nobody else does is there for policies to come. */
function isIsolatedWithout(
  ground: Ground,
  left: ReadonlySet<CompiledPolicy>,
  policy: CompiledPolicy,
): boolean {
  const directions = (['ingress', 'egress'] as const).filter(direction => policy.rules[direction]);
  return ground
    .selected(policy)
    .every(pod =>
      directions.every(direction =>
        ground.network.policies.isolating(pod, direction).some(other => other !== policy && left.has(other)),
      ),
    );
}

/** Everybody whom it names is among the pods that there are. */
function isKnown(ground: Ground, policy: CompiledPolicy, { peers = [] }: CompiledRule): boolean {
  return peers.every(
    peer => peer.kind === 'block' || (!ground.mayBeUntold(peer) && ground.isMatched(policy, peer)),
  );
}

/** Of two that hold each other the later one is said to be shadowed. */
function shadowedAmong(
  rules: readonly Placed[],
): readonly { readonly narrow: Placed; readonly wide: Placed }[] {
  const groups = new Map<string, Placed[]>();
  for (const placed of rules) {
    const key = `${placed.policy.namespace} ${placed.direction}`;
    const known = groups.get(key);
    if (known) known.push(placed);
    else groups.set(key, [placed]);
  }
  return [...groups.values()].flatMap(group =>
    group.flatMap((narrow, i) => {
      const wide = group.find(
        (other, k) => k !== i && coversRule(other, narrow) && (k < i || !coversRule(narrow, other)),
      );
      return wide ? [{ narrow, wide }] : [];
    }),
  );
}

function placeText({ policy, direction, rule }: Placed, from: CompiledPolicy): string {
  const place = `${direction} rule ${rule.number}`;
  return policy === from ? place : `${place} of ${policy.namespace}/${policy.name}`;
}
