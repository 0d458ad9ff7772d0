import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import ts from 'typescript';
import * as surface from './index';

const values = [
  'AllPairs',
  'BadManifests',
  'ConnectionTable',
  'LiveNetwork',
  'Refusal',
  'Scenario',
  'addManifests',
  'answer',
  'applyPolicies',
  'choices',
  'cniNamed',
  'closingOf',
  'cnis',
  'connectionsOf',
  'defaultModel',
  'defaultSettings',
  'kernelSysctls',
  'lint',
  'loadManifests',
  'lookUp',
  'models',
  'naiveVerdict',
  'openingOf',
  'parseManifests',
  'quietScenario',
  'reachBetween',
  'readQuestion',
  'resolvConfOf',
  'toYaml',
  'upstreamModel',
  'withPods',
];
const types = [
  'Answer',
  'Case',
  'CaseVerdict',
  'Cluster',
  'Cni',
  'Connection',
  'EnforcementPoint',
  'Finding',
  'Firewalls',
  'Fix',
  'Leg',
  'Lookup',
  'Manifests',
  'ModelName',
  'Network',
  'NetworkPolicy',
  'Pod',
  'Question',
  'Reach',
  'Service',
  'Settings',
  'State',
  'Status',
  'Sysctls',
  'VerdictKind',
  'Walk',
];

/** Every name that index.ts exports, types too, which leave no trace when it runs. */
function exported(): readonly string[] {
  const file = join(__dirname, 'index.ts');
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap(statement => {
    const clause = ts.isExportDeclaration(statement) ? statement.exportClause : undefined;
    if (!clause || !ts.isNamedExports(clause)) return [`not a list of names: ${statement.getText(source)}`];
    return clause.elements.map(({ name }) => name.text);
  });
}

describe('the public surface', () => {
  it('is these functions, classes and tables', () => {
    expect(Object.keys(surface)).to.have.members(values);
  });

  it('is these names, types included', () => {
    expect(exported()).to.have.members([...values, ...types]);
  });
});
