import { Given, Then } from '@cucumber/cucumber';
import { readModel } from '../src/scenario/choices';
import { setGateway, setIngressController } from '../src/scenario/doorkeepers';
import {
  deleteService,
  expectEndpoints,
  expectNoEndpoints,
  expectSomeEndpoints,
} from '../src/scenario/endpoints';
import { expectNowhere } from '../src/scenario/entrances';
import { addKubeDns, addNodeCache, forwardDns } from '../src/scenario/kubeDns';
import {
  expectFlowUnresolved,
  expectNameUnresolved,
  expectQuestions,
  expectResolves,
} from '../src/scenario/names';
import { expectProbes } from '../src/scenario/probes';
import { listServices, setReady } from '../src/scenario/services';
import { cellsOf, scenarioOf } from './scenarioOf';

Given('the services:', function (table: unknown) {
  listServices(scenarioOf(this), cellsOf(table, 'the services:'));
});

Given('pod {pod} is ready', function (pod: string) {
  setReady(scenarioOf(this), pod, true);
});

Given('pod {pod} is not ready', function (pod: string) {
  setReady(scenarioOf(this), pod, false);
});

Given('service {endpoint} is deleted', function (service: string) {
  deleteService(scenarioOf(this), service);
});

Then('{endpoint} has endpoints', function (service: string) {
  expectSomeEndpoints(scenarioOf(this), service);
});

Then('{endpoint} has no endpoints', function (service: string) {
  expectNoEndpoints(scenarioOf(this), service);
});

Then('the endpoints of {endpoint} are {endpoints}', function (service: string, endpoints: string) {
  expectEndpoints(scenarioOf(this), service, endpoints);
});

Given('kube-dns', function () {
  addKubeDns(scenarioOf(this));
});

Given('kube-dns on port {int}', function (port: number) {
  addKubeDns(scenarioOf(this), port);
});

Given('kube-dns forwards to {address}', function (address: string) {
  forwardDns(scenarioOf(this), address);
});

Given('NodeLocal DNSCache', function () {
  addNodeCache(scenarioOf(this));
});

Given('NodeLocal DNSCache at {address}', function (address: string) {
  addNodeCache(scenarioOf(this), address);
});

Given('the ingress controller is {endpoints}', function (endpoints: string) {
  setIngressController(scenarioOf(this), endpoints);
});

Given('the gateway {gateway} is served by {endpoints}', function (gateway: string, endpoints: string) {
  setGateway(scenarioOf(this), gateway, endpoints);
});

Then('{flow} leads nowhere', function (flow: string) {
  expectNowhere(scenarioOf(this), flow);
});

Then('the probes of {pods} succeed', async function (pods: string) {
  await expectProbes(scenarioOf(this), pods, 'succeeds');
});

Then('the probes of {pods} fail', async function (pods: string) {
  await expectProbes(scenarioOf(this), pods, 'fails');
});

Then('{flow} cannot resolve', async function (flow: string) {
  await expectFlowUnresolved(scenarioOf(this), flow);
});

Then('{flow} cannot resolve: {nameFailure}', async function (flow: string, how: string) {
  await expectFlowUnresolved(scenarioOf(this), flow, { how });
});

Then('under the {model} model, {flow} cannot resolve', async function (model: string, flow: string) {
  await expectFlowUnresolved(scenarioOf(this), flow, { model: readModel(model) });
});

Then(
  'under the {model} model, {flow} cannot resolve: {nameFailure}',
  async function (model: string, flow: string, how: string) {
    await expectFlowUnresolved(scenarioOf(this), flow, { model: readModel(model), how });
  },
);

Then(
  'under the {model} model, {endpoint} resolves {host}',
  async function (model: string, client: string, host: string) {
    await expectResolves(scenarioOf(this), { client, host, model: readModel(model) });
  },
);

Then(
  'under the {model} model, {endpoint} cannot resolve {host}',
  async function (model: string, client: string, host: string) {
    await expectNameUnresolved(scenarioOf(this), { client, host }, { model: readModel(model) });
  },
);

Then('{endpoint} resolves {host}', async function (client: string, host: string) {
  await expectResolves(scenarioOf(this), { client, host });
});

Then('{endpoint} resolves {host} to {target}', async function (client: string, host: string, target: string) {
  await expectResolves(scenarioOf(this), { client, host }, target);
});

Then('{endpoint} cannot resolve {host}', async function (client: string, host: string) {
  await expectNameUnresolved(scenarioOf(this), { client, host });
});

Then(
  '{endpoint} cannot resolve {host}: {nameFailure}',
  async function (client: string, host: string, how: string) {
    await expectNameUnresolved(scenarioOf(this), { client, host }, { how });
  },
);

Then('{endpoint} looks up {host} by asking:', function (client: string, host: string, table: unknown) {
  const cells = cellsOf(table, '… looks up … by asking:');
  return expectQuestions(scenarioOf(this), client, host, cells);
});
