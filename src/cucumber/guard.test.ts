import { expect } from 'chai';
import { runProject } from '../testing/project';

const pods = '    Given the pods:\n      | pod |\n      | web |\n      | api |\n';

function feature(body: string): Record<string, string> {
  return { 'features/x.feature': `Feature: x\n\n${body}` };
}

describe('nothing passes because nothing ran', function () {
  this.timeout(120_000);

  it('lets a good run be green, and says how many verdicts upstream would not share', () => {
    const { status, stderr } = runProject(
      feature(
        `  Scenario: one\n${pods}    And deny-all\n    When api has only ingress\n    Then web → api:80 fails\n    And api → web:80 fails\n`,
      ),
    );
    expect(stderr.trim()).to.equal('1 of 2 verdicts differ under upstream Kubernetes (stateful).');
    expect(status).to.equal(0);
  });

  const good = feature(`  Scenario: one\n${pods}    Then web → api:80 succeeds\n`);
  const nothing = 'netpol-bdd: no scenario ran: check the path, the tags, the name and the shard.';

  const empty: readonly (readonly [string, Record<string, string>, readonly string[]])[] = [
    ['no feature file', {}, []],
    ['a tag that nothing bears', good, ['--tags', '@nobody']],
    ['a name that nothing has', good, ['--name', 'two']],
    ['a line on which nothing stands', good, ['features/x.feature:1']],
    ['a shard beyond the last', good, ['--shard', '3/2']],
    ['shard zero', good, ['--shard', '0/2']],
  ];
  for (const [title, files, args] of empty)
    it(`is red for ${title}`, () => {
      const { status, stderr } = runProject(files, args);
      expect(stderr.trim()).to.equal(nothing);
      expect(status).to.equal(1);
    });

  const slips: readonly (readonly [string, string, string])[] = [
    [
      'a scenario whose only keyword is misspelt',
      '  Scenario: one\n    Thn web fails\n',
      'netpol-bdd: scenario "one" in features/x.feature has no step: is its first keyword misspelt?',
    ],
    [
      'a misspelt first keyword before good steps',
      `  Scenario: one\n    Givn the stateful model\n${pods}    Then web → api:80 succeeds\n`,
      'netpol-bdd: features/x.feature:4 "Givn the stateful model" was taken for prose and did not run: a step begins with Given, When, Then, And or But.',
    ],
    [
      'a first keyword in lower case',
      `  Scenario: one\n    given the stateful model\n${pods}    Then web → api:80 succeeds\n`,
      'netpol-bdd: features/x.feature:4 "given the stateful model" was taken for prose and did not run: a step begins with Given, When, Then, And or But.',
    ],
    [
      'a first step without a keyword',
      `  Scenario: one\n    deny-all\n${pods}    Then web → api:80 succeeds\n`,
      'netpol-bdd: features/x.feature:4 "deny-all" was taken for prose and did not run: a step begins with Given, When, Then, And or But.',
    ],
    [
      'a first keyword that is another word',
      `  Scenario: one\n    Than web → api:80 fails at api egress for the reply\n${pods}    Then web → api:80 succeeds\n`,
      'netpol-bdd: features/x.feature:4 "Than web → api:80 fails at api egress for the reply" was taken for prose and did not run: a step begins with Given, When, Then, And or But.',
    ],
    [
      'a first step written as an item of a list',
      `  Scenario: one\n    - Given deny-all\n${pods}    Then web → api:80 succeeds\n`,
      'netpol-bdd: features/x.feature:4 "- Given deny-all" was taken for prose and did not run: a step begins with Given, When, Then, And or But.',
    ],
    [
      'a misspelt Scenario that leaves its steps to the description above',
      `  Scenari: zero\n    Given deny-all\n\n  Scenario: one\n${pods}    Then web → api:80 succeeds\n`,
      'netpol-bdd: features/x.feature:4 "Given deny-all" stands in a description and did not run: is a Scenario or Background above it misspelt?',
    ],
    [
      'an outline whose examples have no row',
      `  Scenario: one\n${pods}    Then web → api:80 succeeds\n\n  Scenario Outline: two\n${pods}    Then web → api:<port> succeeds\n\n    Examples:\n      | port |\n`,
      'netpol-bdd: features/x.feature:17 are Examples without a row: nothing of them ran.',
    ],
    [
      'a background whose keyword is misspelt',
      `  Background:\n    Gven the stateful model\n\n  Scenario: one\n${pods}    Then web → api:80 succeeds\n`,
      'netpol-bdd: features/x.feature:3 is a Background without a step: is its first keyword misspelt?',
    ],
  ];
  for (const [title, body, message] of slips)
    it(`is red for ${title}`, () => {
      const { status, stderr } = runProject(feature(body));
      expect(stderr.split('\n')[0]).to.equal(message);
      expect(status).to.equal(1);
    });

  it('takes prose for prose', () => {
    const prose =
      '  A backend that allows ingress from anyone is open.\n  The stateful model\n  when deny-all\n  Under deny-all, frontend → backend fails.\n\n';
    const { status, stderr } = runProject(
      feature(
        `${prose}  Scenario: one\n    The web allows ingress, so that web → api:80 succeeds\n    even without the pods: nothing is isolated\n    by deny-all\n${pods}    Then web → api:80 succeeds\n`,
      ),
    );
    expect(stderr).not.to.contain('taken for prose');
    expect(status).to.equal(0);
  });

  it('is red for a dry run with a step that nobody understands', () => {
    const { status, stderr } = runProject(feature('  Scenario: one\n    Given teh pods\n'), ['--dry-run']);
    expect(stderr).to.contain(
      'netpol-bdd: no single step definition understands "teh pods" in features/x.feature.',
    );
    expect(status).to.equal(1);
  });

  it('says which sentence was probably meant', () => {
    const { status, stderr } = runProject(feature('  Scenario: one\n    Given teh pods:\n      | pod |\n'));
    expect(stderr.trim()).to.equal('netpol-bdd: "teh pods:" is no sentence here. Did you mean "the pods:"?');
    expect(status).to.equal(1);
  });

  it('is green for a dry run of known sentences', () => {
    expect(runProject(good, ['--dry-run']).status).to.equal(0);
  });

  it('counts across parallel workers', () => {
    const body = `${pods}    And deny-all\n    When api has only ingress\n    Then web → api:80 fails\n`;
    const files = {
      ...feature(`  Scenario: one\n${body}`),
      'features/y.feature': `Feature: y\n\n  Scenario: two\n${body}`,
      'features/z.feature': `Feature: z\n\n  Scenario: three\n${body}`,
    };
    const { stderr } = runProject(files, ['--parallel', '2']);
    expect(stderr).to.contain('3 of 3 verdicts differ under upstream Kubernetes (stateful).');
  });

  it('works beside a project of its own steps, and with a profile', () => {
    const files = {
      'cucumber.js':
        "const { preset } = require('netpol-bdd/preset');\nmodule.exports = { default: preset({ require: ['own.js'] }), upstream: preset({ require: ['own.js'], worldParameters: { model: 'stateful' } }) };\n",
      'own.js': "const { Given } = require('@cucumber/cucumber');\nGiven('nothing else', function () {});\n",
      ...feature(
        `  Scenario: one\n    Given nothing else\n${pods}    And deny-all\n    When api has only ingress\n    Then web → api:80 succeeds\n`,
      ),
    };
    expect(runProject(files, ['-p', 'upstream']).status).to.equal(0);
    expect(runProject(files).status).to.equal(1);
  });
});
