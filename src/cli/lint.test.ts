import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { lintCodes } from '../diagnosis/lint/finding';
import { runCommand } from '../testing/commandLine';
import { run } from './run';

const pod = (name: string, namespace = 'shop'): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }
spec: { containers: [{ name: main, image: main, ports: [{ containerPort: 8080 }] }] }
`;

const denyAll = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny-all, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
`;

const web = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress, Egress]
  ingress:
  - from: [{ podSelector: { matchLabels: { app: api } } }]
  - from: [{ podSelector: { matchLabels: { app: apii } } }]
  egress:
  - to: [{ podSelector: { matchLabels: { app: api } } }]
`;

function fileWith(...documents: readonly string[]): string {
  const file = join(mkdtempSync(join(tmpdir(), 'netpol-bdd-lint-')), 'shop.yaml');
  writeFileSync(file, documents.join('---\n'));
  return file;
}

const shop = (): string => fileWith(pod('web'), pod('api'), pod('ci', 'dev'), denyAll, web);
const idle = 'shop/web, ingress rule 2 names pods app=apii: there is none in namespace shop';
const reply =
  'shop/web, egress rule 1 only lets shop/web answer pods app=api, which needs no rule upstream; the three-check model alone asks for it: on a real cluster, delete it, as nothing else needs it';
const alone = 'namespace dev has no policy, so that dev/ci may be reached by everybody and reach everybody';

describe('netpol-bdd lint', () => {
  it('prints what it finds policy by policy, with the place, and counts', async () => {
    const file = shop();
    const { out, err, status } = await runCommand(['lint', '-f', file]);
    expect({ err, status }).to.deep.equal({ err: '', status: 1 });
    expect(out.replace(/\S*shop.yaml/, 'shop.yaml')).to.equal(`policy shop/web  shop.yaml:21
  peer-matches-nothing    ingress rule 2 names pods app=apii: there is none in namespace shop
  superfluous-reply-rule  egress rule 1 only lets shop/web answer pods app=api, which needs no rule upstream; the three-check model alone asks for it: on a real cluster, delete it, as nothing else needs it

no policy
  unselected-workload     namespace dev has no policy, so that dev/ci may be reached by everybody and reach everybody

3 findings in 2 policies
`);
  });

  it('ends with 0 where nothing is found', async () => {
    expect(await runCommand(['lint', '-f', fileWith(pod('web'), denyAll)])).to.deep.equal({
      out: 'no findings in 1 policy\n',
      err: '',
      status: 0,
    });
  });

  it('prints JSON, with codes and what a rule opens', async () => {
    const { out } = await runCommand(['lint', '-f', fileWith(pod('web'), pod('api'), web), '-o', 'json']);
    const { model, findings } = JSON.parse(out);
    expect(model).to.equal('three-check');
    expect(findings.map(({ code }: { code: string }) => code)).to.deep.equal([
      'peer-matches-nothing',
      'superfluous-reply-rule',
      'unselected-workload',
    ]);
    const { place, ...first } = findings[0];
    expect(place.line).to.equal(11);
    expect(first).to.deep.equal({
      code: 'peer-matches-nothing',
      policy: { namespace: 'shop', name: 'web' },
      direction: 'ingress',
      rule: 2,
      object: 'pods app=apii',
      finding: idle,
    });
    const every = { TCP: [[1, 65535]], UDP: [[1, 65535]], SCTP: [[1, 65535]] };
    expect(findings[1].opens).to.deep.equal([{ from: 'shop/web', to: 'shop/api', ports: every }]);
  });

  it('prints CSV and markdown', async () => {
    const file = shop();
    const csv = await runCommand(['lint', '-f', file, '-o', 'csv', '--only', 'peer-matches-nothing']);
    expect(csv.out.replace(/"[^"]*shop.yaml/, '"shop.yaml')).to.equal(
      `"code","policy","rule","object","place","finding"
"peer-matches-nothing","shop/web","ingress rule 2","pods app=apii","shop.yaml:21","${idle}"
`,
    );
    const markdown = await runCommand(['lint', '-f', file, '-o', 'markdown', '-n', 'dev']);
    expect(markdown.out).to.equal(`| code | policy | rule | object | place | finding |
| --- | --- | --- | --- | --- | --- |
| unselected-workload |  |  | namespace dev |  | ${alone} |
`);
  });

  it('finds what is asked, and ignores what is not', async () => {
    const file = shop();
    const texts = async (...more: readonly string[]): Promise<readonly string[]> => {
      const { out } = await runCommand(['lint', '-f', file, '-o', 'json', ...more]);
      return JSON.parse(out).findings.map(({ finding }: { finding: string }) => finding);
    };
    expect(await texts('--only', 'unselected-workload', 'superfluous-reply-rule')).to.deep.equal([
      reply,
      alone,
    ]);
    expect(await texts('--ignore', 'unselected-workload')).to.deep.equal([idle, reply]);
    expect(await texts('-n', 'shop')).to.deep.equal([idle, reply]);
    expect(await texts('--model', 'stateless')).to.deep.equal([idle, alone]);
  });

  it('tells what it looks for', async () => {
    const { out, status } = await runCommand(['lint', '--rules']);
    expect(status).to.equal(0);
    for (const code of lintCodes) expect(out).to.contain(`  ${code} `).and.to.contain(`\n${code}\n  `);
  });

  it('shows colours where there are any', async () => {
    let out = '';
    const outside = { stdin: () => '', stderr: () => undefined, isWatched: false, hasColour: true };
    const stdout = (text: string): void => {
      out += text;
    };
    await run(['lint', '-f', shop()], { ...outside, stdout });
    expect(out).to.contain('\u001b[33mpeer-matches-nothing').and.to.contain('\u001b[1mpolicy shop/web');
  });

  const mistakes: readonly (readonly [string, () => readonly string[], string])[] = [
    ['no file', () => [], 'Give files or folders with manifests: netpol-bdd lint -f manifests/'],
    ['no policy', () => ['-f', fileWith(pod('web'))], 'There is no NetworkPolicy in these manifests'],
    ['no pod', () => ['-f', fileWith(denyAll)], 'Without pods every policy would seem to do nothing.'],
    [
      'a misspelt code',
      () => ['-f', shop(), '--ignore', 'dead-rules'],
      'Lint has no finding "dead-rules". Did you mean "dead-rule"?',
    ],
    [
      'a misspelt namespace',
      () => ['-f', shop(), '-n', 'shopp'],
      'There is no namespace shopp. Did you mean "shop"?',
    ],
    [
      'a misspelt format',
      () => ['-f', shop(), '-o', 'xml'],
      'Allowed choices are text, json, csv, markdown.',
    ],
  ];
  for (const [title, args, message] of mistakes)
    it(`refuses ${title}`, async () => {
      const { out, err, status } = await runCommand(['lint', ...args()]);
      expect({ out, status }).to.deep.equal({ out: '', status: 2 });
      expect(err).to.contain(message);
    });
});
