import { Given } from '@cucumber/cucumber';
import { useModel, useSetting } from '../src/scenario/choices';
import { runCni } from '../src/scenario/cni';
import { scenarioOf } from './scenarioOf';

Given('the {model} model', function (model: string) {
  useModel(scenarioOf(this), model);
});

Given('a cluster that runs {cni}', function (cni: string) {
  runCni(scenarioOf(this), cni);
});

Given('the setting {setting} is {choice}', function (setting: string, choice: string) {
  useSetting(scenarioOf(this), setting, choice);
});
