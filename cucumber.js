require('ts-node/register');
const { preset } = require('./src/cucumber/preset.ts');

module.exports = {
  default: preset({ tags: 'not @failing', worldParameters: { report: 'everything' } }),
  upstream: preset({ tags: 'not @failing', worldParameters: { model: 'stateful', report: 'everything' } }),
  failing: preset({ tags: '@failing' }),
  deep: preset({ tags: 'not @failing', worldParameters: { runs: 100000 } }),
};
