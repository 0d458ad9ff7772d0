import { expect } from 'chai';
import type { CaseVerdict } from '../dataplane/attempt';
import { attempt } from '../dataplane/attempt';
import { casesOf } from '../dataplane/cases';
import { readQuestion } from '../english/question';
import { listExternals, listPods } from '../scenario/inventory';
import { addKubeDns } from '../scenario/kubeDns';
import { addPolicies } from '../scenario/policies';
import { Scenario } from '../scenario/scenario';
import { listServices, setReady } from '../scenario/services';
import { models } from '../settings/models';
import { defaultSettings, type Settings } from '../settings/settings';
import { nowhere } from '../testing/edge';
import { nameFailureOf } from './nameFailure';
import { sightOf } from './sight';

/** A Service web, thirty pods behind the headless Service many, and a name outside; policies as `pod: rules` in YAML. */
function shop(settings: Partial<Settings>, policies: Readonly<Record<string, string>>): Scenario {
  const scenario = new Scenario(nowhere, { settings: { ...defaultSettings, ...settings } });
  listPods(scenario, [
    ['pod', 'labels', 'ports', 'ip'],
    ['api', '', '', ''],
    ['web', '', '80', ''],
    ['resolver', '', '80', '10.0.0.53'],
    ...Array.from({ length: 30 }, (_, i) => [`many-${i}`, 'app=many', '', '']),
  ]);
  listServices(scenario, [
    ['service', 'ports', 'type', 'external name'],
    ['web', '80', '', ''],
    ['many', '80', 'headless', ''],
    ['late', '80', 'headless', ''],
    ['gone', '', '', 'nobody.default.svc.cluster.local'],
    ['shop', '', '', 'shop.example.com'],
  ]);
  listExternals(scenario, [
    ['name', 'addresses'],
    ['shop.example.com', '203.0.113.9'],
  ]);
  addKubeDns(scenario);
  for (const [name, spec] of Object.entries(policies))
    addPolicies(
      scenario,
      `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p, namespace: ${name === 'coredns' ? 'kube-system' : 'default'} }
spec: { podSelector: { matchLabels: ${name === 'coredns' ? '{ k8s-app: kube-dns }' : `{ app: ${name} }`} }, ${spec} }`,
    );
  return scenario;
}

function verdictOf(scenario: Scenario, flow: string): CaseVerdict {
  const [asked] = casesOf(scenario.network, readQuestion(flow, scenario.surroundings));
  if (!asked) throw new Error(`${flow} has no case`);
  return attempt(scenario.network, models.stateful, asked);
}

const mute = 'policyTypes: [Egress]';
const deaf = 'policyTypes: [Ingress]';
const onlyUdp = 'policyTypes: [Egress], egress: [{ ports: [{ port: 53, protocol: UDP }] }]';
const noDns = (scenario: Scenario): void => setReady(scenario, 'kube-system/coredns', false);

interface Row {
  readonly title: string;
  readonly host: string;
  readonly policies?: Readonly<Record<string, string>>;
  readonly settings?: Partial<Settings>;
  readonly change?: (scenario: Scenario) => void;
  readonly failure: ReturnType<typeof nameFailureOf>;
}

const rows: readonly Row[] = [
  { title: 'a name that leads somewhere', host: 'web', failure: undefined },
  {
    title: 'a name that leads to somebody who does not let the client in',
    host: 'web',
    policies: { web: deaf },
    failure: undefined,
  },
  { title: 'a name that is none', host: 'wbe', failure: 'NXDOMAIN' },
  { title: 'a headless Service without endpoints', host: 'late', failure: 'NXDOMAIN' },
  { title: 'an alias of nobody', host: 'gone', failure: 'NODATA' },
  { title: 'a client that may not ask', host: 'web', policies: { api: mute }, failure: 'no answer' },
  { title: 'a server that nobody may ask', host: 'web', policies: { coredns: deaf }, failure: 'no answer' },
  {
    title: 'a client that may ask over UDP alone, for a long answer',
    host: 'many',
    policies: { api: onlyUdp },
    failure: 'no answer over TCP',
  },
  {
    title: 'a server that may ask nobody, for a name outside',
    host: 'shop.example.com',
    policies: { coredns: mute },
    failure: 'SERVFAIL',
  },
  {
    title: 'a server that may ask nobody, for an alias of a name outside',
    host: 'shop',
    policies: { coredns: mute },
    failure: 'NODATA',
  },
  {
    title: 'a server that may ask nobody, for a Service',
    host: 'web',
    policies: { coredns: mute },
    failure: undefined,
  },
  { title: 'nobody behind kube-dns', host: 'web', change: noDns, failure: 'port unreachable' },
  {
    title: 'nobody behind kube-dns, for a name that is none',
    host: 'wbe',
    change: noDns,
    failure: 'port unreachable',
  },
  {
    title: 'a client that is rejected',
    host: 'web',
    policies: { api: mute },
    settings: { 'blocked-packets': 'refused' },
    failure: 'port unreachable',
  },
  {
    title: 'a client that is prohibited',
    host: 'web',
    policies: { api: mute },
    settings: { 'blocked-packets': 'prohibited' },
    failure: 'administratively prohibited',
  },
];

describe('what a client learns of a name', () => {
  for (const { title, host, policies = {}, settings = {}, change, failure } of rows)
    it(`${failure ?? 'its address'}, with ${title}`, () => {
      const scenario = shop(settings, policies);
      change?.(scenario);
      const verdict = verdictOf(scenario, `api → http://${host}`);
      expect(nameFailureOf(verdict, scenario.state.settings)).to.equal(failure);
      const isLost = sightOf(verdict, scenario.state.settings) === 'could not resolve host';
      expect(isLost).to.equal(failure !== undefined);
    });
});
