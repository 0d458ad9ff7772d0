import { writeFileSync } from 'node:fs';
import { edges } from './edges';
import type { Limits } from './trials';
import { enterWorkplace } from './written';

// Run as a process of its own, which may hang: tries one edge, keeps a file with what it is trying, and sends the figures.

async function main([name = '', limits = '', file = '']: readonly string[]): Promise<void> {
  const prepare = edges[name];
  if (!prepare) throw new Error(`no edge is called ${name}`);
  enterWorkplace();
  const trial = await prepare();
  const read: Limits = JSON.parse(limits);
  const figures = await trial(read, shown => writeFileSync(file, shown));
  process.send?.(figures, () => process.exit(0));
}

void main(process.argv.slice(2));
