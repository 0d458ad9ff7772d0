require('ts-node/register');
const { preset } = require('./src/cucumber/preset.ts');

module.exports = {
  default: preset({ worldParameters: { report: 'everything' } }),
  upstream: preset({ worldParameters: { model: 'stateful', report: 'everything' } }),
  deep: preset({ worldParameters: { runs: 100000 } }),
};
