import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runCommand } from '../testing/commandLine';

const pods = ['web', 'db']
  .map(
    name =>
      `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }\nspec: { containers: [{ name: c, image: i }] }\n`,
  )
  .join('---\n');

const policy = (spec: string): string =>
  `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: db, namespace: shop }\nspec: ${spec}\n`;

const fromWeb = (port: number): string => `[{ from: [{ podSelector: {} }], ports: [{ port: ${port} }] }]`;
const fromBlock = (cidr: string): string => `[{ from: [{ ipBlock: { cidr: ${cidr} } }] }]`;

/** A file with the pods and a policy for one of them. */
function fileWith(rules: string): string {
  return fileOf(`{ podSelector: { matchLabels: { app: db } }, ingress: ${rules} }`);
}

function fileOf(spec: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'netpol-bdd-diff-')), 'manifests.yaml');
  writeFileSync(file, `${pods}${policy(spec)}`);
  return file;
}

const diff = (before: string, after: string, ...more: string[]) =>
  runCommand(['diff', fileWith(before), fileWith(after), '--model', 'stateful', ...more]);

describe('netpol-bdd diff', () => {
  it('says nothing, with status 0, where nothing differs', async () => {
    expect(await diff(fromWeb(80), fromWeb(80))).to.deep.equal({ out: '', err: '', status: 0 });
  });

  const cases: readonly (readonly [string, string, string, string])[] = [
    [
      'ports that are others',
      fromWeb(80),
      fromWeb(81),
      'changed shop/web[Pod] => shop/db[Pod] : TCP 80 -> TCP 81\n',
    ],
    ['what comes', '[]', fromWeb(80), 'added   shop/web[Pod] => shop/db[Pod] : TCP 80\n'],
    ['what goes', fromWeb(80), '[]', 'removed shop/web[Pod] => shop/db[Pod] : TCP 80\n'],
    [
      'the part of a range that differs, and no other',
      fromBlock('198.0.0.0/8'),
      fromBlock('198.0.0.0/9'),
      'removed 198.128.0.0-198.255.255.255 => shop/db[Pod] : All Connections\n',
    ],
  ];
  for (const [title, before, after, out] of cases)
    it(`tells ${title}, with status 1`, async () => {
      expect(await diff(before, after)).to.deep.equal({ out, err: '', status: 1 });
    });

  it('says once, for both, that addresses are made up', async () => {
    const { err } = await diff(fromBlock('10.0.0.0/8'), fromBlock('10.0.0.0/9'));
    expect(err).to.match(/^Notice: shop\/db names 10\.0\.0\.0\/8, and pod shop\/web and 1 more have .*\n$/);
  });

  it('refuses an empty path', async () => {
    expect(await runCommand(['diff', '', ''])).to.deep.equal({
      out: '',
      err: 'A path is empty: give a file or a folder with manifests.\n',
      status: 2,
    });
  });

  it('has status 1 where upstream Kubernetes alone tells them apart, unless a model is named', async () => {
    // Without a rule for replies nobody reaches anybody under three-check.
    const isolated = '{ podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress, Egress], ingress: ';
    const [one, other] = [80, 81].map(port => fileOf(`${isolated}${fromWeb(port)} }`));
    const files = [one ?? '', other ?? ''];
    const unnamed = await runCommand(['diff', ...files]);
    expect({ out: unnamed.out, status: unnamed.status }).to.deep.equal({ out: '', status: 1 });
    expect(unnamed.err).to.contain('under upstream Kubernetes (--model stateful) there are others');
    expect((await runCommand(['diff', ...files, '--model', 'three-check'])).status).to.equal(0);
  });

  it('prints JSON', async () => {
    const { out } = await diff(fromWeb(80), fromWeb(81), '-o', 'json');
    expect(JSON.parse(out)).to.deep.equal({
      model: 'stateful',
      added: [],
      removed: [],
      changed: [
        {
          from: 'shop/web[Pod]',
          to: 'shop/db[Pod]',
          before: { ports: { TCP: [[80, 80]] }, unreliable: {} },
          after: { ports: { TCP: [[81, 81]] }, unreliable: {} },
        },
      ],
    });
  });

  it('says nothing of a rollout: other pods, and a ReplicaSet with another hash', async () => {
    const release = (hash: string, name: string): string => {
      const file = fileWith(fromWeb(80));
      const pod = `apiVersion: v1\nkind: Pod\nmetadata: { name: api-${hash}-${name}, namespace: shop, labels: { app: api, pod-template-hash: ${hash} }, ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: api-${hash}, uid: u, controller: true }] }\nspec: { containers: [{ name: c, image: i }] }\n`;
      writeFileSync(file, `${readFileSync(file, 'utf8')}---\n${pod}`);
      return file;
    };
    const [before, after] = [release('7d9f', 'x2x4p'), release('66b8', 'q8w7z')];
    const { out, status } = await runCommand(['diff', before, after, '--model', 'stateful']);
    expect({ out, status }).to.deep.equal({ out: '', status: 0 });
    const listed = await runCommand(['connections', '-f', after, '--from', 'deployment/api', '--to', 'db']);
    expect(listed.out).to.equal('shop/api[Deployment] => shop/db[Pod] : TCP 80\n');
  });

  it('does not compare a folder with itself', async () => {
    const file = fileWith('[]');
    const { out, err, status } = await runCommand(['diff', file, file]);
    expect({ out, status }).to.deep.equal({ out: '', status: 2 });
    expect(err).to.contain('are the same: give the manifests as they are, and as they are to be.');
  });
});
