import { Then } from '@cucumber/cucumber';
import { properties } from '../src/properties/lazily';
import { readModel } from '../src/scenario/choices';
import { scenarioOf } from './scenarioOf';

Then('for any {addition}, {flow} succeeds', async function (addition: string, flow: string) {
  await properties().expectForAny(scenarioOf(this), addition, { flow, verdict: 'succeeds' });
});

Then('for any {addition}, {flow} fails', async function (addition: string, flow: string) {
  await properties().expectForAny(scenarioOf(this), addition, { flow, verdict: 'fails' });
});

Then('for any {addition}, {flow} is refused', async function (addition: string, flow: string) {
  await properties().expectForAny(scenarioOf(this), addition, { flow, verdict: 'is refused' });
});

Then('for any {addition}, {flow} is unreliable', async function (addition: string, flow: string) {
  await properties().expectForAny(scenarioOf(this), addition, { flow, verdict: 'is unreliable' });
});

Then('for any {addition}, {flow} cannot resolve', async function (addition: string, flow: string) {
  await properties().expectForAny(scenarioOf(this), addition, { flow, verdict: 'cannot resolve' });
});

Then(
  'for any {addition}, {flow} fails at {enforcementPoint}',
  async function (addition: string, flow: string, point: string) {
    await properties().expectForAny(scenarioOf(this), addition, { flow, verdict: 'fails at', rest: point });
  },
);

Then(
  'for any {addition}, {flow} is blocked by {policies}',
  async function (addition: string, flow: string, policies: string) {
    await properties().expectForAny(scenarioOf(this), addition, {
      flow,
      verdict: 'is blocked by',
      rest: policies,
    });
  },
);

Then(
  'for any {addition}, {flow} is allowed by {policies}',
  async function (addition: string, flow: string, policies: string) {
    await properties().expectForAny(scenarioOf(this), addition, {
      flow,
      verdict: 'is allowed by',
      rest: policies,
    });
  },
);

Then(
  'under the {model} model, for any {addition}, {flow} succeeds',
  async function (model: string, addition: string, flow: string) {
    await properties().expectForAny(scenarioOf(this), addition, {
      model: readModel(model),
      flow,
      verdict: 'succeeds',
    });
  },
);

Then(
  'under the {model} model, for any {addition}, {flow} fails',
  async function (model: string, addition: string, flow: string) {
    await properties().expectForAny(scenarioOf(this), addition, {
      model: readModel(model),
      flow,
      verdict: 'fails',
    });
  },
);

Then(
  'under the {model} model, for any {addition}, {flow} is refused',
  async function (model: string, addition: string, flow: string) {
    await properties().expectForAny(scenarioOf(this), addition, {
      model: readModel(model),
      flow,
      verdict: 'is refused',
    });
  },
);

Then(
  'under the {model} model, for any {addition}, {flow} is unreliable',
  async function (model: string, addition: string, flow: string) {
    await properties().expectForAny(scenarioOf(this), addition, {
      model: readModel(model),
      flow,
      verdict: 'is unreliable',
    });
  },
);

Then(
  'under the {model} model, for any {addition}, {flow} cannot resolve',
  async function (model: string, addition: string, flow: string) {
    await properties().expectForAny(scenarioOf(this), addition, {
      model: readModel(model),
      flow,
      verdict: 'cannot resolve',
    });
  },
);

Then(
  'under the {model} model, for any {addition}, {flow} fails at {enforcementPoint}',
  async function (model: string, addition: string, flow: string, point: string) {
    await properties().expectForAny(scenarioOf(this), addition, {
      model: readModel(model),
      flow,
      verdict: 'fails at',
      rest: point,
    });
  },
);

Then(
  'under the {model} model, for any {addition}, {flow} is blocked by {policies}',
  async function (model: string, addition: string, flow: string, policies: string) {
    await properties().expectForAny(scenarioOf(this), addition, {
      model: readModel(model),
      flow,
      verdict: 'is blocked by',
      rest: policies,
    });
  },
);

Then(
  'under the {model} model, for any {addition}, {flow} is allowed by {policies}',
  async function (model: string, addition: string, flow: string, policies: string) {
    await properties().expectForAny(scenarioOf(this), addition, {
      model: readModel(model),
      flow,
      verdict: 'is allowed by',
      rest: policies,
    });
  },
);
