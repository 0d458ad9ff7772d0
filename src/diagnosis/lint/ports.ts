import { contains, intersect } from '../../addresses/spans';
import { type Pod, portsOf } from '../../cluster/pod';
import { type Service, serviceKey } from '../../cluster/service';
import type { ContainerPort, Direction } from '../../kubernetes/objects';
import type { CompiledPolicy, CompiledPort, CompiledRule } from '../../policy/compiledPolicy';
import { portText } from '../../policy/words';
import { selectedBy, targetOn } from '../../services/endpoints';
import { ephemeralPorts } from '../../settings/ephemeralPorts';
import { type Finding, type LintRule, ofRule } from './finding';
import { type Ground, podsText, rulesOf, someOf, workloadText } from './ground';

const code = 'port-matches-nothing';

/** NetworkPolicyPort.port: the number or name of a port of the pod that is reached. */
export const portMatchesNothing: LintRule = {
  code,
  title: 'a port that nobody has',
  explanation:
    'A port by name is looked up on the pods that are reached, and must have its protocol too. A number is said to match nothing where they are known to listen on others alone, or where it leads to one workload that declares others, of which nothing is open.',
  yieldsTo: ['selects-nothing', 'service-port'],
  *find(ground) {
    yield* strangeNames(ground);
    yield* strangeNumbers(ground);
  },
};

/** Names that none of the pods has at which they are looked up. */
export function* strangeNames(ground: Ground): Iterable<Finding> {
  for (const { policy, direction, rule } of rulesOf(ground.policies))
    for (const port of rule.ports ?? []) {
      if (port.name === undefined) continue;
      const reached = reachedBy(ground, policy, direction, rule);
      if (reached.length === 0 || hasPort(reached, port)) continue;
      const who = hasPort(ground.pods, port) ? 'which no pod has that it leads to' : 'which no pod has';
      const object = portText(port.source);
      yield ofRule(code, policy, direction, rule, `names port ${object}, ${who}`, object);
    }
}

function* strangeNumbers(ground: Ground): Iterable<Finding> {
  for (const { policy, direction, rule } of rulesOf(ground.policies)) {
    const reached = isAnyone(direction, rule) ? [] : reachedBy(ground, policy, direction, rule);
    if (reached.length === 0) continue;
    for (const port of rule.ports ?? []) {
      const text = whyStrange(ground, policy, direction, port, reached);
      const object = portText(port.source);
      if (text !== undefined)
        yield ofRule(code, policy, direction, rule, `names port ${object}, ${text}`, object);
    }
  }
}

/** NetworkPolicyPort.port is a port of the pod: policy judges after a Service's port has become its targetPort. */
export const servicePort: LintRule = {
  code: 'service-port',
  title: "a Service's port where that of the pod belongs",
  explanation:
    'Policy sees the port of the pod, as the port of the Service has been rewritten to the targetPort by then. Name the targetPort.',
  yieldsTo: ['selects-nothing'],
  *find(ground) {
    const behind = [...ground.network.cluster.services.values()].map(service => ({
      service,
      pods: new Set(selectedBy(ground.network.cluster, service)),
    }));
    for (const { policy, direction, rule } of rulesOf(ground.policies)) {
      const reached = isAnyone(direction, rule) ? [] : reachedBy(ground, policy, direction, rule);
      for (const port of rule.ports ?? []) {
        if (hasPort(reached, port)) continue;
        const serving = behind.filter(({ pods }) => reached.some(pod => pods.has(pod)));
        const meant = serving.flatMap(({ service, pods }) => {
          const pod = reached.find(each => pods.has(each));
          const target = pod && targetMeant(service, pod, port);
          return target === undefined ? [] : [{ service, target }];
        });
        const isTarget = serving.some(({ service, pods }) =>
          service.ports.some(each =>
            reached.some(pod => pods.has(pod) && targetOn(pod, each) === port.numbers?.[0]),
          ),
        );
        const [first] = meant;
        if (!first || isTarget) continue;
        const object = portText(port.source);
        const text = `names port ${object} of Service ${serviceKey(first.service)}, whose pods are reached on ${first.target}: write ${first.target}`;
        yield ofRule('service-port', policy, direction, rule, text, object);
      }
    }
  },
};

/** Pods at which a rule's ports are looked up; none where some of them are not known. */
function reachedBy(
  ground: Ground,
  policy: CompiledPolicy,
  direction: Direction,
  { peers }: CompiledRule,
): readonly Pod[] {
  if (direction === 'ingress') return ground.selected(policy);
  if (!peers) return ground.pods;
  if (peers.some(peer => peer.kind === 'block' || ground.mayBeUntold(peer))) return [];
  return [...new Set(peers.flatMap(peer => ground.matched(policy, peer)))];
}

/** Whatever numbers it names may be meant for addresses outside. */
function isAnyone(direction: Direction, { peers }: CompiledRule): boolean {
  return direction === 'egress' && !peers;
}

function whyStrange(
  ground: Ground,
  policy: CompiledPolicy,
  direction: Direction,
  port: CompiledPort,
  reached: readonly Pod[],
): string | undefined {
  // A range of clients' ports is there for replies.
  if (!port.numbers || intersect([port.numbers], [ephemeralPorts]).length > 0) return undefined;
  const declared = reached.flatMap(portsOf);
  if (declared.length === 0 || hasPort(reached, port)) return undefined;
  const known = someOf(declared.map(own => `${own.port}/${own.protocol}`));
  if (reached.every(({ listening }) => listening.kind === 'only'))
    return `on which nobody listens: ${podsText(reached)} listens on ${known}`;
  // A manifest need not declare a port, so that only what leaves all of a single workload shut is strange.
  const isOne = new Set(reached.map(workloadText)).size === 1;
  if (!isOne || reached.some(({ listening }) => listening.kind !== 'declared')) return undefined;
  const rules = ground
    .selected(policy)
    .flatMap(pod => ground.network.policies.isolating(pod, direction))
    .flatMap(other => other.rules[direction] ?? []);
  const isOpened = rules.some(({ ports }) => !ports || ports.some(each => hasPort(reached, each)));
  return isOpened ? undefined : `and nothing opens what ${podsText(reached)} declares: ${known}`;
}

function hasPort(pods: readonly Pod[], port: CompiledPort): boolean {
  return pods.some(pod => portsOf(pod).some(own => isCovered(own, port)));
}

function isCovered(own: ContainerPort, { protocol, numbers, name }: CompiledPort): boolean {
  if (own.protocol !== protocol) return false;
  if (name !== undefined) return own.name === name;
  return !numbers || contains([numbers], own.port);
}

/** The pod's port behind a port of a Service, where the rule names just that and they differ. */
function targetMeant(service: Service, pod: Pod, { protocol, numbers }: CompiledPort): number | undefined {
  if (!numbers || numbers[1] - numbers[0] > 1) return undefined;
  const meant = service.ports.find(each => each.port === numbers[0] && each.protocol === protocol);
  const target = meant && targetOn(pod, meant);
  return target === numbers[0] ? undefined : target;
}
