import { expect } from 'chai';
import { formatAddress } from '../addresses/address';
import { Refusal } from '../english/refusal';
import { nowhere } from '../testing/edge';
import { listPods } from './inventory';
import { addKubeDns, addNodeCache, forwardDns } from './kubeDns';
import { Scenario } from './scenario';
import { listServices, setReady } from './services';

type Change = (scenario: Scenario) => void;

function shop(...changes: readonly Change[]): Scenario {
  const scenario = new Scenario(nowhere);
  listPods(scenario, [['pod'], ['web']]);
  for (const change of changes) change(scenario);
  return scenario;
}

const services = ({ state }: Scenario): readonly string[] => [...state.cluster.services.keys()];
const pods = ({ state }: Scenario): readonly string[] => [...state.cluster.pods.keys()];
const list =
  (...names: readonly string[]) =>
  (scenario: Scenario): void =>
    listServices(scenario, [['service', 'ports'], ...names.map(name => [name, '80'])]);
const dns = (scenario: Scenario): void => addKubeDns(scenario);
const broughtByKubeDns = ['kube-system/kube-dns', 'default/kubernetes'];

describe('the Services of a scenario', () => {
  it('are those of the last table', () => {
    expect(services(shop(list('web', 'shop/db'), list('api')))).to.deep.equal(['default/api']);
  });

  it('keep the own ones of the cluster, as its pods stay', () => {
    const scenario = shop(dns, list('web'));
    expect(services(scenario)).to.deep.equal([...broughtByKubeDns, 'default/web']);
    listPods(scenario, [['pod'], ['api']]);
    expect(pods(scenario)).to.deep.equal(['kube-system/coredns-1', 'kube-system/coredns-2', 'default/api']);
  });

  it('may have the DNS listed among them', () => {
    const scenario = shop(list('kube-system/kube-dns'), dns);
    expect(services(scenario)).to.deep.equal(['kube-system/kube-dns']);
    expect(pods(scenario)).to.deep.equal(['default/web']);
    expect(scenario.state.cluster.dns?.service).to.equal('kube-system/kube-dns');
  });

  it('leave pods out that are not ready, until they are', () => {
    const scenario = shop(list('web'));
    const unready = () => scenario.state.cluster.pods.get('default/web')?.unready;
    setReady(scenario, 'web', false);
    expect(unready()).to.equal(true);
    setReady(scenario, 'web', true);
    expect(unready()).to.equal(undefined);
  });

  it('lead to the DNS pods where these listen', () => {
    const scenario = shop(s => addKubeDns(s, 5353));
    const { cluster } = scenario.state;
    expect(
      cluster.services.get('kube-system/kube-dns')?.ports.map(({ targetPort }) => targetPort),
    ).to.deep.equal([5353, 5353, 9153]);
    expect(cluster.pods.get('kube-system/coredns-1')?.listening).to.deep.include({ kind: 'only' });
  });

  it('know the cache of each node, and whom the DNS asks', () => {
    const told = (...changes: readonly Change[]) => {
      const { nodeCache, forwarder } = shop(...changes).state.cluster.dns ?? {};
      return [nodeCache, forwarder].map(address => address && formatAddress(address));
    };
    expect(told(dns)).to.deep.equal([undefined, '192.0.2.53']);
    expect(told(s => addNodeCache(s))).to.deep.equal(['169.254.20.10', '192.0.2.53']);
    expect(
      told(
        s => addNodeCache(s, '169.254.25.10'),
        s => forwardDns(s, '10.0.0.2'),
      ),
    ).to.deep.equal(['169.254.25.10', '10.0.0.2']);
  });

  const refused: readonly (readonly [string, (scenario: Scenario) => void, string])[] = [
    ['a port that is none', s => addKubeDns(s, 0), '0 is no port: a port number lies between 1 and 65535.'],
    [
      'a forwarder without DNS',
      s => forwardDns(s, '10.0.0.2'),
      'There is no kube-dns: write "Given kube-dns" first.',
    ],
    ['a node that is to be ready', s => setReady(s, 'node/a', true), 'There is no node "a".'],
  ];
  for (const [title, change, message] of refused)
    it(`refuse ${title}`, () => {
      expect(() => shop(change)).to.throw(Refusal, message);
    });
});
