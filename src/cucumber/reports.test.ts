import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import { expect } from 'chai';
import { type Result, runProject } from '../testing/project';

const shop = {
  'features/shop.feature': `Feature: Shop

  Background:
    Given the pods:
      | pod | ports |
      | web | 80    |
      | api | 80    |
    And deny-all

  Scenario: Open
    Then web → api:80 succeeds

  Scenario: Closed
    Then web → api:80 fails
`,
};

const configured = (overrides: string): Record<string, string> => ({
  ...shop,
  'cucumber.js': `const { preset } = require('netpol-bdd/preset');\nmodule.exports = { default: preset(${overrides}) };\n`,
});

/** How often each kind of attachment is there, by the scenario. */
function attached({ folder }: Result): readonly string[] {
  const lines = readFileSync(join(folder, 'reports', 'messages.ndjson'), 'utf8')
    .trim()
    .split('\n');
  return lines
    .map((line): Envelope => JSON.parse(line))
    .flatMap(({ attachment }) => (attachment ? `${attachment.mediaType} ${attachment.contentEncoding}` : []));
}

const summary = 'application/vnd.netpol-bdd.scenario+json IDENTITY';
const diagram = 'image/svg+xml BASE64';
const policies = 'text/yaml IDENTITY';
const checklist = 'text/markdown IDENTITY';

describe('what a run writes', function () {
  this.timeout(120_000);

  it('has packets and policies of attempts that failed, and the page', () => {
    const run = runProject(shop);
    expect(attached(run)).to.deep.equal([checklist, policies, diagram, policies, summary, summary]);
    const page = readFileSync(join(run.folder, 'reports', 'index.html'), 'utf8');
    expect(page)
      .to.match(/^<!doctype html>/)
      .and.to.contain('"name":"Closed"');
  });

  it('has them of every attempt with one setting', () => {
    const run = runProject(configured("{ worldParameters: { report: 'everything' } }"));
    expect(attached(run)).to.deep.equal([
      ...[policies, diagram, checklist, policies, summary],
      ...[policies, diagram, summary],
    ]);
  });

  it('has the same page from workers', () => {
    const { folder } = runProject(shop, ['--parallel', '2']);
    const page = readFileSync(join(folder, 'reports', 'index.html'), 'utf8');
    expect(page.match(/"workloads":\[/g)).to.have.lengthOf(2);
  });

  const without: readonly (readonly [string, string])[] = [
    ['reports go nowhere', "{ format: ['progress'] }"],
    ['reports go elsewhere', "{ format: ['progress', ['message', 'out/messages.ndjson']] }"],
    ['nobody wants one', '{ pluginOptions: { netpolBdd: { page: false } } }'],
  ];
  for (const [title, overrides] of without)
    it(`has no page where ${title}`, () => {
      const { folder } = runProject(configured(overrides));
      expect(existsSync(join(folder, 'reports', 'index.html'))).to.equal(false);
    });

  it('writes the page where it is wanted', () => {
    const { folder } = runProject(configured("{ pluginOptions: { netpolBdd: { page: 'out/mine.html' } } }"));
    expect(existsSync(join(folder, 'out', 'mine.html'))).to.equal(true);
  });

  it('tells GitHub what failed, and nobody else', () => {
    const title = '::error file=features/shop.feature,line=11,title=Open::web → api:80 was to succeed';
    const environment = process.env;
    const { GITHUB_ACTIONS: _, GITHUB_WORKSPACE: __, ...elsewhere } = environment;
    try {
      process.env = elsewhere;
      expect(runProject(shop).stdout).not.to.contain('::error');
      process.env = { ...elsewhere, GITHUB_ACTIONS: 'true' };
      expect(runProject(shop).stdout).to.contain(title);
    } finally {
      process.env = environment;
    }
  });
});
