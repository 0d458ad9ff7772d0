// Stryker imports its plugins as JavaScript: this brings the TypeScript one in.
require('ts-node/register');
exports.strykerPlugins = require('./plugin.ts').strykerPlugins;
