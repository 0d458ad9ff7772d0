import { endText } from '../../arbitraries/flows';
import { networkPolicies } from '../../arbitraries/policies';
import { denyAll } from '../../authoring/denyAll';
import type { Firewalls } from '../../dataplane/firewalls';
import type { NetworkAclRule } from '../../firewall/networkAcl';
import { anyone } from '../../firewall/rule';
import { sendPacket } from '../../scenario/connections';
import { quietScenario } from '../../scenario/quietScenario';
import { outcomeOf } from '../outcome';
import { withPolicies } from '../rewrites/policies';
import { opening, waiting } from './deeds';
import { always, type Law } from './law';
import { isAskedOnce, statusClaim, statusOf, tryOpening } from './opened';

// Whether packets after the first are judged.

/** Nothing is remembered: whoever sends the packet that the new policies stop hears no more of the other. */
export const newPolicyStopsNext: Law = words =>
  networkPolicies(words, { minLength: 1 }).map(policies => ({ state, flows }) => {
    const before = { ...state, model: 'stateless' } as const;
    const after = withPolicies(before, policies);
    const young = quietScenario(after);
    for (const flow of flows) {
      const world = quietScenario(before);
      if (!tryOpening(world, flow) || statusOf(world, 'stateless') !== 'open') continue;
      const { kind, stops } = outcomeOf(young, 'stateless', flow);
      const [stop] = stops;
      if (kind !== 'fails' || !stop) continue;
      world.change({ policies: after.policies });
      const sender = endText(stop.packet === 'request' ? flow.source : flow.destination);
      sendPacket(world, sender, 'data');
      if (statusOf(world, 'stateless') === 'hanging') continue;
      return [
        {
          state: before,
          deeds: [{ text: opening(flow).text }],
          claims: [statusClaim('stateless', 'open')],
        },
        {
          state: after,
          deeds: [{ text: `${sender} sends data` }],
          claims: [statusClaim('stateless', 'hanging')],
        },
      ];
    }
    return undefined;
  });

/** A network ACL lost the first answer; before the next one its sender is isolated, and the ACL opened. */
export const eachSynAckIsAsked: Law = always(({ state, flows }) => {
  for (const flow of flows) {
    const { source, destination, protocol } = flow;
    const server = destination.kind === 'pod' ? state.cluster.pods.get(destination.key) : undefined;
    if (source.kind !== 'pod' || !server || protocol !== 'TCP' || !isAskedOnce(flow)) continue;
    const before = { ...state, firewalls: aclOf(source.key, 'deny') };
    const isolated = withPolicies(state, [denyAll(server.namespace, 'egress')]);
    const back = { ...flow, source: destination, destination: source };
    const { stops } = outcomeOf(quietScenario(isolated), 'stateful', back);
    const world = quietScenario(before);
    if (!stops.some(({ end }) => end === 'source') || !tryOpening(world, flow)) continue;
    if (statusOf(world, 'three-check') !== 'hanging') continue;
    const after = { ...isolated, firewalls: aclOf(source.key, 'allow') };
    world.change({ policies: after.policies, firewalls: after.firewalls });
    const pause = waiting(10_000);
    pause.act(world);
    const claims = [statusClaim('three-check', 'hanging')];
    if (statusOf(world, 'three-check') !== 'hanging')
      return [
        { state: before, deeds: [{ text: opening(flow).text }], claims },
        { state: after, deeds: [{ text: pause.text }], claims },
      ];
  }
  return undefined;
});

/** Whatever a pod sends may leave its subnet, and nothing, or all, may come in. */
function aclOf(pod: string, action: NetworkAclRule['action']): Firewalls {
  const rules = anyone.flatMap((block, i): readonly NetworkAclRule[] => [
    { number: 100 + i, way: 'outbound', action: 'allow', protocol: 'all', block },
    { number: 100 + i, way: 'inbound', action, protocol: 'all', block },
  ]);
  return { acls: [{ filter: { name: 'acl', rules }, guards: [{ kind: 'pod', key: pod }] }], groups: [] };
}
