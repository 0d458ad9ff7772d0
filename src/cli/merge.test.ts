import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runCommand } from '../testing/commandLine';

const scenarios = ['succeeds', 'fails', 'succeeds', 'succeeds', 'succeeds']
  .map((verdict, i) => `  Scenario: Number ${i + 1}\n    Then a → b:80 ${verdict}\n`)
  .join('\n');
const feature = `Feature: Five\n\n  Background:\n    Given the pods:\n      | pod | ports |\n      | a   | 80    |\n      | b   | 80    |\n\n${scenarios}`;

/** A folder in which local processes have run shards of five scenarios, of which the second fails. */
function folderWith(shards: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-bdd-shards-'));
  writeFileSync(join(folder, 'five.feature'), feature);
  for (const [i, shard] of shards.entries())
    spawnSync('node_modules/.bin/cucumber-js', [
      join(folder, 'five.feature'),
      '--shard',
      shard,
      '--format',
      `message:${join(folder, `${i + 1}.ndjson`)}`,
    ]);
  return folder;
}

const merge = (folder: string, numbers: readonly number[], ...more: string[]) =>
  runCommand(['merge', ...numbers.map(i => join(folder, `${i}.ndjson`)), '-o', join(folder, 'out'), ...more]);

describe('netpol-bdd merge', () => {
  let folder = '';

  before(() => {
    folder = folderWith(['1/3', '2/3', '3/3']);
  });

  it('makes one report of all shards, with status 1 where a scenario failed', async () => {
    const { out, err, status } = await merge(folder, [1, 2, 3]);
    expect({ out, err, status }).to.deep.equal({ out: '4 passed, 1 failed\n', err: '', status: 1 });
    const xml = readFileSync(join(folder, 'out', 'junit.xml'), 'utf8');
    expect(xml).to.contain('tests="5"').and.to.contain('failures="1"');
    expect(
      [...xml.matchAll(/<testcase [^>]*name="(Number \d)"/g)].map(([, name]) => name).sort(),
    ).to.deep.equal([1, 2, 3, 4, 5].map(i => `Number ${i}`));
    expect(readFileSync(join(folder, 'out', 'report.html'), 'utf8')).to.contain('Number 5');
    const page = readFileSync(join(folder, 'out', 'index.html'), 'utf8');
    const [, data = ''] = /id="run-data">(.*)<\/script>/.exec(page) ?? [];
    const { scenarios } = JSON.parse(data).features[0];
    expect(scenarios.map(({ status }: { status: string }) => status).sort()).to.deep.equal([
      'FAILED',
      ...Array(4).fill('PASSED'),
    ]);
    // Who reaches whom came with the messages of each shard.
    for (const { summary } of scenarios) expect(summary.reachability.workloads).to.have.lengthOf(2);
  });

  it('does not take a run for whole that misses a shard', async () => {
    const { out, err, status } = await merge(folder, [1, 3]);
    expect({ out, status }).to.deep.equal({ out: '', status: 2 });
    expect(err).to.match(/^No shard ran .*five\.feature:12 and 1 more: is one missing\?/);
    expect((await merge(folder, [1, 3], '--allow-missing')).out).to.equal('3 passed, 0 failed\n');
  });

  it('refuses a shard that is there twice, was cut off, or is of another run', async () => {
    expect((await merge(folder, [1, 2, 2])).err).to.contain('is one shard there twice?');
    const whole = readFileSync(join(folder, '3.ndjson'), 'utf8').trimEnd().split('\n');
    writeFileSync(join(folder, '4.ndjson'), whole.slice(0, -1).join('\n'));
    expect((await merge(folder, [1, 2, 4])).err).to.contain('has no end: its shard did not come to it.');
    writeFileSync(join(folder, '5.ndjson'), whole.join('\n').replaceAll('Number 4', 'Number four'));
    expect((await merge(folder, [1, 2, 5])).err).to.contain('are no shards of one run');
  });

  const none = ['x', 'null', '[]', '"x"', '3', '{}', '{"a":1}', '{"kind":"Pod","spec":{}}', '{"pickle":{}}'];
  for (const line of [...none, '{"testRunFinished":{}}'])
    it(`refuses ${line}, which is no message`, async () => {
      writeFileSync(join(folder, '6.ndjson'), line);
      const { out, err, status } = await merge(folder, [6]);
      expect({ out, status }).to.deep.equal({ out: '', status: 2 });
      expect(err).to.match(
        /6\.ndjson:1 is no message of cucumber-js: write it with --format message:.*\.\n$/,
      );
    });

  it('refuses to write where it cannot', async () => {
    const file = join(folder, '1.ndjson');
    for (const output of [file, join(file, 'out')]) {
      const all = [1, 2, 3].map(i => join(folder, `${i}.ndjson`));
      const { out, err, status } = await runCommand(['merge', ...all, '-o', output]);
      expect({ out, status }).to.deep.equal({ out: '', status: 2 });
      expect(err).to.match(/1\.ndjson(\/out)? cannot be written: (EEXIST|ENOTDIR): [^\n]*\.\n$/);
    }
  });
}).timeout(60_000);
