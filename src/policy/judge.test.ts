import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { z } from 'zod';
import { casesOf } from '../dataplane/cases';
import { readQuestion } from '../english/question';
import type { Direction } from '../kubernetes/objects';
import { useSetting } from '../scenario/choices';
import { listNamespaces, listNodes, listPods, useDualStack } from '../scenario/inventory';
import { addPolicies } from '../scenario/policies';
import { Scenario } from '../scenario/scenario';
import { nowhere } from '../testing/edge';
import { type Decision, judge } from './judge';

const flows = z.array(z.string()).default([]);
const rows = z
  .array(
    z.strictObject({
      title: z.string(),
      settings: z.record(z.string(), z.string()).default({}),
      ingress: z.array(z.unknown()).optional(),
      egress: z.array(z.unknown()).optional(),
      /** The other end and the port, of what the policy allows, denies, and does not speak of. */
      allows: flows,
      denies: flows,
      open: flows,
    }),
  )
  .parse(parse(readFileSync(join(__dirname, 'testdata', 'rules.yaml'), 'utf8')));

function shop(row: (typeof rows)[number]): Scenario {
  const scenario = new Scenario(nowhere, { namespace: 'x' });
  useDualStack(scenario);
  for (const [name, value] of Object.entries(row.settings)) useSetting(scenario, name, value);
  listNamespaces(scenario, [
    ['namespace', 'labels'],
    ['x', 'team=x'],
    ['y', 'team=y'],
  ]);
  listNodes(scenario, [
    ['node', 'ip'],
    ['n1', '192.168.0.1'],
    ['n2', '192.168.0.2'],
  ]);
  listPods(scenario, [
    ['pod', 'ports', 'node'],
    ['x/server', 'http=80, dns=53/UDP', 'n1'],
    ['x/web', 'http=80, http=81', 'n2'],
    ['y/web', 'http=8080', 'n2'],
    ['y/db', '', 'n2'],
  ]);
  const metadata = { name: 'policy', namespace: 'x' };
  const { ingress, egress } = row;
  const policyTypes = [...(ingress ? ['Ingress'] : []), ...(egress ? ['Egress'] : [])];
  const spec = { podSelector: { matchLabels: { app: 'server' } }, policyTypes, ingress, egress };
  const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec };
  addPolicies(scenario, JSON.stringify(policy));
  return scenario;
}

/** `x/web:80` at the server's ingress or egress, in every family and at every port asked. */
function decisions(scenario: Scenario, direction: Direction, other: string): readonly Decision[] {
  const [, end = '', port = ':80'] = /^(\[.*\]|[^:]+)(:.*)?$/.exec(other) ?? [];
  const flow = direction === 'ingress' ? `${end} → x/server${port}` : `x/server → ${end}${port}`;
  const { network } = scenario;
  const cases = casesOf(network, readQuestion(flow, scenario.surroundings));
  expect(cases, flow).not.to.have.length(0);
  return cases.map(({ source, destination, protocol, ports: [destinationPort] }) =>
    judge({
      set: network.policies,
      settings: network.settings,
      direction,
      flow: { source, destination, protocol, sourcePort: 50000, destinationPort },
    }),
  );
}

describe('a policy', () => {
  for (const row of rows) {
    const direction = row.ingress ? 'ingress' : 'egress';
    it(`${direction}: ${row.title}`, () => {
      const scenario = shop(row);
      for (const other of row.allows)
        for (const decision of decisions(scenario, direction, other))
          expect(decision.allowed, other).to.equal(true);
      for (const other of row.denies)
        for (const decision of decisions(scenario, direction, other))
          expect(decision.allowed, other).to.equal(false);
      for (const other of row.open)
        for (const decision of decisions(scenario, direction === 'ingress' ? 'egress' : 'ingress', other))
          expect(decision).to.deep.equal({ allowed: true, reason: 'not isolated' });
    });
  }
});
