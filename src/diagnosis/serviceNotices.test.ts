import { expect } from 'chai';
import { listPods } from '../scenario/inventory';
import { addManifestText } from '../scenario/manifests';
import { Scenario } from '../scenario/scenario';
import { listServices, setReady } from '../scenario/services';
import { nowhere } from '../testing/edge';
import { serviceNoticesOf } from './serviceNotices';

function told(change: (scenario: Scenario) => void): readonly string[] {
  const scenario = new Scenario(nowhere);
  listPods(scenario, [['pod'], ['web']]);
  change(scenario);
  return serviceNoticesOf(scenario.network);
}

const services =
  (...rows: readonly (readonly string[])[]) =>
  (scenario: Scenario): void =>
    listServices(scenario, [['service', 'ports', 'selector', 'type', 'external name'], ...rows]);

const slice = (labels: string): string => `apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: one, labels: { ${labels} } }
addressType: IPv4
ports: [{ port: 80 }]
endpoints: [{ addresses: [192.0.2.1] }]`;

const rows: readonly (readonly [string, (scenario: Scenario) => void, readonly string[]])[] = [
  ['a Service with a pod', services(['web', '80', '', '', '']), []],
  ['an alias', services(['pay', '', '', '', 'pay.example.com']), []],
  [
    'a Service that selects nobody',
    services(['shop', '80', '', '', ''], ['web', '80', '', '', '']),
    ['Service default/shop has no endpoints: no pod of default is app=shop'],
  ],
  [
    'a headless Service whose pods are not ready',
    scenario => {
      services(['web', '80', '', 'headless', ''])(scenario);
      setReady(scenario, 'web', false);
    },
    ['Service default/web has no endpoints: no pod that it selects is ready'],
  ],
  [
    'a Service without a selector',
    services(['db', '5432', 'none', '', '']),
    ['Service default/db has no endpoints: it has no selector, and no EndpointSlice names it'],
  ],
  [
    'a slice of a Service',
    scenario => {
      services(['db', '80', 'none', '', ''])(scenario);
      addManifestText(scenario, slice('kubernetes.io/service-name: db'));
    },
    [],
  ],
  [
    'a slice of a Service that does not exist',
    scenario => addManifestText(scenario, slice('kubernetes.io/service-name: db')),
    ['EndpointSlice default/one is for the Service default/db, which does not exist'],
  ],
  [
    'a slice of nobody',
    scenario => addManifestText(scenario, slice('app: db')),
    ['EndpointSlice default/one serves nobody: it has no label kubernetes.io/service-name'],
  ],
];

describe('a notice of Services', () => {
  for (const [title, change, expected] of rows)
    it(`${expected.length > 0 ? 'tells' : 'is silent'} of ${title}`, () => {
      expect(told(change)).to.deep.equal(expected);
    });
});
