import { freeName, slug } from '../../authoring/grant';
import type { Network } from '../../dataplane/network';
import type { NetworkPolicy } from '../../kubernetes/objects';
import type { Edit } from './edit';
import { selectorOf } from './kin';
import type { Need } from './need';
import { type PlainRule, withRules } from './ruleEdits';

/** A policy for the pods that a need is about, and its direction: `allow-backend-ingress`, under a name that is free. */
export function newPolicy(
  { cluster, policies }: Network,
  { own: { pod: subject }, direction }: Need,
  verb: 'allow' | 'limit',
  rules: readonly PlainRule[],
): Edit {
  const { namespace } = subject;
  const taken = policies.policies.filter(policy => policy.namespace === namespace).map(({ name }) => name);
  const wanted = slug(`${verb}-${subject.owner?.name ?? subject.name}-${direction}`);
  const bare: NetworkPolicy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: freeName(wanted, name => taken.includes(name)), namespace },
    spec: {
      podSelector: selectorOf(cluster, subject),
      policyTypes: [direction === 'ingress' ? 'Ingress' : 'Egress'],
    },
  };
  return { after: withRules(bare, direction, rules) };
}
