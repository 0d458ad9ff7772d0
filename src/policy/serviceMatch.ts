import type { Service } from '../cluster/service';
import type { ContainerPort } from '../kubernetes/objects';
import type { CompiledPort } from './compiledPolicy';

/**
 * Whether a rule's port covers a port of a Service whose address is judged before it is translated. The rule names ports of
 * pods, so its first is looked up among the targetPorts: as it stands, else by way of the pods that the Service selects;
 * a port that is no target covers nothing, and the end of a range is taken as it is
 * (amazon-network-policy-controller-k8s, pkg/k8s/service_utils.go).
 */
export function coversServicePort(
  rule: CompiledPort,
  { ports }: Service,
  behind: readonly ContainerPort[],
  dialled: number,
): boolean {
  const wanted = rule.name ?? rule.numbers?.[0];
  if (wanted === undefined) return true;
  const portOf = (target: number | string | undefined): number | undefined =>
    target === undefined
      ? undefined
      : ports.find(({ targetPort, protocol }) => targetPort === target && protocol === rule.protocol)?.port;
  const known = behind.find(
    ({ name, port, protocol }) => protocol === rule.protocol && (name === wanted || port === wanted),
  );
  const first = portOf(wanted) ?? portOf(known?.name) ?? portOf(known?.port);
  if (first === undefined) return false;
  const last = rule.numbers && rule.numbers[1] - rule.numbers[0] > 1 ? rule.numbers[1] - 1 : first;
  return first <= dialled && dialled <= last;
}
