import { Given } from '@cucumber/cucumber';
import { limitTables, useKubeProxyTimeouts, useSysctl } from '../src/scenario/choices';
import { untrack } from '../src/scenario/untracked';
import { scenarioOf } from './scenarioOf';

Given('the sysctl {sysctl} is {value}', function (sysctl: string, value: string) {
  useSysctl(scenarioOf(this), sysctl, value);
});

Given('the conntrack timeouts of kube-proxy', function () {
  useKubeProxyTimeouts(scenarioOf(this));
});

Given('the conntrack table holds at most {int} entries/entry', function (entries: number) {
  limitTables(scenarioOf(this), entries);
});

Given(
  'the conntrack table of {place} holds at most {int} entries/entry',
  function (place: string, entries: number) {
    limitTables(scenarioOf(this), entries, place);
  },
);

Given('{pods} is/are untracked', function (pods: string) {
  untrack(scenarioOf(this), pods, 'both ways');
});

Given('requests to {pods} are untracked', function (pods: string) {
  untrack(scenarioOf(this), pods, 'requests');
});
