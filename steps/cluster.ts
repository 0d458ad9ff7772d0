import { Given } from '@cucumber/cucumber';
import {
  labelNamespace,
  labelPod,
  listExternals,
  listNamespaces,
  listNodes,
  listPods,
  useDualStack,
  useNamespace,
  usePodRanges,
} from '../src/scenario/inventory';
import { addManifests, addManifestText } from '../src/scenario/manifests';
import { cellsOf, scenarioOf, textOf } from './scenarioOf';

Given('the namespace {namespace}', function (namespace: string) {
  useNamespace(scenarioOf(this), namespace);
});

Given('the namespaces:', function (table: unknown) {
  listNamespaces(scenarioOf(this), cellsOf(table, 'the namespaces:'));
});

Given('the pods:', function (table: unknown) {
  listPods(scenarioOf(this), cellsOf(table, 'the pods:'));
});

Given('the nodes:', function (table: unknown) {
  listNodes(scenarioOf(this), cellsOf(table, 'the nodes:'));
});

Given('the external endpoints:', function (table: unknown) {
  listExternals(scenarioOf(this), cellsOf(table, 'the external endpoints:'));
});

Given('the manifests in {string}', function (path: string) {
  addManifests(scenarioOf(this), path);
});

Given('the manifests:', function (docString: unknown) {
  addManifestText(scenarioOf(this), textOf(docString, 'the manifests:'));
});

Given('a dual-stack cluster', function () {
  useDualStack(scenarioOf(this));
});

Given('pod addresses from {blocks}', function (blocks: string) {
  usePodRanges(scenarioOf(this), blocks);
});

Given('pod {pod} is labelled {labels}', function (pod: string, labels: string) {
  labelPod(scenarioOf(this), pod, labels);
});

Given('namespace {namespace} is labelled {labels}', function (namespace: string, labels: string) {
  labelNamespace(scenarioOf(this), namespace, labels);
});
