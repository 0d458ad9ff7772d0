require('ts-node/register');
const { preset } = require('./src/cucumber/preset.ts');

module.exports = {
  default: preset(),
  upstream: preset({ worldParameters: { model: 'stateful' } }),
};
