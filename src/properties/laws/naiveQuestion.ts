import { formatBlock } from '../../addresses/block';
import type { FlowEnd, GeneratedFlow } from '../../arbitraries/flows';
import { rulesIn } from '../../arbitraries/vocabulary';
import { planAddresses } from '../../cluster/addressPlan';
import type { Cluster } from '../../cluster/cluster';
import type { Flow, Party } from '../../cluster/flow';
import type { Traffic } from '../../firewall/rule';
import type { JudgedFirewalls } from '../../judge/naiveFirewall';
import type { JudgedWorld } from '../../judge/naiveJudge';
import type { State } from '../../scenario/scenario';
import { type ModelName, models } from '../../settings/models';

// What is asked of the naive judge: put together from what was drawn, not from what the engine made of it.

/** The ports that Linux clients use (net.ipv4.ip_local_port_range). */
const clientPorts = { first: 32_768, last: 60_999 };

export function judgedWorld({ cluster, policies, firewalls }: State, model: ModelName): JudgedWorld {
  const podsOf = (guards: State['firewalls']['acls'][number]['guards']): readonly string[] =>
    guards.flatMap(guard => (guard.kind === 'pod' ? guard.key : []));
  const judged: JudgedFirewalls = {
    acls: firewalls.acls.map(({ filter, guards }) => ({
      pods: podsOf(guards),
      rules: filter.rules.map(({ block, ports, ...rule }) => ({
        ...rule,
        ...portsOf(ports),
        cidr: formatBlock(block),
      })),
    })),
    groups: firewalls.groups.map(({ filter, guards }) => ({
      name: filter.name,
      pods: podsOf(guards),
      rules: filter.rules.map(({ peer, way, protocol, ports }) => ({
        way,
        protocol,
        ...portsOf(ports),
        ...(peer.kind === 'block' ? { cidr: formatBlock(peer.block) } : { group: peer.group }),
      })),
    })),
  };
  return { cluster, policies: [...policies.values()], model: models[model], firewalls: judged };
}

/** A span ends before its end, a range of AWS with it. */
function portsOf(ports: Traffic['ports']) {
  return ports && { ports: { from: ports[0], to: ports[1] - 1 } };
}

/** The flow from every port that a client may have and that some rule may tell from the one before it. */
export function naiveFlows({ cluster, policies, firewalls }: State, asked: GeneratedFlow): readonly Flow[] {
  const [source, destination] = [partyOf(cluster, asked.source), partyOf(cluster, asked.destination)];
  const filters = [...firewalls.acls, ...firewalls.groups].map(({ filter }) => filter);
  const mentioned = [
    ...rulesIn([...policies.values()]).flatMap(({ ports }) =>
      ports.flatMap(({ port, endPort }) => [port, endPort]),
    ),
    ...filters.flatMap(({ rules }) => rules.flatMap(({ ports = [] }) => ports)),
    ...[...cluster.pods.values()].flatMap(({ listening }) =>
      listening.kind === 'everything' ? [] : listening.ports.map(({ port }) => port),
    ),
  ].filter(number => typeof number === 'number');
  const { first, last } = clientPorts;
  const beside = mentioned.flatMap(number => [number - 1, number, number + 1]);
  const ports = new Set([first, last, ...beside.filter(port => first <= port && port <= last)]);
  const { protocol, port: destinationPort } = asked;
  return [...ports].map(sourcePort => ({ source, destination, protocol, sourcePort, destinationPort }));
}

/** A pod in the network of its node counts as that node. */
function partyOf(cluster: Cluster, end: FlowEnd): Party {
  const plan = planAddresses(cluster);
  switch (end.kind) {
    case 'address':
      return { kind: 'external', name: 'outside', address: end.address };
    case 'node':
      return { kind: 'node', node: end.node, address: known(end.address ?? plan.ofNode(end.node)[0]) };
    case 'pod': {
      const pod = known(cluster.pods.get(end.key));
      const address = known(end.address ?? plan.ofPod(pod)[0]);
      if (!pod.hostNetwork) return { kind: 'pod', pod, address };
      return { kind: 'node', pod, address, ...(pod.node !== undefined && { node: pod.node }) };
    }
  }
}

function known<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('a flow is between those that there are');
  return thing;
}
