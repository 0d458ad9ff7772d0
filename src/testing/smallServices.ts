import { listExternals, listNodes, listPods } from '../scenario/inventory';
import { addPolicies } from '../scenario/policies';
import { Scenario } from '../scenario/scenario';
import { listServices } from '../scenario/services';
import { defaultSettings, type Settings } from '../settings/settings';
import { nowhere } from './edge';

// The Service web, its port 80 leading to port 8080 of the pod web, between the nodes a and b.

/** Who is where; addresses are read more easily by these names. */
export const whereabouts: Readonly<Record<string, string>> = {
  api: '10.244.1.1',
  web: '10.244.2.2',
  'node/a': '192.168.0.1',
  'node/b': '192.168.0.2',
  'service/web': '10.96.0.20',
  balancer: '203.0.113.80',
  laptop: '198.51.100.7',
};

export interface Shop {
  /** Nodes of the pods. */
  readonly api?: string;
  readonly web?: string;
  /** The column `external traffic` of the Service, and of `internal traffic`. */
  readonly external?: string;
  readonly internal?: string;
}

/** The pod api on node a, the pod web on node b, and a laptop outside. */
export function shopWith(
  { api = 'a', web = 'b', external = '', internal = '' }: Shop = {},
  settings: Partial<Settings> = {},
): Scenario {
  const scenario = new Scenario(nowhere, { settings: { ...defaultSettings, ...settings } });
  listNodes(scenario, [
    ['node', 'ip'],
    ['a', whereabouts['node/a'] ?? ''],
    ['b', whereabouts['node/b'] ?? ''],
  ]);
  listPods(scenario, [
    ['pod', 'ports', 'ip', 'node'],
    ['api', '80', whereabouts.api ?? '', api],
    ['web', '8080', whereabouts.web ?? '', web],
  ]);
  listExternals(scenario, [
    ['name', 'addresses'],
    ['laptop', whereabouts.laptop ?? ''],
  ]);
  listServices(scenario, [
    ['service', 'ports', 'type', 'cluster ip', 'external ip', 'external traffic', 'internal traffic'],
    [
      'web',
      '80 → 8080 on node port 30080',
      'LoadBalancer',
      whereabouts['service/web'] ?? '',
      whereabouts.balancer ?? '',
      external,
      internal,
    ],
  ]);
  return scenario;
}

/** Isolates a pod, so that rules in YAML alone let anything pass. */
export function isolate(scenario: Scenario, pod: string, rules: string): void {
  addPolicies(
    scenario,
    `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${pod} }
spec: { podSelector: { matchLabels: { app: ${pod} } }, ${rules} }`,
  );
}

/** A peer of a rule in YAML: one of those above alone. */
export function only(name: string): string {
  return `{ ipBlock: { cidr: ${whereabouts[name]}/32 } }`;
}
