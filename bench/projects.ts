import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// Projects to compare: these sentences, the same sentences doing nothing, and cucumber with next to no support code.
// All are TypeScript loaded through ts-node with swc.

export const repository = resolve(__dirname, '..');

const tsconfig = JSON.stringify({
  compilerOptions: { target: 'ES2022', module: 'nodenext', esModuleInterop: true, types: [] },
  'ts-node': { swc: true },
});

/** A new folder with node_modules lent by the repository. */
function project(name: string, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), `netpol-bdd-bench-${name}-`));
  for (const [file, content] of Object.entries({
    'tsconfig.json': tsconfig,
    'package.json': '{}',
    ...files,
  })) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

const plain =
  "module.exports = { default: { requireModule: ['ts-node/register'], require: ['steps/index.ts'] } };\n";

/** Everything as JavaScript, as the package has it: where memory is measured, no compiler should be in it. */
export function compiled(): string {
  const folder = project('compiled', {});
  const compiler = join(repository, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [compiler, '-p', repository, '--outDir', folder], { stdio: 'inherit' });
  return folder;
}

/** The library itself, loaded from its sources. */
export function ours(features: Readonly<Record<string, string>>, configuration = plain): string {
  const folder = project('ours', {
    'cucumber.js': configuration,
    ...features,
  });
  for (const room of ['src', 'steps'])
    cpSync(join(repository, room), join(folder, room), { recursive: true });
  return folder;
}

/** As many files as the library has, each importing zod and yaml, and the library's sentences with empty bodies. */
export function noOp(features: Readonly<Record<string, string>>): string {
  const stepFiles = sources('steps').filter(file => !/index|scenarioOf/.test(file));
  const others = sources('src').length + sources('steps').length - stepFiles.length - 1;
  const modules = Array.from({ length: others }, (_, i) => [
    `src/module${i}.ts`,
    `import { z } from 'zod';\nimport { parse } from 'yaml';\nexport const schema${i} = [z, parse].length;\n`,
  ]);
  const steps = stepFiles.map((file, i) => [`steps/file${i}.ts`, withoutBodies(readFileSync(file, 'utf8'))]);
  const index = [
    ...modules.map(([file = '']) => `import '../${file.replace(/\.ts$/, '')}';`),
    ...steps.map((_, i) => `import './file${i}';`),
  ];
  return project('no-op', {
    'cucumber.js': plain,
    'steps/index.ts': `${index.join('\n')}\n`,
    ...Object.fromEntries(modules),
    ...Object.fromEntries(steps),
    ...features,
  });
}

/** Cucumber with a single step file of empty sentences. */
export function empty(features: Readonly<Record<string, string>>): string {
  const steps = sources('steps').filter(file => !/index|scenarioOf/.test(file));
  const text = steps.map(file => withoutBodies(readFileSync(file, 'utf8'), false)).join('\n');
  const names = 'import { Given, When, Then, defineParameterType } from "@cucumber/cucumber";\n';
  return project('empty', { 'cucumber.js': plain, 'steps/index.ts': names + text, ...features });
}

/** Keeps sentences and parameter types, drops hooks and what the sentences do. */
function withoutBodies(source: string, withImports = true): string {
  const types = source.match(/^defineParameterType\([\s\S]*?\);$/gm) ?? [];
  const steps = [
    ...source.matchAll(/^(Given|When|Then)\(\s*('[^']+'),\s*(?:async )?function \(([^)]*)\)/gm),
  ].map(
    ([, keyword, sentence, parameters = '']) =>
      `${keyword}(${sentence}, ${source.includes('async function') ? 'async ' : ''}function (${parameters}) {});`,
  );
  const imports =
    "import { Given, When, Then, defineParameterType } from '@cucumber/cucumber';\nimport { z } from 'zod';\nimport { parse } from 'yaml';\nexport const used = [Given, When, Then, defineParameterType, z, parse].length;\n";
  return `${withImports ? imports : ''}${[...types, ...steps].join('\n')}\n`;
}

function sources(room: string): readonly string[] {
  return readdirSync(join(repository, room), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('testing'))
    .map(file => join(repository, room, file));
}
