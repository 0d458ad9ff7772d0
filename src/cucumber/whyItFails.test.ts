import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { type Result, readEnvelopes, runProject } from '../testing/project';

const feature = 'features/failing/why-it-fails.feature';
const messages: Readonly<Record<string, string>> = parse(
  readFileSync(join(__dirname, 'testdata', 'why-it-fails.yaml'), 'utf8'),
);

describe('a flow that fails', () => {
  let result: Result;

  before(function () {
    this.timeout(120_000);
    result = runProject({ [feature]: readFileSync(feature, 'utf8') });
  });

  for (const [title, message] of Object.entries(messages))
    it(`says why: ${title}`, () => {
      expect(result.failures.get(title)).to.equal(message.trimEnd());
    });

  it('is said of in every scenario, of which none passes', () => {
    expect([...result.failures.keys()]).to.deep.equal(Object.keys(messages));
    expect(result.passed).to.deep.equal([]);
  });

  it('comes with the checklist and with the change as YAML', () => {
    const names = readEnvelopes(join(result.folder, 'reports', 'messages.ndjson')).flatMap(
      ({ attachment }) => attachment?.fileName ?? [],
    );
    expect(names).to.include.members(['checklist', 'smallest change']);
  });
});
