import { Given, Then, When } from '@cucumber/cucumber';
import { readModel } from '../src/scenario/choices';
import {
  expectIdle,
  expectNoneMoved,
  expectOnlyMoved,
  expectSame,
  rememberReachability,
  replaceFolder,
} from '../src/scenario/flowChangeSentences';
import { expectNothingElse, expectReach, expectReachExactly } from '../src/scenario/reachSentences';
import { expectNames } from '../src/scenario/resolvingNames';
import { cellsOf, scenarioOf } from './scenarioOf';

Then('{reach}', async function (text: string) {
  await expectReach(scenarioOf(this), text);
});

Then('under the {model} model, {reach}', async function (model: string, text: string) {
  await expectReach(scenarioOf(this), text, readModel(model));
});

Then('{reachers} can reach exactly:', function (who: string, table: unknown) {
  return expectReachExactly(scenarioOf(this), who, cellsOf(table, `${who} can reach exactly:`));
});

Then(
  'under the {model} model, {reachers} can reach exactly:',
  function (model: string, who: string, table: unknown) {
    const cells = cellsOf(table, `${who} can reach exactly:`);
    return expectReachExactly(scenarioOf(this), who, cells, readModel(model));
  },
);

Then('nothing else is reachable', async function () {
  return expectNothingElse(scenarioOf(this));
});

Then('{reachers} {resolving}', async function (who: string, verb: string) {
  await expectNames(scenarioOf(this), who, verb);
});

Then(
  'under the {model} model, {reachers} {resolving}',
  async function (model: string, who: string, verb: string) {
    await expectNames(scenarioOf(this), who, verb, readModel(model));
  },
);

Given('reachability as it is now', function () {
  rememberReachability(scenarioOf(this));
});

When('the policies in {string} replace those in {string}', function (next: string, now: string) {
  replaceFolder(scenarioOf(this), next, now);
});

Then('no flow is lost', async function () {
  await expectNoneMoved(scenarioOf(this), 'lost');
});

Then('no flow is gained', async function () {
  await expectNoneMoved(scenarioOf(this), 'gained');
});

Then('no flow changes', async function () {
  await expectNoneMoved(scenarioOf(this), 'changed');
});

Then('under the {model} model, no flow is lost', async function (model: string) {
  await expectNoneMoved(scenarioOf(this), 'lost', readModel(model));
});

Then('under the {model} model, no flow is gained', async function (model: string) {
  await expectNoneMoved(scenarioOf(this), 'gained', readModel(model));
});

Then('under the {model} model, no flow changes', async function (model: string) {
  await expectNoneMoved(scenarioOf(this), 'changed', readModel(model));
});

Then('only these flows are lost:', function (table: unknown) {
  const cells = cellsOf(table, 'only these flows are lost:');
  return expectOnlyMoved(scenarioOf(this), 'lost', cells);
});

Then('only these flows are gained:', function (table: unknown) {
  const cells = cellsOf(table, 'only these flows are gained:');
  return expectOnlyMoved(scenarioOf(this), 'gained', cells);
});

Then('under the {model} model, only these flows are lost:', function (model: string, table: unknown) {
  const cells = cellsOf(table, 'only these flows are lost:');
  return expectOnlyMoved(scenarioOf(this), 'lost', cells, readModel(model));
});

Then('under the {model} model, only these flows are gained:', function (model: string, table: unknown) {
  const cells = cellsOf(table, 'only these flows are gained:');
  return expectOnlyMoved(scenarioOf(this), 'gained', cells, readModel(model));
});

Then('{rules} changes nothing', async function (what: string) {
  await expectIdle(scenarioOf(this), what, true);
});

Then('under the {model} model, {rules} changes nothing', async function (model: string, what: string) {
  await expectIdle(scenarioOf(this), what, true, readModel(model));
});

Then('under the {model} model, {rules} changes something', async function (model: string, what: string) {
  await expectIdle(scenarioOf(this), what, false, readModel(model));
});

Then('under the {model} model, nothing else is reachable', async function (model: string) {
  await expectNothingElse(scenarioOf(this), readModel(model));
});

Then(
  'under the {model} model, the policies in {string} and those in {string} allow the same flows',
  async function (model: string, one: string, other: string) {
    await expectSame(scenarioOf(this), one, other, readModel(model));
  },
);

Then('{rules} changes something', async function (what: string) {
  await expectIdle(scenarioOf(this), what, false);
});

Then(
  'the policies in {string} and those in {string} allow the same flows',
  async function (one: string, other: string) {
    await expectSame(scenarioOf(this), one, other);
  },
);
