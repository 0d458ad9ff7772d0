import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runCommand } from '../testing/commandLine';
import { runProject } from '../testing/project';

const pod = (name: string, labels: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop, labels: { ${labels} } }\nspec: { containers: [{ name: c, image: i }] }\n`;

const policy = (name: string, spec: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: shop }\nspec: ${spec}\n`;

/** Replicas that are told apart, blocks with an exception, a reply that a part of the client ports gets. */
const manifests = [
  `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: c, image: i }] } }
`,
  ...['a', 'b'].map(track =>
    pod(track, `app: api, track: ${track}`).replace(
      'labels:',
      'ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: api, uid: u, controller: true }], labels:',
    ),
  ),
  pod('db', 'app: db'),
  policy(
    'db',
    `{ podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress, Egress],
  ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 5432 }, { port: 53, protocol: UDP }] },
            { from: [{ podSelector: { matchLabels: { track: a } } }, { ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }] }],
  egress: [{ to: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 40000, endPort: 65535 }] },
           { to: [{ podSelector: { matchLabels: { track: a } } }, { ipBlock: { cidr: 10.0.0.0/8 } }] }] }`,
  ),
  policy('web', '{ podSelector: { matchLabels: { app: web } }, ingress: [{ from: [{ podSelector: {} }] }] }'),
].join('---\n');

/** The feature that is captured, and the manifests beside it. */
async function captured(text: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-bdd-capture-'));
  mkdirSync(join(folder, 'shop'));
  writeFileSync(join(folder, 'shop', 'all.yaml'), text);
  const file = join(folder, 'now.feature');
  const { out, status } = await runCommand(['capture', '-f', join(folder, 'shop'), '-o', file]);
  expect({ out, status }).to.deep.equal({ out: '', status: 0 });
  return readFileSync(file, 'utf8');
}

const run = (feature: string, text: string) =>
  runProject({ 'features/now.feature': feature, 'features/shop/all.yaml': text });

describe('netpol-bdd capture', () => {
  it('writes a feature that holds, and fails where something changes', async () => {
    const feature = await captured(manifests);
    const { failures, passed } = run(feature, manifests);
    expect([...failures.values()]).to.deep.equal([]);
    expect(passed).to.have.length(7);

    const changed = run(feature, manifests.replace('port: 5432', 'port: 5433'));
    expect([...changed.failures.keys()]).to.deep.equal(['What shop/web reaches']);
    expect([...changed.failures.values()][0]).to.contain('web-1 can reach db on 5433/TCP');
  }).timeout(60_000);

  it('fails where somebody comes who reaches others', async () => {
    const feature = await captured(manifests);
    const { failures } = run(feature, `${manifests}---\n${pod('intruder', 'app: web')}`);
    expect([...failures.keys()]).to.contain('Nobody else reaches anybody');
  }).timeout(60_000);

  it('takes the address of a pod for that pod', async () => {
    const alone = pod('web', 'app: web').replace('spec:', 'status: { podIP: 10.0.0.5 }\nspec:');
    const closed = policy(
      'db',
      '{ podSelector: { matchLabels: { app: db } }, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.5/32 } }] }] }',
    );
    const text = [alone, pod('db', 'app: db'), closed].join('---\n');
    const feature = await captured(text);
    expect(feature).to.contain('What is reached from outside the cluster\n').and.not.to.contain('10.0.0.5');
    expect([...run(feature, text).failures.values()]).to.deep.equal([]);
  }).timeout(60_000);

  it('says what is outside in few words', async () => {
    expect(await captured(manifests)).to.contain('Scenario: What is reached from 10.0.0.0/16, 10.2.0.0/15');
    expect(await captured(pod('db', 'app: db'))).to.contain('Then outside the cluster can reach exactly:');
  });

  it('writes over nothing, unless it is told to', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netpol-bdd-capture-'));
    const [source, target] = [join(folder, 'db.yaml'), join(folder, 'mine.feature')];
    writeFileSync(source, pod('db', 'app: db'));
    writeFileSync(target, 'mine');
    const refused = await runCommand(['capture', '-f', source, '-o', target]);
    expect({ ...refused, kept: readFileSync(target, 'utf8') }).to.deep.equal({
      out: '',
      err: `${target} is there already: give another file with -o, or write over it with --force.\n`,
      status: 2,
      kept: 'mine',
    });
    const { status } = await runCommand(['capture', '-f', source, '-o', target, '--force']);
    expect([status, readFileSync(target, 'utf8').startsWith('Feature: ')]).to.deep.equal([0, true]);
  });

  it('wants a namespace that there is', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'netpol-bdd-capture-')), 'db.yaml');
    writeFileSync(file, pod('db', 'app: db'));
    const refused = async (namespace: string) =>
      (await runCommand(['capture', '-f', file, '-o', '-', '-n', namespace])).err;
    expect(await refused('B A')).to.equal('"B A" is no name of a namespace: write one such as shop.\n');
    expect(await refused('')).to.equal('"" is no name of a namespace: write one such as shop.\n');
    expect(await refused('shoop')).to.equal(
      'There is no namespace "shoop". Did you mean "shop"? There are: shop.\n',
    );
  });

  it('names folders as they are called', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netpol-bdd-capture-'));
    const text = pod('db', 'app: db');
    const odd = 'now\\here';
    mkdirSync(join(folder, odd));
    writeFileSync(join(folder, odd, 'all.yaml'), text);
    const { out } = await runCommand(['capture', '-f', join(folder, odd), '-o', '-']);
    expect(out).to.match(/And the manifests in ".*now\\here"/);
    const feature = out.replace(/(?<=the manifests in ").*(?=")/, odd);
    const { failures, passed } = runProject({
      'features/now.feature': feature,
      [`features/${odd}/all.yaml`]: text,
    });
    expect([...failures.values()]).to.deep.equal([]);
    expect(passed).to.have.length(3);
    const { err } = await runCommand(['capture', '-f', `${join(folder, odd)}\\`, '-o', '-']);
    expect(err).to.contain('rename it without quotes, and with no backslash at its end.');
  }).timeout(60_000);

  it('wants files, as the feature is to name them', async () => {
    const { err, status } = await runCommand(['capture', '-f', '-'], manifests);
    expect(status).to.equal(2);
    expect(err).to.contain('give a folder instead of "-"');
    const pipe = join(mkdtempSync(join(tmpdir(), 'netpol-bdd-pipe-')), '63');
    execFileSync('mkfifo', [pipe]);
    for (const path of [pipe, '/dev/stdin', '/dev/fd/63'])
      expect(await runCommand(['capture', '-f', path, '-o', '-'])).to.deep.equal({
        out: '',
        err: `The feature is to name the manifests, so they have to be in files: give a folder instead of ${path}.\n`,
        status: 2,
      });
  });
});
