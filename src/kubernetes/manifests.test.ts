import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect } from 'chai';
import { loadManifests, parseManifests } from './manifests';
import { BadManifests } from './problem';

const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\n`;

describe('loading manifests', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'manifests-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function write(files: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
  }

  function load(...paths: string[]) {
    return loadManifests(
      paths.map(path => join(root, path)),
      { strictCidr: true, shownAs: path => relative(root, path) },
    );
  }

  function problems(...paths: string[]): string[] {
    try {
      load(...paths);
    } catch (error) {
      if (error instanceof BadManifests) return error.message.split('\n').slice(1);
      throw error;
    }
    return [];
  }

  it('reads folders in sorted order, dot folders and node_modules left out', () => {
    write({
      'shop/b.yml': pod('b'),
      'shop/a.yaml': `# a comment\n---\n${pod('a')}`,
      'shop/deep/c.json': '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "c"}}',
      'shop/empty.yaml': '---\n# nothing\n---\n',
      'shop/README.md': 'no manifest',
      'shop/.git/d.yaml': pod('d'),
      'shop/node_modules/e.yaml': pod('e'),
    });
    const { pods } = load('shop');
    expect(pods.map(({ name, place }) => `${name} ${place.file}:${place.line}`)).to.deep.equal([
      'a shop/a.yaml:3',
      'b shop/b.yml:1',
      'c shop/deep/c.json:1',
    ]);
  });

  it('reads a file once, whichever paths and links lead to it', () => {
    write({ 'shop/a.yaml': pod('a') });
    symlinkSync(join(root, 'shop'), join(root, 'shop', 'again'));
    symlinkSync(join(root, 'shop', 'a.yaml'), join(root, 'shop', 'b.yaml'));
    expect(load('shop/a.yaml', 'shop').pods.map(({ name }) => name)).to.deep.equal(['a']);
  });

  it('tells a missing path and what it may have meant', () => {
    write({ 'policies/a.yaml': pod('a') });
    expect(problems('polices')).to.deep.equal([
      'polices: there is no such file or folder; did you mean "policies"?',
    ]);
    expect(problems('policies/zzzzzzzzz.yaml')).to.deep.equal([
      'policies/zzzzzzzzz.yaml: there is no such file or folder',
    ]);
  });

  it('does not take a folder of nothing for a cluster without policies', () => {
    write({ 'docs/README.md': '', 'blank/a.yaml': '# nothing', 'blank/b.yaml': '' });
    expect(problems('docs', 'blank', 'blank/a.yaml')).to.deep.equal([
      'docs/: no manifests in here: looked for *.yaml, *.yml, *.json',
      'blank/: no manifests in here: 2 files describe no object',
      'blank/a.yaml: no manifests in here: it describes no object',
    ]);
  });

  it('names the command that turns a kustomization or a chart into manifests', () => {
    write({
      'base/kustomization.yaml': 'resources: [a.yaml]',
      'base/a.yaml': pod('a'),
      'all/chart/Chart.yaml': 'name: shop',
      'all/chart/templates/a.yaml': 'name: {{ .Values.name }}',
    });
    expect(problems('base', 'base/kustomization.yaml', 'all')).to.deep.equal([
      'base/: is a kustomization; load what "kubectl kustomize base" prints',
      'base/kustomization.yaml: is a kustomization; load what "kubectl kustomize base" prints',
      'all/chart/: is a Helm chart; load what "helm template all/chart" prints',
    ]);
  });

  it('collects the problems of all files', () => {
    write({
      'a.yaml': new Uint8Array([0x6b, 0xff, 0xfe]),
      'b.yaml': `\uFEFF${pod('Big')}`,
      'c.yaml': 'a: [',
      'd.yaml': pod('d'),
    });
    const [first, second, third, ...more] = problems('.');
    expect(first).to.equal('a.yaml: is not UTF-8 text');
    expect(second).to.match(
      /^b\.yaml:3:18: Pod Big: metadata\.name: Invalid value: "Big": a lowercase RFC 1123/,
    );
    expect(third).to.equal('c.yaml:1:5: a "[" or "{" before this is not closed');
    expect(more).to.deep.equal([]);
  });

  it('names both places of an object that two files describe', () => {
    write({ 'a.yaml': pod('a'), 'b.yaml': `---\n${pod('a')}` });
    expect(problems('.')).to.deep.equal(['b.yaml:2:1: Pod a is there twice, first at a.yaml:1:1']);
  });
});

describe('the objects of a text', () => {
  const parse = (text: string) => parseManifests(text, { strictCidr: true, file: 'shop.yaml' });

  it('may be items of lists, typed or not', () => {
    const { pods, namespaces } = parse(
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: PodList\n  items: [{metadata: {name: a}}, {metadata: {name: b}}]\n---\napiVersion: v1\nkind: NamespaceList\nitems: [{metadata: {name: shop}}]',
    );
    expect([...pods, ...namespaces].map(({ name }) => name)).to.deep.equal(['a', 'b', 'shop']);
  });

  it('are of kinds told apart by group; what is left out is said once a kind, policies loudly', () => {
    const other = (apiVersion: string, kind: string) => `apiVersion: ${apiVersion}\nkind: ${kind}\n`;
    const { notices, services, policies } = parse(
      [
        other('v1', 'ServiceAccount'),
        other('serving.knative.dev/v1', 'Service'),
        other('crd.projectcalico.org/v1', 'NetworkPolicy'),
        other('v1', 'ServiceAccount'),
        other('policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy'),
      ].join('---\n'),
    );
    expect([...services, ...policies]).to.deep.equal([]);
    const loud = 'this kind can change verdicts, and only NetworkPolicy of networking.k8s.io/v1 is read.';
    const calm = 'this kind says nothing about reachability.';
    expect(notices).to.deep.equal([
      `NOT READ: 1 NetworkPolicy object (crd.projectcalico.org/v1); ${loud}`,
      `NOT READ: 1 AdminNetworkPolicy object (policy.networking.k8s.io/v1alpha1); ${loud}`,
      `Left out: 2 ServiceAccount objects (v1); ${calm}`,
      `Left out: 1 Service object (serving.knative.dev/v1); ${calm}`,
    ]);
  });

  it('may have generated names', () => {
    const text = 'apiVersion: v1\nkind: Pod\nmetadata: {generateName: web-}\n';
    expect(parse(`${text}---\n${text}`).pods.map(({ name }) => name)).to.deep.equal([
      'web-00001',
      'web-00002',
    ]);
  });

  it('are read as YAML 1.1 without base 60 and dates, merge keys included', () => {
    const { pods } = parse(
      'x: &x {app: web, since: 2024-01-01}\napiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {<<: *x, app: db, constructor: c}}\nspec: {hostNetwork: yes, nodeName: 1:30, containers: [{ports: [{containerPort: 0120}]}]}',
    );
    expect(pods[0]?.labels).to.deep.equal({ since: '2024-01-01', app: 'db', constructor: 'c' });
    expect(pods[0]?.node).to.equal('1:30');
    expect(pods[0]?.hostNetwork).to.equal(true);
    expect(pods[0]?.ports).to.deep.equal([{ port: 80, protocol: 'TCP' }]);
  });

  it('treat null as missing, in a policy too', () => {
    const { policies } = parse(
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web, namespace: , creationTimestamp: }\nspec: {podSelector: , egress: , ingress: [{ports: , from: [{podSelector: , namespaceSelector: {}}]}]}\nstatus: {}',
    );
    expect(policies[0]?.policy).to.deep.equal({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'web' },
      spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] },
    });
  });

  it('count lines from the line that the text starts on', () => {
    const { pods } = parseManifests(`\n${pod('a')}`, {
      strictCidr: true,
      file: 'shop.feature',
      firstLine: 10,
    });
    expect(pods[0]?.place).to.deep.equal({ file: 'shop.feature', line: 11, column: 1 });
  });
});
