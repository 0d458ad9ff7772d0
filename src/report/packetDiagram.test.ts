import { expect } from 'chai';
import { answer } from '../dataplane/answer';
import { readQuestion } from '../english/question';
import { openConnections } from '../scenario/connections';
import { listPods } from '../scenario/inventory';
import { addKubeDns } from '../scenario/kubeDns';
import { addPolicies } from '../scenario/policies';
import { Scenario } from '../scenario/scenario';
import { listServices } from '../scenario/services';
import type { ModelName } from '../settings/models';
import { nowhere } from '../testing/edge';
import { connectionDiagram, packetDiagram } from './packetDiagram';

const isolated = (pod: string, rules: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: for-${pod} }\nspec: { podSelector: { matchLabels: { app: ${pod} } }, ${rules} }\n`;

function diagramOf(flow: string, model: ModelName, policies: readonly string[] = []): string {
  const scenario = new Scenario(nowhere, {});
  listPods(scenario, [
    ['pod', 'ports'],
    ['web', '8080'],
    ['api', ''],
  ]);
  listServices(scenario, [
    ['service', 'ports'],
    ['web', '80 → 8080'],
  ]);
  addKubeDns(scenario);
  if (policies.length > 0) addPolicies(scenario, policies.join('---\n'));
  const { network, names, surroundings } = scenario;
  const [verdict] = answer(network, model, readQuestion(flow, surroundings)).cases;
  if (!verdict) throw new Error(`${flow} has no case`);
  return packetDiagram(network, names, verdict, model);
}

const textsOf = (svg: string, kind: string): readonly string[] =>
  [...svg.matchAll(new RegExp(`<text class="${kind}"[^>]*>(?:<title>[^<]*</title>)?([^<]*)`, 'g'))].map(
    ([, text = '']) => text,
  );
const count = (svg: string, part: string): number => svg.split(part).length - 1;

describe('the diagram of packets', () => {
  it('has a lifeline for each end and for the policy at each', () => {
    const svg = diagramOf('api → web:8080', 'three-check');
    expect(textsOf(svg, 'n')).to.deep.equal(['api', 'NetworkPolicy', 'NetworkPolicy', 'web']);
    expect(textsOf(svg, 'm c i')).to.deep.equal(['client', 'at api', 'at web', 'server']);
    expect([...textsOf(svg, 'r'), ...textsOf(svg, 'e')]).to.deep.equal([
      'tracking entry',
      'SYN',
      'ACK',
      'data',
      'SYN-ACK',
      'data',
    ]);
  });

  it('tells the entry of the connection after each packet', () => {
    const svg = diagramOf('api → web:8080', 'stateful');
    expect(textsOf(svg, 's').filter(text => /,/.test(text))).to.deep.equal([
      'SYN_SENT, unreplied',
      'SYN_RECV, answered',
      'ESTABLISHED, assured',
      'ESTABLISHED, assured',
      'ESTABLISHED, assured',
    ]);
  });

  it('stops where a packet is dropped, and says why', () => {
    const svg = diagramOf('api → web:8080', 'three-check', [
      isolated('web', 'policyTypes: [Ingress, Egress], ingress: [{}]'),
    ]);
    expect(count(svg, 'href="#x"')).to.equal(1);
    expect(svg).to.match(/d="M586 \d+H418"/);
    expect(count(svg, 'class="v"')).to.equal(1);
    expect(textsOf(svg, 'd c')).to.deep.equal(['✘ egress']);
    expect(svg).to.contain('>isolated by for-web<').and.to.contain('for-web has no egress rule');
    expect(svg).to.contain('SYN-ACK is dropped at server egress');
  });

  it('shows questions for a name and what rewrites addresses', () => {
    const svg = diagramOf('api → http://web', 'stateful');
    expect(textsOf(svg, 't')).to.deep.equal([
      'DNS: api → service/kube-system/kube-dns:53/UDP (10.96.0.10) → kube-system/coredns:53',
      'api → service/web:80/TCP (10.96.0.2) → web:8080',
    ]);
    expect(count(svg, '>kube-proxy<')).to.equal(2);
  });

  it('shows the last packets of a connection with their times', () => {
    const scenario = new Scenario(nowhere, {});
    listPods(scenario, [['pod'], ['web'], ['api']]);
    openConnections(scenario, 'api', 'web:8080');
    const live = scenario.lives.under('stateful');
    const [connection] = live.connections;
    if (!connection) throw new Error('no connection');
    const svg = connectionDiagram(scenario.network, scenario.names, connection);
    expect(textsOf(svg, 'r').slice(0, 3)).to.deep.equal(['tracked as', 'SYN, 0 s', 'ACK, 0 s']);
    expect(textsOf(svg, 's')).to.contain('NEW').and.to.contain('ESTABLISHED');
  });

  it('brings its own colours for light and dark, and reads aloud', () => {
    const svg = diagramOf('api → web:8080', 'stateful');
    expect(svg).to.contain('@media (prefers-color-scheme:dark)');
    expect(svg).to.contain(
      '<title id="t">Packets of api → web:8080/TCP, which succeeds (stateful)</title><desc id="d">',
    );
  });
});
