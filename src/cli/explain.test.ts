import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect } from 'chai';
import { runCommand } from '../testing/commandLine';
import { run } from './run';

const pod = (name: string): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', labels: { app: name } },
  spec: { containers: [{ name: 'main', image: 'main' }] },
});

const policy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'db', namespace: 'shop' },
  spec: {
    podSelector: { matchLabels: { app: 'db' } },
    ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 80 }] }],
  },
};

const file = join(mkdtempSync(join(tmpdir(), 'netpol-bdd-explain-')), 'shop.json');
writeFileSync(
  file,
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [pod('web'), pod('db'), policy] }),
);

/** As messages name it. */
const shown = relative(process.cwd(), file);

const explain = (flow: string, ...more: string[]) =>
  runCommand(['explain', flow, '-f', file, '--model', 'stateful', ...more]);

describe('netpol-bdd explain', () => {
  it('says why a flow fails, what to look at and what to change, with status 1', async () => {
    const { out, status } = await explain('web -> db:5432');
    expect(status).to.equal(1);
    expect(out).to.equal(`web -> db:5432 fails at db ingress (stateful).

  SYN  web egress  ✔ not isolated for egress
       db ingress  ✘ isolated by db; no rule lets it receive from web on 5432/TCP
                       db, ingress rule 1 fits but for the port: it names 80/TCP, and this is 5432/TCP

Others would decide otherwise:
  under the unenforced model it succeeds
  unlike upstream Kubernetes, with Flannel, kindnet before kind v0.24, AWS VPC CNI and AWS VPC CNI in strict mode it succeeds
  the API leaves it open: with bare-pods open it succeeds (policy is not enforced at pods that no controller owns)

✔ Source egress allowed? web may send
    kubectl -n shop get networkpolicy
✘ Destination ingress allowed? stopped at db ingress
    kubectl -n shop describe networkpolicy db
– Destination egress allowed, for the reply? nobody asks: replies of an allowed connection are tracked
    kubectl -n shop get networkpolicy
? DNS resolution working? no DNS server is among what was given
    kubectl -n shop exec web -- nslookup kubernetes.default
✔ Labels match selectors? no rule misses by labels alone
    kubectl -n shop get pods --show-labels
    kubectl get namespaces --show-labels
? Enforcement present? only a cluster can tell: its CNI must carry out NetworkPolicy
    kubectl -n kube-system get pods -o wide
    kubectl -n shop exec web -- nc -zv -w 2 <IP of db> 5432

The smallest change, tried, and it opens nothing else:

  in db, ${shown}:1
              - {podSelector: {matchLabels: {app: web}}}
            ports:
              - {port: 80}
    +         - {protocol: TCP, port: 5432}
`);
  });

  it('has codes for programs', async () => {
    const { out } = await explain('web -> db:5432', '-o', 'json');
    const { verdict, packets, blockers, checklist, fix } = JSON.parse(out);
    expect(blockers).to.deep.equal([{ at: 'db ingress', by: 'policy', packet: 'request' }]);
    expect(verdict.kind).to.equal('fails');
    expect(packets[0].points[1].reasons).to.deep.equal([
      {
        code: 'port',
        policy: 'db',
        rule: 1,
        text: 'db, ingress rule 1 fits but for the port: it names 80/TCP, and this is 5432/TCP',
      },
    ]);
    expect(checklist.map(({ code, state }: Record<string, string>) => `${code} ${state}`)).to.deep.equal([
      'source-egress passes',
      'destination-ingress fails',
      'destination-egress-for-the-reply not asked',
      'dns unknown',
      'labels passes',
      'enforcement unknown',
    ]);
    expect(fix.policies[0].spec.ingress[0].ports).to.deep.equal([
      { port: 80 },
      { protocol: 'TCP', port: 5432 },
    ]);
    expect(fix.beside).to.deep.equal([]);
  });

  it('says what closes a flow that is open, with status 0', async () => {
    const { out, status } = await explain('web -> db:80', '--close');
    expect(status).to.equal(0);
    expect(out).to.contain('The smallest change, tried, and it closes nothing else:');
  });

  it('is coloured on a terminal alone', async () => {
    let text = '';
    const outside = { stdin: () => '', stderr: () => undefined, isWatched: false, hasColour: true };
    const stdout = (part: string): void => {
      text += part;
    };
    await run(['explain', 'web -> db:5432', '-f', file, '--model', 'stateful'], { ...outside, stdout });
    const { out } = await explain('web -> db:5432');
    expect(text).to.contain('\u001b[31m✘\u001b[39m').and.contain('\u001b[32m    +');
    expect(stripVTControlCharacters(text)).to.equal(out);
  });

  const refused: readonly (readonly [string, string])[] = [
    ['web to db', '"web to db" is no flow'],
    ['wbe -> db:80', 'did you mean "web"'],
    ['web -> db:http', 'port'],
  ];
  for (const [flow, said] of refused)
    it(`refuses ${flow}, with status 2`, async () => {
      const { out, err, status } = await explain(flow);
      expect({ out, status }).to.deep.equal({ out: '', status: 2 });
      expect(err.toLowerCase()).to.contain(said.toLowerCase());
    });
});
