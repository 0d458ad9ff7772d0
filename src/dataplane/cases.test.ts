import { expect } from 'chai';
import { readQuestion } from '../english/question';
import { useSetting } from '../scenario/choices';
import { listExternals, listNodes, listPods, useDualStack } from '../scenario/inventory';
import { addPolicies } from '../scenario/policies';
import { Scenario } from '../scenario/scenario';
import { nowhere } from '../testing/edge';
import { answer } from './answer';
import { casesOf } from './cases';

/** A pod `web` whose ingress rules are given, `api` beside it, and the external endpoint `outside`. */
function shop(ingress = '[{}]', change: (scenario: Scenario) => void = () => {}): Scenario {
  const scenario = new Scenario(nowhere);
  listNodes(scenario, [
    ['node', 'ip'],
    ['n1', '192.168.0.1'],
  ]);
  listPods(scenario, [
    ['pod', 'ports', 'node'],
    ['web', 'http=80, 81, dns=53/UDP', 'n1'],
    ['api', '', ''],
  ]);
  listExternals(scenario, [
    ['name', 'addresses'],
    ['outside', '203.0.113.0/24'],
  ]);
  change(scenario);
  const metadata = 'metadata: { name: web }';
  const spec = `spec: { podSelector: { matchLabels: { app: web } }, ingress: ${ingress} }`;
  addPolicies(scenario, `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n${metadata}\n${spec}`);
  return scenario;
}

/** The cases of a flow as people write them. */
const asked = (scenario: Scenario, flow: string): readonly string[] =>
  casesOf(scenario.network, readQuestion(flow, scenario.surroundings)).map(one => scenario.names.flow(one));

const kindOf = (scenario: Scenario, flow: string): string =>
  answer(scenario.network, 'stateful', readQuestion(flow, scenario.surroundings)).kind;

describe('the cases of a question', () => {
  it('without a port are the listed ports of the destination', () => {
    expect(asked(shop(), 'api → web')).to.deep.equal([
      'api → web:80/TCP',
      'api → web:81/TCP',
      'api → web:53/UDP',
    ]);
  });

  it('are every TCP port where nothing is listed', () => {
    expect(asked(shop(), 'web → api')).to.deep.equal(['web → api:1-65535/TCP']);
    expect(asked(shop(), 'web → outside')).to.deep.equal([
      'web → outside (203.0.113.0-203.0.113.255):1-65535/TCP',
    ]);
  });

  it('are the numbers that a port name stands for', () => {
    expect(asked(shop(), 'api → web:dns/UDP')).to.deep.equal(['api → web:53/UDP']);
    const withNames = (scenario: Scenario): void =>
      listPods(scenario, [
        ['pod', 'ports'],
        ['web', 'dns=53/UDP, dns=5353/TCP, ntp=123/UDP'],
        ['api', ''],
      ]);
    expect(asked(shop('[{}]', withNames), 'api → web:dns/UDP')).to.deep.equal(['api → web:53/UDP']);
    expect(asked(shop('[{}]', withNames), 'api → web:dns')).to.deep.equal(['api → web:5353/TCP']);
  });

  it('cut a range where a rule begins and ends, and the answer is mixed', () => {
    const scenario = shop('[{ ports: [{ port: 1000, endPort: 1999 }] }]', () => {});
    expect(asked(scenario, 'api → web:900-2100')).to.deep.equal([
      'api → web:900-999/TCP',
      'api → web:1000-1999/TCP',
      'api → web:2000-2100/TCP',
    ]);
    expect(kindOf(scenario, 'api → web:1000-1999')).to.equal('refused');
    expect(kindOf(scenario, 'api → web:900-2100')).to.equal('mixed');
  });

  it('cut a range where something listens', () => {
    expect(asked(shop(), 'api → web:79-82')).to.deep.equal([
      'api → web:79/TCP',
      'api → web:80/TCP',
      'api → web:81/TCP',
      'api → web:82/TCP',
    ]);
    expect(kindOf(shop(), 'api → web:80-81')).to.equal('succeeds');
    expect(kindOf(shop(), 'api → web:79-82')).to.equal('mixed');
  });

  it('cut outside addresses by the blocks of rules, and the answer is mixed', () => {
    const scenario = shop('[{ from: [{ ipBlock: { cidr: 203.0.113.0/25, except: [203.0.113.0/28] } }] }]');
    expect(asked(scenario, 'outside → web:80')).to.deep.equal([
      'outside (203.0.113.0-203.0.113.15) → web:80/TCP',
      'outside (203.0.113.16-203.0.113.127) → web:80/TCP',
      'outside (203.0.113.128-203.0.113.255) → web:80/TCP',
    ]);
    expect(kindOf(scenario, 'outside → web:80')).to.equal('mixed');
    expect(kindOf(scenario, '203.0.113.16/28 → web:80')).to.equal('succeeds');
    expect(kindOf(scenario, '203.0.113.128/25 → web:80')).to.equal('fails');
  });

  it('put addresses together that the same blocks hold', () => {
    const scenario = shop('[{ from: [{ ipBlock: { cidr: 203.0.113.64/26 } }] }]');
    expect(asked(scenario, 'outside → web:80')).to.deep.equal([
      'outside (203.0.113.0-203.0.113.63 and more) → web:80/TCP',
      'outside (203.0.113.64-203.0.113.127) → web:80/TCP',
    ]);
  });

  it('keep addresses apart that different blocks hold', () => {
    const [low, high] = ['203.0.113.0/26', '203.0.113.64/26'].map(cidr => `{ ipBlock: { cidr: ${cidr} } }`);
    const scenario = shop(`[{ from: [${low}] }, { from: [${high}], ports: [{ port: 80 }] }]`);
    expect(asked(scenario, 'outside → web:80')).to.deep.equal([
      'outside (203.0.113.0-203.0.113.63) → web:80/TCP',
      'outside (203.0.113.64-203.0.113.127) → web:80/TCP',
      'outside (203.0.113.128-203.0.113.255) → web:80/TCP',
    ]);
  });

  it('are one for each family that both ends have', () => {
    const scenario = shop('[{ from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }]', useDualStack);
    expect(asked(scenario, 'api → web:80')).to.have.length(2);
    expect(asked(scenario, 'outside → web:80')).to.have.length(1);
    expect(asked(scenario, 'the Internet → web:80')).to.have.length(2);
    expect(kindOf(scenario, 'api → web:80')).to.equal('mixed');
    expect(asked(shop(), '[2001:db8::1] → web:80')).to.deep.equal([]);
  });

  it('are the one address that is written', () => {
    const scenario = shop('[{}]', useDualStack);
    const { cluster } = scenario.surroundings;
    const api = cluster.pods.get('default/api');
    const addresses = api ? scenario.network.addresses.ofPod(api) : [];
    expect(addresses.map(({ family }) => family)).to.deep.equal(['IPv4', 'IPv6']);
    expect(asked(scenario, '[fd00:64::2] → web:80')).to.have.length(1);
    expect(asked(scenario, 'web → 100.64.0.2:80')).to.have.length(1);
  });

  it('take a pod with hostNetwork for its node, unless the setting says otherwise', () => {
    const hostNetwork = (value?: string) => (scenario: Scenario) => {
      const { cluster } = scenario.state;
      const pods = new Map(
        [...cluster.pods].map(([key, pod]) => [key, { ...pod, hostNetwork: pod.name === 'api' }]),
      );
      scenario.change({ cluster: { ...cluster, pods } });
      if (value) useSetting(scenario, 'host-network-pods', value);
    };
    const fromPods = '[{ from: [{ podSelector: {} }] }]';
    expect(kindOf(shop(fromPods, hostNetwork()), 'api → web:80')).to.equal('fails');
    expect(kindOf(shop(fromPods, hostNetwork('as-pod')), 'api → web:80')).to.equal('succeeds');
  });
});
