import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { Runner } from './runner';

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'unit-tests-and-features', Runner)];
