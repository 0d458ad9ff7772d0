import { Then } from '@cucumber/cucumber';
import { readModel } from '../src/scenario/choices';
import { expectNothingElse, expectReach, expectReachExactly } from '../src/scenario/reachSentences';
import { expectNames } from '../src/scenario/resolvingNames';
import { cellsOf, scenarioOf } from './scenarioOf';

Then('{reach}', async function (text: string) {
  await expectReach(scenarioOf(this), text);
});

Then('under the {model} model, {reach}', async function (model: string, text: string) {
  await expectReach(scenarioOf(this), text, readModel(model));
});

Then('{reachers} can reach exactly:', async function (who: string, table: unknown) {
  await expectReachExactly(scenarioOf(this), who, cellsOf(table, `${who} can reach exactly:`));
});

Then(
  'under the {model} model, {reachers} can reach exactly:',
  async function (model: string, who: string, table: unknown) {
    const cells = cellsOf(table, `${who} can reach exactly:`);
    await expectReachExactly(scenarioOf(this), who, cells, readModel(model));
  },
);

Then('nothing else is reachable', async function () {
  await expectNothingElse(scenarioOf(this));
});

Then('{reachers} can resolve names', async function (who: string) {
  await expectNames(scenarioOf(this), who);
});

Then('under the {model} model, {reachers} can resolve names', async function (model: string, who: string) {
  await expectNames(scenarioOf(this), who, readModel(model));
});
