import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { type Result, runProject } from '../testing/project';

interface BadInput {
  readonly title: string;
  readonly steps: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly message: string;
}

const read = (file: string): readonly BadInput[] =>
  parse(readFileSync(join(__dirname, 'testdata', file), 'utf8'));
const refused = read('bad-input.yaml');
const failed = read('failed-sentences.yaml');
const cases = [...refused, ...failed];

describe('what is wrong gets one clear message, and the run goes on', () => {
  let result: Result;

  before(function () {
    this.timeout(120_000);
    result = runProject({
      ...Object.assign({}, ...cases.map(filesOf)),
      'features/zz/good.feature': feature(
        'a good scenario',
        'Given the pods:\n  | pod |\n  | web |\nThen web → web:80 succeeds',
      ),
    });
  });

  for (const { title, message } of refused)
    it(`bad input: ${title}`, () => {
      expect(result.failures.get(title)).to.equal(message.trimEnd());
    });

  for (const { title, message } of failed)
    it(`a sentence that does not hold: ${title}`, () => {
      expect(result.failures.get(title)).to.equal(message.trimEnd());
    });

  it('carries out the scenario after all of these', () => {
    expect(result.passed).to.deep.equal(['a good scenario']);
  });

  it('shows no stack of any library', () => {
    expect(result.stdout).not.to.match(/^\s+at .*\d+:\d+\)?$/m);
  });
});

function filesOf({ title, steps, files = {} }: BadInput): Record<string, string> {
  const folder = `features/${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  const beside = Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text] as const);
  return { [`${folder}/case.feature`]: feature(title, steps), ...Object.fromEntries(beside) };
}

function feature(title: string, steps: string): string {
  const indented = steps.split('\n').map(line => (line === '' ? line : `    ${line}`));
  return `Feature: bad input\n\n  Scenario: ${title}\n${indented.join('\n')}`;
}
