import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Result, runProject } from '../testing/project';

// As users see it: the packed package, in a project of its own.

const shop = `@model:stateful
Feature: Our shop

  Scenario: Nobody else
    Given the manifests in "manifests/"
    And the namespace shop
    Then api → db:5432 succeeds
    And for any pod that could be added to namespace shop, it → db:5432 fails

  Scenario Outline: Everybody in <place>
    Given the manifests in "manifests/"
    And any policies in namespace <place>
    Then no flow fails

    Examples:
      | place |
      | shop  |

  Scenario: The same again, after a change
    Given the manifests in 'manifests/'
    And the namespace shop
    And policy db is deleted
    And deny-all
    Then for any pod that could be added, it → db:5432 fails
    And all policies are deleted
    But api → db:5432 succeeds
    Then for any pod that could be added, it → db:5432 fails

  Scenario: Nobody from elsewhere
    Given the manifests in "manifests/"
    And api allows ingress from namespaces labelled team=ops
    Then under the stateless model, for any pod that could be added outside namespace shop, it → api:80 fails
`;

const manifests = `apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop, labels: { app: api } }
spec: { containers: [{ name: a, image: a }] }
---
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db } }
spec: { containers: [{ name: a, image: a }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: tier, operator: NotIn, values: [front] }] } }] }]
`;

const project = { 'features/shop.feature': shop, 'features/manifests/shop.yaml': manifests };

describe('a counterexample', function () {
  this.timeout(120_000);
  let result: Result;
  let again: Result;
  let written: readonly string[];

  before(() => {
    result = runProject(project, ['--world-parameters', '{"seed":1}']);
    const folder = join(result.folder, 'reports', 'counterexamples');
    written = readdirSync(folder).sort();
    const files = written.map(name => [
      `reports/counterexamples/${name}`,
      readFileSync(join(folder, name), 'utf8'),
    ]);
    again = runProject({ ...project, ...Object.fromEntries(files) }, ['reports/counterexamples']);
  });

  it('is a feature that is written beside the reports', () => {
    expect(written).to.deep.equal([
      'everybody-in-shop-17-no-flow-fails.feature',
      'nobody-else-4-for-any-pod-that-could-be-added-to-namespace-shop-it-db-5432-fails.feature',
      'nobody-from-elsewhere-29-under-the-stateless-model-for-any-pod-that-could-be-added-outside-namespace-shop-it-api-80-fail.feature',
      'the-same-again-after-a-change-19-for-any-pod-that-could-be-added-it-db-5432-fails.feature',
    ]);
  });

  it('says what the scenario says, and the least that breaks it', () => {
    const [, text = ''] = written.map(name =>
      readFileSync(join(result.folder, 'reports', 'counterexamples', name), 'utf8'),
    );
    expect(text).to.equal(`Feature: Nobody else
  A counterexample to: for any pod that could be added to namespace shop, it → db:5432 fails
  Its last sentence does not hold.

  Scenario: As found
    Given the stateful model
    And the manifests in "../../features/manifests/"
    And the namespace shop
    And the manifests:
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: new-pod
        namespace: shop
      spec:
        containers:
          - name: main
            image: main
      """
    Then shop/new-pod → db:5432 fails
`);
  });

  it('fails by itself, as it did when it was found', () => {
    const found = result.failures.get('Nobody else') ?? '';
    expect(again.status).to.equal(1);
    expect(again.passed).to.deep.equal([]);
    const [verdict = ''] = [...again.failures.values()];
    expect(verdict).to.match(/^shop\/new-pod → db:5432 was to fail, but succeeds \(stateful\)\./);
    expect(found.slice(0, found.indexOf('.'))).to.equal(verdict.slice(0, verdict.indexOf('.')));
  });

  it('says the namespace that comes with a pod, and keeps what bare names mean', () => {
    const text = readFileSync(join(result.folder, 'reports', 'counterexamples', written[2] ?? ''), 'utf8');
    expect(text).to.match(/kind: Namespace\n +metadata:\n +name: new-namespace\n +labels:\n +team: ops\n/);
    expect(text).to.match(
      /And the namespace shop\n +Then under the stateless model, new-namespace\/new-pod → api:80 fails\n$/,
    );
  });

  it('says what was changed since the same was claimed before, whatever the keyword, and no other claim', () => {
    const text = readFileSync(
      join(result.folder, 'reports', 'counterexamples', written.at(-1) ?? ''),
      'utf8',
    );
    expect(text).to.match(/And deny-all\n {4}And all policies are deleted\n {4}And the manifests:/);
    expect(text).to.include('the manifests in "../../features/manifests/"');
  });

  it('says how to run it, and how to find it again', () => {
    const all = result.failures.get('Nobody else') ?? '';
    expect(all).to.match(/Case 1 of \d+ breaks it/);
    expect(all).to.include(`npx cucumber-js reports/counterexamples/${written[1]}`);
    expect(all).to.include(
      `npx cucumber-js features/shop.feature:4 --world-parameters '{"model":"stateful"}'`,
    );

    const drawn = result.failures.get('Everybody in shop') ?? '';
    const [, place = '', parameters = ''] =
      /npx cucumber-js (\S+:\d+) --world-parameters '(.*)'/.exec(drawn) ?? [];
    expect(JSON.parse(parameters)).to.include({ sentence: 3 });
    const replayed = runProject(project, [place, '--world-parameters', parameters]);
    expect(replayed.failures.get('Everybody in shop')).to.include('Case 1 of 200 breaks it');
  });

  it('calls a scenario of an outline by its row', () => {
    expect(result.failures.get('Everybody in shop')).to.include(
      'features/shop.feature:17 --world-parameters',
    );
  });
});

describe('the parameters of claims about all states', function () {
  this.timeout(120_000);

  const refused: Record<string, string> = {
    '{"runs":0}': 'The world parameter "runs" is a whole number, 1 or more, not 0.',
    '{"runs":"many"}': 'The world parameter "runs" is a whole number, 1 or more, not "many".',
    '{"seed":1.5}': 'The world parameter "seed" is a whole number, not 1.5.',
    '{"path":"0:1"}': 'The world parameter "path" leads nowhere without the "seed" that it was found with.',
    '{"seed":1,"path":"0:1"}':
      'The world parameters "path" and "sentence" belong together: a path leads to a case of one sentence, counted from 1 with those of the Background.',
    '{"seed":1,"sentence":3,"path":"1-2"}':
      'The world parameter "path" is numbers of up to eight digits with colons between, such as 12:0:1, not "1-2".',
  };
  for (const [slip, meant] of Object.entries({ seeds: 'seed', run: 'runs', CNI: 'cni', modle: 'model' }))
    refused[`{"${slip}":1}`] =
      `There is no world parameter "${slip}". Did you mean "${meant}"? There are: cni, model, path, report, runs, seed, sentence, settings.`;
  for (const [parameters, message] of Object.entries(refused))
    it(`refuses ${parameters}`, () => {
      const { failures } = runProject(project, ['--world-parameters', parameters]);
      expect(new Set(failures.values())).to.deep.equal(new Set([message]));
    });
});
