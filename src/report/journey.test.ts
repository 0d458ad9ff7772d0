import { expect } from 'chai';
import { answer } from '../dataplane/answer';
import { readQuestion } from '../english/question';
import { listExternals } from '../scenario/inventory';
import { addKubeDns } from '../scenario/kubeDns';
import { listServices, setReady } from '../scenario/services';
import { isolate, type Shop, shopWith } from '../testing/smallServices';
import { journeyText } from './journey';
import { answerText, unresolvedText } from './resolving';

function verdictOf(
  flow: string,
  { shop, isolated, unready }: { shop?: Shop; isolated?: string; unready?: string } = {},
) {
  const scenario = shopWith(shop);
  addKubeDns(scenario);
  listServices(scenario, [
    ['service', 'ports', 'type', 'cluster ip', 'external name'],
    ['web', '80 → 8080 on node port 30080', 'NodePort', '10.96.0.20', ''],
    ['late', '80', 'headless', '', ''],
    ['gone', '', '', '', 'nobody.default.svc.cluster.local'],
  ]);
  listExternals(scenario, [
    ['name', 'addresses'],
    ['laptop', '198.51.100.7'],
    ['api.example.com', '203.0.113.9'],
  ]);
  if (isolated) isolate(scenario, isolated, 'policyTypes: [Ingress, Egress]');
  if (unready) setReady(scenario, unready, false);
  const { network, names, surroundings } = scenario;
  const [verdict] = answer(network, 'stateful', readQuestion(flow, surroundings)).cases;
  if (!verdict) throw new Error(`${flow} has no case`);
  return { verdict, network, names };
}

/** The lines that are no packets: of legs, and of what the name is. */
function headings(...about: Parameters<typeof verdictOf>): readonly string[] {
  const { verdict, network, names } = verdictOf(...about);
  const lines = journeyText(network, names, verdict).split('\n');
  return lines
    .filter(line => /^ {2}\S/.test(line) && / → |: | is /.test(line) && !/[✔✘]/.test(line))
    .map(line => line.trim());
}

const dns = 'DNS: api → service/kube-system/kube-dns:53/UDP (10.96.0.10) → kube-system/coredns:53';
const onward = 'DNS, asked on: kube-system/coredns → the upstream resolver:53/UDP';
const through = 'api → service/web:80/TCP (10.96.0.20) → web:8080';

/** What is written above the packets. */
const rows: readonly (readonly [string, Parameters<typeof verdictOf>[1], readonly string[]])[] = [
  ['api → web:8080', {}, []],
  ['api → service/web:80', {}, [through]],
  ['api → service/web:80', { unready: 'web' }, ['api → service/web:80/TCP (10.96.0.20)']],
  // Policy on the node that hides a client sees it still.
  ['web → service/web:80', {}, ['web → service/web:80/TCP (10.96.0.20) → web:8080']],
  [
    'laptop → node/a:30080',
    {},
    ['laptop → node/a:30080/TCP (192.168.0.1) → web:8080, masqueraded as node/a'],
  ],
  // A node that stands for itself is nothing to tell.
  ['node/a → node/a:30080', {}, ['node/a → node/a:30080/TCP (192.168.0.1) → web:8080']],
  ['api → http://web', {}, [dns, 'web.default.svc.cluster.local is service/web (10.96.0.20)', through]],
  ['api → http://web', { isolated: 'api' }, [dns]],
  [
    'api → http://api.example.com',
    {},
    [dns, onward, 'api.example.com is api.example.com, after 4 questions', 'api → api.example.com:80/TCP'],
  ],
];

describe('a journey', () => {
  for (const [flow, about, expected] of rows)
    it(`${flow}${about?.isolated || about?.unready ? `, ${JSON.stringify(about)}` : ''} goes by ${expected.length} headings`, () => {
      expect(headings(flow, about)).to.deep.equal(expected);
    });
});

/** Why there is no address. */
const failures: readonly (readonly [string, Parameters<typeof verdictOf>[1], string])[] = [
  ['wbe', {}, 'cannot resolve wbe: NXDOMAIN'],
  ['late', {}, 'cannot resolve late: NXDOMAIN, service/late has no ready endpoint'],
  ['gone', {}, 'cannot resolve gone: NODATA, its alias leads nowhere'],
  ['web', { unready: 'kube-system/coredns' }, 'cannot resolve web: nobody answers questions'],
];

describe('a name that leads nowhere', () => {
  for (const [host, about, expected] of failures)
    it(expected, () => {
      const { verdict, names } = verdictOf(`api → http://${host}`, about);
      expect(unresolvedText(names, verdict)).to.equal(expected);
    });

  it('is told from the answers that lead somewhere', () => {
    const { names, verdict } = verdictOf('api → http://web');
    const result = verdict.case.lookup?.result;
    expect(result && answerText(names, result)).to.equal('service/web');
    expect(answerText(names, { kind: 'addresses', addresses: [] })).to.equal('');
  });
});
