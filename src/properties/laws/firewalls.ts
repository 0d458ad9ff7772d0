import fc from 'fast-check';
import { groupNames, groupRules } from '../../arbitraries/firewalls';
import type { Attached } from '../../dataplane/firewalls';
import type { NetworkAcl, NetworkAclRule } from '../../firewall/networkAcl';
import { anyone } from '../../firewall/rule';
import type { SecurityGroup } from '../../firewall/securityGroup';
import type { State } from '../../scenario/scenario';
import { outcomeOf } from '../outcome';
import { always, difference, firstChanged, type Law } from './law';

/** A network ACL goes by the numbers of its rules, and a security group unites them: neither by how they are listed. */
export const listingNeverMatters: Law = always(({ state, flows }) => {
  const turned = <Filter extends { readonly rules: readonly unknown[] }>(
    attached: Attached<Filter>,
  ): Attached<Filter> => ({
    ...attached,
    filter: { ...attached.filter, rules: [...attached.filter.rules].reverse() },
  });
  const { acls, groups } = state.firewalls;
  return difference(
    state,
    { ...state, firewalls: { acls: acls.map(turned), groups: groups.map(turned) } },
    flows,
  );
});

/** Security groups have rules that allow, and none that denies. */
export const oneMoreRuleClosesNothing: Law = () =>
  fc.tuple(fc.constantFrom(...groupNames), groupRules).map(([name, rule]) => ({ state, flows }) => {
    const more = ({ filter, guards }: Attached<SecurityGroup>): Attached<SecurityGroup> => ({
      guards,
      filter: filter.name === name ? { ...filter, rules: [...filter.rules, rule] } : filter,
    });
    const { acls, groups } = state.firewalls;
    const after = { ...state, firewalls: { acls, groups: groups.map(more) } };
    return firstChanged(
      'closed',
      { before: state, after, flows },
      // Whoever is let in from everywhere is not tracked, and an error about an untracked packet needs a rule of its own.
      (world, flow, model) => outcomeOf(world, model, flow).kind === 'succeeds',
    );
  });

/** Behind rules that decide of everything, any others may stand. */
export const lowerNumbersDecide: Law = () =>
  fc.record({ inbound: actions, outbound: actions }).map(action => ({ state, flows }) => {
    const withRules = (rules: (own: NetworkAcl['rules']) => NetworkAcl['rules']): State => {
      const { acls, groups } = state.firewalls;
      const changed = acls.map(({ filter, guards }) => ({
        filter: { ...filter, rules: rules(filter.rules) },
        guards,
      }));
      return { ...state, firewalls: { acls: changed, groups } };
    };
    const first = (['inbound', 'outbound'] as const).flatMap(way =>
      anyone.map(
        (block, i) => ({ number: 1 + i, way, action: action[way], protocol: 'all', block }) as const,
      ),
    );
    const behind = (rule: NetworkAclRule): NetworkAclRule => ({
      ...rule,
      number: rule.number + first.length,
    });
    return difference(
      withRules(() => first),
      withRules(own => [...first, ...own.map(behind)]),
      flows,
    );
  });

const actions = fc.constantFrom('allow' as const, 'deny' as const);
