import { Given, Then } from '@cucumber/cucumber';
import { expectAccepted, expectRejected } from '../src/scenario/admission';
import { allow, denyAllIn, hasBoth, hasOnly } from '../src/scenario/authored';
import { addPolicies, deleteAllPolicies, deletePolicy, replacePolicies } from '../src/scenario/policies';
import { scenarioOf, textOf } from './scenarioOf';

Given('deny-all', function () {
  denyAllIn(scenarioOf(this), {});
});

Given('deny-all {direction}', function (direction: string) {
  denyAllIn(scenarioOf(this), { direction });
});

Given('deny-all in namespace {namespace}', function (namespace: string) {
  denyAllIn(scenarioOf(this), { namespace });
});

Given('deny-all {direction} in namespace {namespace}', function (direction: string, namespace: string) {
  denyAllIn(scenarioOf(this), { direction, namespace });
});

Given('the policies:', function (docString: unknown) {
  addPolicies(scenarioOf(this), textOf(docString, 'the policies:'));
});

Given('the policies are replaced by:', function (docString: unknown) {
  replacePolicies(scenarioOf(this), textOf(docString, 'the policies are replaced by:'));
});

Given('all policies are deleted', function () {
  deleteAllPolicies(scenarioOf(this));
});

Given('policy {policy} is deleted', function (policy: string) {
  deletePolicy(scenarioOf(this), policy);
});

Given('{subject} allows {grant}', function (subject: string, grant: string) {
  allow(scenarioOf(this), subject, grant);
});

Given('{subject} has only {grant}', function (subject: string, grant: string) {
  hasOnly(scenarioOf(this), subject, grant);
});

Given('{subject} has ingress and egress', function (subject: string) {
  hasBoth(scenarioOf(this), subject, '');
});

Given('{subject} has ingress and egress {grant}', function (subject: string, grant: string) {
  hasBoth(scenarioOf(this), subject, grant);
});

Then('the API server accepts:', function (docString: unknown) {
  expectAccepted(scenarioOf(this), textOf(docString, 'the API server accepts:'));
});

Then(
  'the API server rejects {field} as {error}:',
  function (field: string, error: string, docString: unknown) {
    expectRejected(scenarioOf(this), `${field} as ${error}`, textOf(docString, 'the API server rejects …:'));
  },
);
