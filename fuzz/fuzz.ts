import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { edges } from './edges';
import type { Figures, Limits } from './trials';

// npm run fuzz -- --seconds 60 --seed 1 --edge manifests: every edge, or those that are named, one after the other, each
// for a while or for a number of documents. The same seed brings the same documents.

const { values } = parseArgs({
  options: {
    edge: { type: 'string', multiple: true, default: Object.keys(edges) },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string' },
    documents: { type: 'string' },
  },
});

const limits: Limits = {
  seed: Number(values.seed),
  seconds: Number(values.seconds ?? (values.documents === undefined ? 20 : Number.POSITIVE_INFINITY)),
  documents: Number(values.documents ?? Number.MAX_SAFE_INTEGER),
};

/** A document that is not done with after this time is taken for one that never ends. */
const patience = 60_000;

async function main(): Promise<void> {
  const unknown = values.edge.find(name => !edges[name]);
  if (unknown !== undefined)
    throw new Error(`There is no edge "${unknown}": ${Object.keys(edges).join(', ')}.`);
  console.log(`seed ${limits.seed}\n`);
  console.log(row('edge', 'documents', 'accepted', 'refused', 'seconds', 'slowest', 'crashes'));
  const all: Figures[] = [];
  for (const name of values.edge) {
    const figures = await tried(name);
    all.push(figures);
    console.log(rowOf(name, figures));
    for (const { what, input } of figures.crashes) console.log(`\n${what}\n\n${indented(input)}\n`);
  }
  const total = sum(all);
  console.log(rowOf('all', total));
  console.log(
    `\n${total.documents} documents in ${Math.round(total.seconds)} s, crashes: ${total.crashes.length}`,
  );
  process.exitCode = total.crashes.length === 0 ? 0 : 1;
}

/** The figures of an edge, tried in a process that is ended when it hangs. */
function tried(name: string): Promise<Figures> {
  const file = join(mkdtempSync(join(tmpdir(), 'netpol-bdd-fuzz-')), 'document');
  return new Promise(resolve => {
    const started = performance.now();
    const sent = { ...limits, seconds: Number.isFinite(limits.seconds) ? limits.seconds : 1e9 };
    const child = fork(join(__dirname, 'oneEdge.ts'), [name, JSON.stringify(sent), file]);
    let result: Figures | undefined;
    let hangs = false;
    child.on('message', figures => {
      result = figures as Figures;
    });
    const watch = setInterval(() => {
      const since = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      hangs = Date.now() - since > patience;
      if (hangs) child.kill('SIGKILL');
    }, 1000);
    child.on('close', code => {
      clearInterval(watch);
      const what = hangs ? `it is not done after ${patience / 1000} s` : `the process ended with ${code}`;
      const seconds = (performance.now() - started) / 1000;
      resolve(result ?? ended(what, file, seconds));
    });
  });
}

function ended(what: string, file: string, seconds: number): Figures {
  const exists = statSync(file, { throwIfNoEntry: false });
  const input = exists ? readFileSync(file, 'utf8') : '';
  return { documents: 0, accepted: 0, refused: 0, seconds, slowest: seconds, crashes: [{ what, input }] };
}

function sum(all: readonly Figures[]): Figures {
  const of = (what: 'documents' | 'accepted' | 'refused' | 'seconds'): number =>
    all.reduce((total, figures) => total + figures[what], 0);
  return {
    documents: of('documents'),
    accepted: of('accepted'),
    refused: of('refused'),
    seconds: of('seconds'),
    slowest: Math.max(...all.map(({ slowest }) => slowest)),
    crashes: all.flatMap(({ crashes }) => crashes),
  };
}

function rowOf(name: string, { documents, accepted, refused, seconds, slowest, crashes }: Figures): string {
  return row(
    name,
    documents,
    accepted,
    refused,
    seconds.toFixed(0),
    `${slowest.toFixed(2)} s`,
    crashes.length,
  );
}

function row(name: string, ...cells: readonly (string | number)[]): string {
  return name.padEnd(12) + cells.map(cell => String(cell).padStart(11)).join('');
}

function indented(text: string): string {
  return text.replace(/^/gm, '    ');
}

void main();
