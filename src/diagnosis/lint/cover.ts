import { protocols } from '../../addresses/port';
import { subtract } from '../../addresses/spans';
import type { LabelExpression, LabelSelector } from '../../kubernetes/objects';
import type { CompiledPeer, CompiledPolicy, CompiledPort, CompiledRule } from '../../policy/compiledPolicy';
import { ownName } from './ground';

/** Whether a rule opens all that another one opens, in whatever cluster: to the same pods, the same peers, the same ports. */
export function coversRule(
  wide: { readonly policy: CompiledPolicy; readonly rule: CompiledRule },
  narrow: { readonly policy: CompiledPolicy; readonly rule: CompiledRule },
): boolean {
  const { namespace, source } = wide.policy;
  return (
    namespace === narrow.policy.namespace &&
    coversSelector(source.spec.podSelector, narrow.policy.source.spec.podSelector) &&
    coversPeers(namespace, wide.rule.peers, narrow.rule.peers) &&
    coversPorts(wide.rule.ports, narrow.rule.ports)
  );
}

/** Whatever the second selects, the first does: each of its requirements follows from one of the other. */
export function coversSelector(wide: LabelSelector, narrow: LabelSelector): boolean {
  const known = requirementsOf(narrow);
  return requirementsOf(wide).every(wanted => known.some(given => follows(wanted, given)));
}

/** A pair of `matchLabels` is `In` with one value (meta/v1 LabelSelector). */
function requirementsOf({
  matchLabels = {},
  matchExpressions = [],
}: LabelSelector): readonly LabelExpression[] {
  const pairs = Object.entries(matchLabels).map(
    ([key, value]): LabelExpression => ({ key, operator: 'In', values: [value] }),
  );
  return [...pairs, ...matchExpressions];
}

function follows(wanted: LabelExpression, given: LabelExpression): boolean {
  if (wanted.key !== given.key) return false;
  const [some, own] = [wanted.values ?? [], given.values ?? []];
  switch (wanted.operator) {
    case 'Exists':
      return given.operator === 'Exists' || given.operator === 'In';
    case 'DoesNotExist':
      return given.operator === 'DoesNotExist';
    case 'In':
      return given.operator === 'In' && own.every(value => some.includes(value));
    case 'NotIn':
      if (given.operator === 'In') return own.every(value => !some.includes(value));
      return (
        given.operator === 'DoesNotExist' ||
        (given.operator === 'NotIn' && some.every(value => own.includes(value)))
      );
  }
}

function coversPeers(
  namespace: string,
  wide: readonly CompiledPeer[] | undefined,
  narrow: readonly CompiledPeer[] | undefined,
): boolean {
  if (!wide) return true;
  return narrow?.every(peer => wide.some(other => coversPeer(namespace, other, peer))) ?? false;
}

function coversPeer(namespace: string, wide: CompiledPeer, narrow: CompiledPeer): boolean {
  if (wide.kind === 'block')
    return (
      narrow.kind === 'block' &&
      narrow.family === wide.family &&
      subtract(subtract([narrow.span], narrow.except), subtract([wide.span], wide.except)).length === 0
    );
  if (narrow.kind === 'block') return false;
  const { namespaceSelector: among, podSelector: pods = {} } = wide.source;
  const { namespaceSelector: own, podSelector = {} } = narrow.source;
  if (!coversSelector(pods, podSelector)) return false;
  // A peer without namespaceSelector is about the policy's own namespace, of which the name alone is sure.
  return among ? coversSelector(among, own ?? ownName(namespace)) : !own;
}

function coversPorts(
  wide: readonly CompiledPort[] | undefined,
  narrow: readonly CompiledPort[] | undefined,
): boolean {
  if (!wide) return true;
  if (!narrow) return false;
  return protocols.every(protocol => {
    const [some, own] = [wide, narrow].map(ports => (ports ?? []).filter(port => port.protocol === protocol));
    if (!some || !own || some.some(port => !port.numbers && port.name === undefined)) return true;
    const spans = some.flatMap(({ numbers }) => (numbers ? [numbers] : []));
    return own.every(({ name, numbers }) =>
      name === undefined
        ? numbers !== undefined && leaves([numbers], spans).length === 0
        : some.some(other => other.name === name),
    );
  });
}

function leaves(
  from: readonly (readonly [number, number])[],
  spans: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  return spans.reduce((rest, span) => subtract(rest, [span]), from);
}
