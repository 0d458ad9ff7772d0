import { After } from '@cucumber/cucumber';
import { handInPolicies } from '../src/cucumber/builtPolicies';
import { scenarioOf } from './scenarioOf';

// Loaded beside the steps by `netpol-bdd policies` alone.

After(function () {
  handInPolicies(scenarioOf(this));
});
