import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseManifests } from '../kubernetes/manifests';
import { spawnCommand } from '../testing/commandLine';

const scenarios = `Feature: A shop

  Background:
    Given the pods:
      | pod | ports |
      | web | 80    |
      | db  | 5432  |

  Scenario: Closed
    Given deny-all
    Then web → db fails

  Scenario: Opened, and never mind what it says of the flow
    Given deny-all
    And web allows egress to db
    When policy deny-all is deleted
    Then web → db fails

  Scenario: Open
    Then web → db succeeds
`;

function featureWith(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'netpol-bdd-policies-')), 'shop.feature');
  writeFileSync(file, text);
  return file;
}

describe('netpol-bdd policies', () => {
  it('prints the YAML that each scenario built, as it is at its end', () => {
    const file = featureWith(scenarios);
    const { out, err, status } = spawnCommand(['policies', file]);
    expect(status).to.equal(1);
    const { policies } = parseManifests(out, { file: 'out', strictCidr: true });
    expect(policies.map(({ policy }) => policy.metadata.name)).to.deep.equal([
      'deny-all',
      'allow-web-egress-to-db',
    ]);
    expect(out)
      .to.match(/^# .*:9 Closed\n/)
      .and.to.contain(':19 Open\n# builds no policy');
    expect(err).to.contain(':13 does not hold, so that policies may be missing: web → db was to fail');
  }).timeout(60_000);

  it('prints that of the scenario at a line', () => {
    const { out } = spawnCommand(['policies', `${featureWith(scenarios)}:9`]);
    expect(out).to.contain('name: deny-all').and.not.to.contain('Open');
  }).timeout(60_000);

  const mistakes: readonly (readonly [string, string, string])[] = [
    ['a line without a scenario', ':1000', 'has no scenario.'],
    ['a file that is not there', 'x', 'give a feature file, such as features/shop.feature:12.'],
  ];
  it('refuses what is no feature file', () => {
    for (const target of ['package.json', 'features']) {
      const { out, err, status } = spawnCommand(['policies', target]);
      expect({ out, err, status }).to.deep.equal({
        out: '',
        err: `${target} is no feature file: give one such as features/shop.feature:12.\n`,
        status: 2,
      });
    }
  }).timeout(60_000);

  for (const [title, ending, message] of mistakes)
    it(`refuses ${title}`, () => {
      const { out, err, status } = spawnCommand(['policies', `${featureWith(scenarios)}${ending}`]);
      expect({ out, status }).to.deep.equal({ out: '', status: 2 });
      expect(err).to.contain(message);
    }).timeout(60_000);

  it('refuses a step that is no sentence', () => {
    const { err, status } = spawnCommand(['policies', featureWith(scenarios.replace('deny-all', 'deny-al'))]);
    expect(status).to.equal(2);
    expect(err).to.contain('"Closed" has a step that is no sentence');
  }).timeout(60_000);
});
