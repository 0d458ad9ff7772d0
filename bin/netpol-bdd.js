#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

// A checkout has the sources, which are compiled as they are read; a package has what was compiled before.
if (existsSync(join(__dirname, '..', 'src'))) {
  process.env.TS_NODE_PROJECT = join(__dirname, '..', 'tsconfig.json');
  require('ts-node/register');
  require('../src/cli/main');
} else require('../dist/src/cli/main.js');
