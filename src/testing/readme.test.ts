import { readFileSync } from 'node:fs';
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
});
