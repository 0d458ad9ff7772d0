import { Then } from '@cucumber/cucumber';
import { readModel } from '../src/scenario/choices';
import { expectDependsOnCni } from '../src/scenario/cni';
import { expectOnly } from '../src/scenario/onlyTheseFlows';
import { expectReachability } from '../src/scenario/reachabilityTable';
import { expectExit, expectFailsWith } from '../src/scenario/sights';
import { expectAllowedBy, expectBlockedBy, expectFailsAt, expectKind } from '../src/scenario/verdicts';
import { cellsOf, scenarioOf } from './scenarioOf';

Then('{flow} succeeds', async function (flow: string) {
  await expectKind(scenarioOf(this), { flow }, 'succeeds');
});

Then('{flow} fails', async function (flow: string) {
  await expectKind(scenarioOf(this), { flow }, 'fails');
});

Then('{flow} fails at {enforcementPoint}', async function (flow: string, point: string) {
  await expectFailsAt(scenarioOf(this), { flow }, point);
});

Then('{flow} fails with {sight}', async function (flow: string, sight: string) {
  await expectFailsWith(scenarioOf(this), { flow }, sight);
});

Then('{tool} exits with {int} for {flow}', async function (tool: string, code: number, flow: string) {
  await expectExit(scenarioOf(this), { flow }, tool, code);
});

Then(
  'under the {model} model, {tool} exits with {int} for {flow}',
  async function (model: string, tool: string, code: number, flow: string) {
    await expectExit(scenarioOf(this), { flow, model: readModel(model) }, tool, code);
  },
);

Then('{flow} is unreliable', async function (flow: string) {
  await expectKind(scenarioOf(this), { flow }, 'unreliable');
});

Then('{flow} is refused', async function (flow: string) {
  await expectKind(scenarioOf(this), { flow }, 'refused');
});

Then('{flow} is blocked by {policies}', async function (flow: string, policies: string) {
  await expectBlockedBy(scenarioOf(this), { flow }, policies);
});

Then('{flow} is allowed by {policies}', async function (flow: string, policies: string) {
  await expectAllowedBy(scenarioOf(this), { flow }, policies);
});

Then('under the {model} model, {flow} succeeds', async function (model: string, flow: string) {
  await expectKind(scenarioOf(this), { flow, model: readModel(model) }, 'succeeds');
});

Then('under the {model} model, {flow} fails', async function (model: string, flow: string) {
  await expectKind(scenarioOf(this), { flow, model: readModel(model) }, 'fails');
});

Then(
  'under the {model} model, {flow} fails at {enforcementPoint}',
  async function (model: string, flow: string, point: string) {
    await expectFailsAt(scenarioOf(this), { flow, model: readModel(model) }, point);
  },
);

Then(
  'under the {model} model, {flow} is blocked by {policies}',
  async function (model: string, flow: string, policies: string) {
    await expectBlockedBy(scenarioOf(this), { flow, model: readModel(model) }, policies);
  },
);

Then(
  'under the {model} model, {flow} is allowed by {policies}',
  async function (model: string, flow: string, policies: string) {
    await expectAllowedBy(scenarioOf(this), { flow, model: readModel(model) }, policies);
  },
);

Then(
  'under the {model} model, {flow} fails with {sight}',
  async function (model: string, flow: string, sight: string) {
    await expectFailsWith(scenarioOf(this), { flow, model: readModel(model) }, sight);
  },
);

Then('under the {model} model, {flow} is unreliable', async function (model: string, flow: string) {
  await expectKind(scenarioOf(this), { flow, model: readModel(model) }, 'unreliable');
});

Then('under the {model} model, {flow} is refused', async function (model: string, flow: string) {
  await expectKind(scenarioOf(this), { flow, model: readModel(model) }, 'refused');
});

// Without its table a sentence is called with a callback: the guard must throw before anything is asynchronous.

Then('the reachability on port {port} is:', function (port: string, table: unknown) {
  const cells = cellsOf(table, 'the reachability on port … is:');
  return expectReachability(scenarioOf(this), port, cells);
});

Then('only these flows succeed:', function (table: unknown) {
  const cells = cellsOf(table, 'only these flows succeed:');
  return expectOnly(scenarioOf(this), cells);
});

Then('{flow} depends on the CNI:', function (flow: string, table: unknown) {
  const cells = cellsOf(table, '… depends on the CNI:');
  return expectDependsOnCni(scenarioOf(this), flow, cells);
});
