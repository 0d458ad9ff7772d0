import { Given, Then } from '@cucumber/cucumber';
import { properties } from '../src/properties/lazily';
import { readModel } from '../src/scenario/choices';
import { scenarioOf } from './scenarioOf';

Given('any cluster', function () {
  properties().anyCluster(scenarioOf(this));
});

Given('any policies', function () {
  properties().anyPolicies(scenarioOf(this));
});

Given('any policies in namespace {namespace}', function (namespace: string) {
  properties().anyPolicies(scenarioOf(this), namespace);
});

Given('any network ACLs and security groups', function () {
  properties().anyFirewalls(scenarioOf(this));
});

Then('what {model} allows, {model} allows', function (strict: string, lenient: string) {
  return properties().expectAllows(scenarioOf(this), readModel(strict), readModel(lenient));
});

Then('the {model} model stops nothing', function (model: string) {
  return properties().expectStopsNothing(scenarioOf(this), readModel(model));
});

Then('the naive judge, the packet walk and the symbolic answer agree', function () {
  return properties().expectLaw(
    scenarioOf(this),
    'the naive judge, the packet walk and the symbolic answer agree',
  );
});

Then(
  "under three-check a reply needs its sender's egress, and nothing else differs from stateful",
  function () {
    return properties().expectLaw(
      scenarioOf(this),
      "under three-check a reply needs its sender's egress, and nothing else differs from stateful",
    );
  },
);

Then('no flow fails', function () {
  return properties().expectLaw(scenarioOf(this), 'no flow fails');
});

Then('deny-all alone isolates a namespace but for its own nodes, and no other', function () {
  return properties().expectLaw(
    scenarioOf(this),
    'deny-all alone isolates a namespace but for its own nodes, and no other',
  );
});

Then('one more policy closes nothing between pods that are isolated already', function () {
  return properties().expectLaw(
    scenarioOf(this),
    'one more policy closes nothing between pods that are isolated already',
  );
});

Then('the first policy of a pod opens nothing', function () {
  return properties().expectLaw(scenarioOf(this), 'the first policy of a pod opens nothing');
});

Then('the policies that a verdict names as allowing suffice, and none without rules is named', function () {
  return properties().expectLaw(
    scenarioOf(this),
    'the policies that a verdict names as allowing suffice, and none without rules is named',
  );
});

Then('a policy acts in no namespace but its own', function () {
  return properties().expectLaw(scenarioOf(this), 'a policy acts in no namespace but its own');
});

Then('a policy that selects no pod changes nothing', function () {
  return properties().expectLaw(scenarioOf(this), 'a policy that selects no pod changes nothing');
});

Then('a pod always reaches itself', function () {
  return properties().expectLaw(scenarioOf(this), 'a pod always reaches itself');
});

Then('its own node always reaches a pod', function () {
  return properties().expectLaw(scenarioOf(this), 'its own node always reaches a pod');
});

Then('the order of policies, rules, peers and ports never matters', function () {
  return properties().expectLaw(
    scenarioOf(this),
    'the order of policies, rules, peers and ports never matters',
  );
});

Then('other names for namespaces, pods, labels and ports change nothing', function () {
  return properties().expectLaw(
    scenarioOf(this),
    'other names for namespaces, pods, labels and ports change nothing',
  );
});

Then('a rule for each peer and each port says the same as one rule for all', function () {
  return properties().expectLaw(
    scenarioOf(this),
    'a rule for each peer and each port says the same as one rule for all',
  );
});

Then('a pair of matchLabels says the same as In with one value', function () {
  return properties().expectLaw(scenarioOf(this), 'a pair of matchLabels says the same as In with one value');
});

Then('In and NotIn together select what neither would leave out', function () {
  return properties().expectLaw(
    scenarioOf(this),
    'In and NotIn together select what neither would leave out',
  );
});

Then('Exists and DoesNotExist together select what neither would leave out', function () {
  return properties().expectLaw(
    scenarioOf(this),
    'Exists and DoesNotExist together select what neither would leave out',
  );
});

Then("a podSelector alone says the same as with the policy's own namespace", function () {
  return properties().expectLaw(
    scenarioOf(this),
    "a podSelector alone says the same as with the policy's own namespace",
  );
});

Then('policyTypes that are missing say the same as the default', function () {
  return properties().expectLaw(scenarioOf(this), 'policyTypes that are missing say the same as the default');
});

Then('rules of a direction that policyTypes does not name are dead', function () {
  return properties().expectLaw(
    scenarioOf(this),
    'rules of a direction that policyTypes does not name are dead',
  );
});

Then('an empty list says the same as a missing one', function () {
  return properties().expectLaw(scenarioOf(this), 'an empty list says the same as a missing one');
});

Then('a port without protocol is a port of TCP', function () {
  return properties().expectLaw(scenarioOf(this), 'a port without protocol is a port of TCP');
});

Then('a range of ports says the same as its ports one by one', function () {
  return properties().expectLaw(scenarioOf(this), 'a range of ports says the same as its ports one by one');
});

Then('the name of a port says the same as its numbers on the destination', function () {
  return properties().expectLaw(
    scenarioOf(this),
    'the name of a port says the same as its numbers on the destination',
  );
});

Then('a block says the same as its two halves', function () {
  return properties().expectLaw(scenarioOf(this), 'a block says the same as its two halves');
});

Then('an exception takes addresses from its own block, and from nothing else', function () {
  return properties().expectLaw(
    scenarioOf(this),
    'an exception takes addresses from its own block, and from nothing else',
  );
});

Then('policies written as YAML and read again say the same', function () {
  return properties().expectLaw(scenarioOf(this), 'policies written as YAML and read again say the same');
});

Then('an entry for one direction lets nobody open a connection in the other', function () {
  return properties().expectLaw(
    scenarioOf(this),
    'an entry for one direction lets nobody open a connection in the other',
  );
});

Then('a first packet that is dropped leaves no entry', function () {
  return properties().expectLaw(scenarioOf(this), 'a first packet that is dropped leaves no entry');
});

Then('what is established stays so, whatever policies come', function () {
  return properties().expectLaw(scenarioOf(this), 'what is established stays so, whatever policies come');
});

Then('the conntrack tables stay consistent, whatever is done to connections', function () {
  return properties().expectLaw(
    scenarioOf(this),
    'the conntrack tables stay consistent, whatever is done to connections',
  );
});

Then("the order in which a firewall's rules are listed never matters", function () {
  return properties().expectLaw(
    scenarioOf(this),
    "the order in which a firewall's rules are listed never matters",
  );
});

Then('what succeeds still succeeds with one more rule of a security group', function () {
  return properties().expectLaw(
    scenarioOf(this),
    'what succeeds still succeeds with one more rule of a security group',
  );
});

Then('under the stateless model a new policy stops the next packet of what it forbids', function () {
  return properties().expectLaw(
    scenarioOf(this),
    'under the stateless model a new policy stops the next packet of what it forbids',
  );
});

Then("under three-check each answer to a SYN needs its sender's egress", function () {
  return properties().expectLaw(
    scenarioOf(this),
    "under three-check each answer to a SYN needs its sender's egress",
  );
});

Then('the naive judge and the packet walk agree', function () {
  return properties().expectLaw(scenarioOf(this), 'the naive judge and the packet walk agree');
});

Then('a rule of a higher number never changes what a lower one decides', function () {
  return properties().expectLaw(
    scenarioOf(this),
    'a rule of a higher number never changes what a lower one decides',
  );
});

Then('a flow to a Service of one endpoint has the verdict of the flow to that endpoint', function () {
  return properties().expectLaw(
    scenarioOf(this),
    'a flow to a Service of one endpoint has the verdict of the flow to that endpoint',
  );
});
