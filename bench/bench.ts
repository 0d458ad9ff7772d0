import { cpus } from 'node:os';
import { benchConntrack } from './conntrack';
import { benchPacketPath } from './packetPath';
import { benchPage } from './page';
import { empty, noOp, ours } from './projects';
import { benchReachability } from './reachability';
import { generatedFeatures } from './scenarios';
import { inTurn, report } from './timing';

const [, , asked] = process.argv;
const parts = ['reachability', 'page'];
const rounds = asked === undefined || parts.includes(asked) ? 7 : Number(asked);

async function main(): Promise<void> {
  if (asked === 'reachability') {
    benchReachability();
    return;
  }
  if (asked === 'page') {
    await benchPage(rounds);
    return;
  }
  console.log(`Node ${process.version}, ${cpus().length} cores, medians of ${rounds} rounds in turn\n`);

  const many = generatedFeatures(100, 10);
  const run = await inTurn({ ours: ours(many), noOp: noOp(many), empty: empty(many) }, rounds);
  console.log('1,000 scenarios of five steps, progress formatter, whole run');
  report('  ours against the same sentences doing nothing (aim 1.15)', run.ours, run.noOp, 'whole');
  report('  ours against cucumber with one file of empty sentences', run.ours, run.empty, 'whole');

  const one = generatedFeatures(1, 1);
  const start = await inTurn({ ours: ours(one), noOp: noOp(one), empty: empty(one) }, rounds);
  console.log('\nOne scenario, first output');
  report('  ours against as many files that import zod and yaml (aim 1.25)', start.ours, start.noOp, 'first');
  report('  ours against cucumber with one file of empty sentences', start.ours, start.empty, 'first');

  console.log('');
  await benchPage(rounds);

  console.log(
    '\nPackets of established connections through trackers and enforcement points (aim 1.5 M, 1.5 times)',
  );
  benchPacketPath(rounds);
  console.log('');
  benchConntrack();
  console.log('');
  benchReachability();
}

void main();
