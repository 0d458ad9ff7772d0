// Cucumber imports its plugins as JavaScript: this brings the TypeScript one in.
require('ts-node/register');
module.exports = require('./plugin.ts');
