import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { runProject } from './project';

const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');

function blocks(language: string): readonly string[] {
  return [...readme.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, text = '']) => text,
  );
}

describe('the README', () => {
  it('shows a scenario with the output that it has', function () {
    this.timeout(120_000);
    const [shop = ''] = blocks('gherkin');
    const { failures } = runProject({ 'features/shop.feature': shop });
    expect(failures.get('The frontend calls the backend')).to.equal(blocks('text')[0]?.trimEnd());
  });

  it('shows further scenarios that hold', function () {
    this.timeout(120_000);
    const [, ...others] = blocks('gherkin');
    const files = others.map((text, i) => [`features/${i}.feature`, text] as const);
    const { failures, passed } = runProject(Object.fromEntries(files));
    expect([...failures]).to.deep.equal([]);
    expect(passed).to.have.length(6);
  });

  it('shows a property that holds', function () {
    this.timeout(120_000);
    const [script = ''] = blocks('js').filter(text => text.includes('fc.assert'));
    const pod = (key: string): string => {
      const [namespace, name] = key.split('/');
      return `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: { containers: [{ name: a, image: a }] }\n`;
    };
    const denyAll =
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: deny-all, namespace: shop }\nspec: {}\n';
    const manifests = [pod('dev/ci'), pod('shop/database'), denyAll].join('---\n');
    const { folder } = runProject({ 'property.js': script, 'shop/all.yaml': manifests });
    const run = (text: string) => {
      writeFileSync(join(folder, 'property.js'), text);
      return spawnSync(process.execPath, ['property.js'], { cwd: folder, encoding: 'utf8' });
    };
    expect(run(script).stderr).to.equal('');
    expect(run(script.replace("'fails'", "'succeeds'")).stderr).to.include('Property failed');
  });
});
