import { allPorts, type Protocol } from '../addresses/port';
import { type Span, type Spans, spansOf } from '../addresses/spans';
import type { Flow } from '../cluster/flow';
import { portsOf } from '../cluster/pod';
import type { CompiledPort, CompiledRule } from './compiledPolicy';
import { isolatingAt } from './judge';
import { type Judgement, peersMatch } from './match';
import { everyPort, type PortSets, portSets } from './portSets';

/** The same question as `judge`, for all protocols and ports at once: those of the judgement's flow are not looked at. */
export function allowedPorts(judgement: Judgement): PortSets {
  const { direction, flow, settings } = judgement;
  const policies = isolatingAt(judgement);
  if (typeof policies === 'string') return everyPort;
  const rules = policies.flatMap(policy =>
    (policy.rules[direction] ?? []).filter(rule => peersMatch(judgement, policy, rule)),
  );
  if (rules.some(({ ports }) => !ports)) return everyPort;
  const spansFor = (protocol: Protocol): Spans<number> =>
    spansOf(rules.flatMap(rule => spansOfRule(rule, protocol, flow, settings)));
  return portSets(spansFor);
}

function spansOfRule(
  { ports = [] }: CompiledRule,
  protocol: Protocol,
  flow: Flow,
  settings: Judgement['settings'],
): readonly Span<number>[] {
  return ports
    .filter(port => port.protocol === protocol)
    .flatMap(port =>
      port.name === undefined ? (port.numbers ? [port.numbers] : allPorts) : named(port, flow, settings),
    );
}

/** A name is whatever numbers the destination pod gives it. */
function named(
  { name, protocol }: CompiledPort,
  { destination }: Flow,
  settings: Judgement['settings'],
): readonly Span<number>[] {
  if (destination.kind !== 'pod')
    return settings['named-port-outside'] === 'matches-every-port' ? allPorts : [];
  return portsOf(destination.pod)
    .filter(declared => declared.name === name && declared.protocol === protocol)
    .map(({ port }) => [port, port + 1]);
}
