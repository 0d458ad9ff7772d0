import { Given } from '@cucumber/cucumber';
import { attachAcl, attachGroup, deleteAcl, deleteGroup } from '../src/scenario/firewalls';
import { cellsOf, scenarioOf } from './scenarioOf';

Given('the network ACL {string} of {endpoints}:', function (name: string, endpoints: string, table: unknown) {
  attachAcl(scenarioOf(this), name, endpoints, cellsOf(table, 'the network ACL … of …:'));
});

Given(
  'the security group {string} of {endpoints}:',
  function (name: string, endpoints: string, table: unknown) {
    attachGroup(scenarioOf(this), name, endpoints, cellsOf(table, 'the security group … of …:'));
  },
);

Given('the network ACL {string} is deleted', function (name: string) {
  deleteAcl(scenarioOf(this), name);
});

Given('the security group {string} is deleted', function (name: string) {
  deleteGroup(scenarioOf(this), name);
});
