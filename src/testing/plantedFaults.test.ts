import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { FaultRun } from './faultRun';
import { plantedFaults } from './plantedFaults';

// Every invariant is seen to fail: each names a fault that is planted in the engine, in a process of its own.

const repository = resolve(__dirname, '..', '..');
const folder = join(repository, 'features', 'invariants');
const atOnce = 2;

const scenarios = readdirSync(folder).flatMap(file => {
  const blocks = readFileSync(join(folder, file), 'utf8').split(/\n\s*\n/);
  return blocks.flatMap(block => {
    const [, name] = /^\s*Scenario: (.*)$/m.exec(block) ?? [];
    const faults = [...block.matchAll(/@fault:(\S+)/g)].flatMap(([, fault]) => fault ?? []);
    return name === undefined ? [] : [{ name, faults }];
  });
});

const isFailed = (statuses: readonly string[]): boolean => statuses.includes('FAILED');

const runs = new Map<string, Promise<FaultRun>>();

/** As many at once as the machine has cores, in the order in which they are asked for. */
function runWith(fault: string): Promise<FaultRun> {
  const names = Object.keys(plantedFaults);
  const before = runs.get(names[names.indexOf(fault) - atOnce] ?? '');
  const known =
    runs.get(fault) ??
    Promise.resolve(before)
      .catch(() => undefined)
      .then(() => start(fault));
  runs.set(fault, known);
  return known;
}

async function start(fault: string): Promise<FaultRun> {
  const script = join(__dirname, 'faultRun.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['-r', 'ts-node/register', script, fault], {
    cwd: repository,
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}

describe('an invariant', () => {
  it('names a fault that it catches', () => {
    expect(scenarios.length).to.be.at.least(25);
    expect(scenarios.filter(({ faults }) => faults.length === 0)).to.deep.equal([]);
    const named = new Set(scenarios.flatMap(({ faults }) => faults));
    expect([...named].sort()).to.deep.equal(Object.keys(plantedFaults).sort());
  });
});

describe('a planted fault', function () {
  this.timeout(120_000);

  before(() => {
    for (const fault of Object.keys(plantedFaults)) runWith(fault).catch(() => undefined);
  });

  for (const [fault, { what, spoilsTelling }] of Object.entries(plantedFaults))
    it(`is caught: ${what}`, async () => {
      const { invariants, counterexamples, again } = await runWith(fault);
      const expected = scenarios.filter(({ faults }) => faults.includes(fault)).map(({ name }) => name);
      expect(invariants.map(({ name }) => name)).to.have.members(expected);
      for (const { name, statuses } of invariants) expect(statuses.at(-1), name).to.equal('FAILED');

      // Its counterexample, run by itself, comes as far as its last sentence, and fails there.
      const failed = counterexamples.map(({ statuses }) => statuses.map(String)).filter(isFailed);
      expect(failed.length).to.equal(invariants.length);
      if (!spoilsTelling)
        for (const statuses of failed) {
          expect(statuses.at(-1)).to.equal('FAILED');
          expect(new Set(statuses.slice(0, -1))).to.deep.equal(new Set(['PASSED']));
        }

      // Found again as its message says, it is the same and was the first case.
      const told = (message = ''): string => message.replace(/Case \d+ of/, 'Case 1 of');
      expect(again.map(({ message }) => message)).to.deep.equal(
        invariants.map(({ message }) => told(message)),
      );
    });
});
