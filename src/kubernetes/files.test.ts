import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { loadManifests } from './manifests';
import { BadManifests } from './problem';

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';

type Things = Readonly<Record<string, string | Buffer | { readonly to: string }>>;

/** What a person reads, and how many namespaces there are. */
function load(things: Things, path = '.'): string | number {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-bdd-files-'));
  for (const [name, thing] of Object.entries(things)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    if (typeof thing === 'string' || Buffer.isBuffer(thing)) writeFileSync(file, thing);
    else symlinkSync(thing.to, file);
  }
  const shownAs = (absolute: string): string => absolute.slice(folder.length + 1) || '.';
  try {
    return loadManifests([join(folder, path)], { strictCidr: true, shownAs }).namespaces.length;
  } catch (error) {
    if (error instanceof BadManifests) return error.message.split('\n').slice(1).join('\n');
    throw error;
  }
}

describe('files as they come', () => {
  const cases: readonly (readonly [string, Things, string | number])[] = [
    ['a folder that is called like a file', { 'x.yaml/y.yaml': namespace }, 1],
    ['a link in a circle', { 'x.yaml': { to: 'x.yaml' } }, 'x.yaml: cannot be read (ELOOP)'],
    ['folders in a circle', { 'a/x.yaml': namespace, 'a/b': { to: '..' } }, 1],
    ['a link to nothing', { 'x.yaml': { to: 'y.yaml' } }, 'x.yaml: cannot be read (ENOENT)'],
    ['a link to a device', { 'x.yaml': { to: '/dev/zero' }, 'y.yaml': namespace }, 1],
    ['an empty file', { 'x.yaml': '' }, './: no manifests in here: it describes no object'],
    ['a byte order mark', { 'x.yaml': `\ufeff${namespace}` }, 1],
    ['carriage returns', { 'x.yaml': namespace.replaceAll('\n', '\r\n') }, 1],
    ['UTF-16', { 'x.yaml': Buffer.from(`\ufeff${namespace}`, 'utf16le') }, 'x.yaml: is not UTF-8 text'],
    ['bytes that are no text', { 'x.yaml': Buffer.from([0x61, 0xff]) }, 'x.yaml: is not UTF-8 text'],
    [
      'a name that turns text round',
      { 'x\u202e.yaml': '- a' },
      'x\\u202e.yaml:1:1: a document holds one object with apiVersion and kind; this one is a list',
    ],
  ];
  for (const [title, things, expected] of cases)
    it(title, () => {
      expect(load(things)).to.equal(expected);
    });

  it('a path that is longer than any', () => {
    expect(load({ 'x.yaml': namespace }, 'n'.repeat(300))).to.equal(
      `${'n'.repeat(300)}: cannot be read (ENAMETOOLONG)`,
    );
  });

  it('a path with a NUL', () => {
    expect(load({ 'x.yaml': namespace }, '\0')).to.equal('\\u0000: cannot be read (ERR_INVALID_ARG_VALUE)');
  });

  it('twenty megabytes', function () {
    this.timeout(60_000);
    const comment = `# ${'x'.repeat(998)}\n`;
    expect(load({ 'x.yaml': namespace + comment.repeat(20_000) })).to.equal(1);
  });

  it('what another command prints is read as it comes', () => {
    const pipe = join(mkdtempSync(join(tmpdir(), 'netpol-bdd-pipe-')), '63');
    execFileSync('mkfifo', [pipe]);
    spawn('sh', ['-c', 'printf "%s" "$0" > "$1"', namespace, pipe]);
    expect(loadManifests([pipe], { strictCidr: true }).namespaces.length).to.equal(1);
  });

  it('standard input and files are one load', () => {
    const stdin = (): string => namespace;
    expect(loadManifests(['-'], { strictCidr: true, stdin }).namespaces.length).to.equal(1);
    const file = join(mkdtempSync(join(tmpdir(), 'netpol-bdd-files-')), 'x.yaml');
    writeFileSync(file, namespace);
    expect(() => loadManifests(['-', file], { strictCidr: true, stdin })).to.throw(
      'Namespace shop is there twice, first at standard input:1:1',
    );
  });
});
