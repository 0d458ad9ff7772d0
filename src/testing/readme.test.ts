import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { runProject } from './project';

const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');

function block(language: string): string {
  return new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';
}

describe('the README', () => {
  it('shows a scenario with the output that it has', function () {
    this.timeout(120_000);
    const { failures } = runProject({ 'features/shop.feature': block('gherkin') });
    expect(failures.get('The frontend calls the backend')).to.equal(block('text').trimEnd());
  });
});
