import { Then } from '@cucumber/cucumber';
import { expectFindings, expectNoFinding, expectNone, expectSome } from '../src/scenario/lintSentences';
import { cellsOf, scenarioOf } from './scenarioOf';

Then('lint finds nothing', function () {
  expectNoFinding(scenarioOf(this));
});

Then('lint finds nothing but:', function (table: unknown) {
  expectFindings(scenarioOf(this), 'lint finds nothing but:', cellsOf(table, 'lint finds nothing but:'));
});

Then('lint finds:', function (table: unknown) {
  expectFindings(scenarioOf(this), 'lint finds:', cellsOf(table, 'lint finds:'));
});

Then('lint finds {lintCode}', function (code: string) {
  expectSome(scenarioOf(this), code);
});

Then('lint finds {lintCode} in {rules}', function (code: string, where: string) {
  expectSome(scenarioOf(this), code, where);
});

Then('lint finds no {lintCode}', function (code: string) {
  expectNone(scenarioOf(this), code);
});

Then('lint finds no {lintCode} in {rules}', function (code: string, where: string) {
  expectNone(scenarioOf(this), code, where);
});
