import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import fc from 'fast-check';
import Mocha from 'mocha';
import { REGISTER_INSTANCE } from 'ts-node';
import { featureSuites } from './features';

/** Rooms whose tests load the steps or start processes of their own; they are not about what is mutated. */
const elsewhere = ['cucumber', 'properties', 'testing'];

compileOnce();
fc.configureGlobal({
  // The same examples in every run, and none sought that are smaller: a mutant is killed by the first.
  seed: 1,
  endOnFailure: true,
  // Nobody reads the example, which may be a whole network: spelling it out takes longer than all tests.
  reporter: ({ failed, errorInstance }) => {
    if (failed) throw errorInstance ?? new Error('the property was not tried often enough');
  },
});

/**
 * All unit tests and features, with every module of the project loaded anew: nothing that one mutant left in a cache
 * is there for the next, and a mutant that is active meanwhile is active in tables, too.
 */
export async function loadTests(): Promise<Mocha> {
  const project = process.cwd() + sep;
  const isOurs = (file: string): boolean =>
    file.startsWith(project) && !file.includes(`${sep}node_modules${sep}`);
  for (const file of Object.keys(require.cache).filter(isOurs)) delete require.cache[file];
  const mocha = new Loader({ reporter: Silent, timeout: 0 });
  unitTestFiles(project).forEach(file => void mocha.addFile(file));
  mocha.loadFiles();
  for (const suite of await featureSuites()) mocha.suite.addSuite(suite);
  return mocha;
}

function unitTestFiles(project: string): readonly string[] {
  return readdirSync(join(project, 'src'), { encoding: 'utf8', recursive: true })
    .filter(name => name.endsWith('.test.ts') && !elsewhere.includes(name.split(sep)[0] ?? ''))
    .sort()
    .map(name => join(project, 'src', name));
}

class Loader extends Mocha {
  override loadFiles(): void {
    super.loadFiles();
  }
}

/** Spells out nothing: Mocha's own do so with the objects that a failed test compares, whole networks among them. */
class Silent extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner) {
    super(new Mocha.Runner(new Mocha.Suite(''), { delay: false }));
    this.runner = runner;
  }
}

/** Lets ts-node compile each file once, however often it is loaded. */
function compileOnce(): void {
  const service = process[REGISTER_INSTANCE];
  if (!service) throw new Error('ts-node is not registered');
  const { compile } = service;
  const compiled = new Map<string, string>();
  service.compile = (code, file, line) => {
    const known = compiled.get(file) ?? compile(code, file, line);
    compiled.set(file, known);
    return known;
  };
}
