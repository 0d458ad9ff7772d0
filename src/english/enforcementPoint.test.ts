import { expect } from 'chai';
import { exchanges } from '../dataplane/exchange';
import { listNodes, listPods } from '../scenario/inventory';
import { addKubeDns } from '../scenario/kubeDns';
import { Scenario } from '../scenario/scenario';
import { nowhere } from '../testing/edge';
import { readPoint } from './enforcementPoint';
import { Refusal } from './refusal';

const scenario = new Scenario(nowhere);
listPods(scenario, [['pod'], ['web'], ['y/db'], ['egress']]);
listNodes(scenario, [['node'], ['n1']]);
addKubeDns(scenario);

/** Whose point, which, and for which packet. */
const read: readonly (readonly [string, readonly (string | undefined)[]])[] = [
  ['web egress', ['web', 'egress', undefined]],
  ['web ingress', ['web', 'ingress', undefined]],
  ["  web's   Egress ", ['web', 'egress', undefined]],
  ['web’s egress', ['web', 'egress', undefined]],
  ['y/db egress', ['db', 'egress', undefined]],
  ['egress egress', ['egress', 'egress', undefined]],
  ['web egress for the reply', ['web', 'egress', 'reply']],
  ['web egress for the request', ['web', 'egress', 'request']],
  ['web egress for the SYN-ACK', ['web', 'egress', 'syn-ack']],
];

const example = 'write whose and which, for instance backend egress.';
const toDns = 'is no enforcement point: write whose and which, for instance';
const behind = 'is a Service, and policy is enforced at the pods behind it, kube-system/coredns.';
const refused: readonly (readonly [string, string])[] = [
  ['web', `"web" is no enforcement point: ${example}`],
  ['', `"" is no enforcement point: ${example}`],
  ['web exgress', '"exgress" is no direction. Did you mean "egress"? There are: ingress, egress.'],
  ['webb egress', 'There is no pod, workload or external endpoint "webb". Did you mean "web"?'],
  [
    'node/n1 ingress',
    '"node/n1 ingress" is no enforcement point: NetworkPolicy is enforced at pods, and node/n1 is none.',
  ],
  [
    'the Internet egress',
    '"the Internet egress" is no enforcement point: NetworkPolicy is enforced at pods, and the Internet is none.',
  ],
  ['DNS', `"DNS" ${toDns} frontend egress to DNS.`],
  ['web egress for DNS', `"web egress for DNS" ${toDns} web egress to DNS.`],
  ['web egress of the DNS', `"web egress of the DNS" ${toDns} web egress to DNS.`],
  ['kube-dns ingress to DNS', `"kube-dns ingress to DNS" is no enforcement point: kube-dns ${behind}`],
  [
    'service/kube-system/kube-dns ingress',
    `"service/kube-system/kube-dns ingress" is no enforcement point: service/kube-system/kube-dns ${behind}`,
  ],
  ['kube-prox', '"kube-prox" is no enforcement point. Did you mean "kube-proxy"?'],
  ['web egress for the replay', '"replay" is no packet. Did you mean "reply"? Write request, reply, or'],
];

describe('an enforcement point in words', () => {
  for (const [text, expected] of read)
    it(`is read from "${text}"`, () => {
      const { endpoint, direction, packet } = readPoint(text, scenario.surroundings);
      const pods = endpoint?.kind === 'pods' ? endpoint.pods.map(({ name }) => name).join() : endpoint?.kind;
      expect([pods, direction, packet]).to.deep.equal(expected);
    });

  for (const [text, message] of refused)
    it(`is refused from "${text}"`, () => {
      expect(() => readPoint(text, scenario.surroundings)).to.throw(Refusal, message);
    });

  it('may name every packet that can be dropped', () => {
    const judged = Object.values(exchanges)
      .flatMap(({ listening, closed }) => [...listening, ...closed])
      .filter(({ content }) => content !== undefined);
    for (const { name } of judged)
      expect(readPoint(`web egress for the ${name}`, scenario.surroundings).packet, name).to.equal(
        name.toLowerCase(),
      );
  });
});
