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
    [
      'a link to nothing',
      { 'x.yaml': { to: 'y.yaml' } },
      'x.yaml: is a link to a file or folder that is not there',
    ],
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

  it('a link to nothing that is named itself', () => {
    expect(load({ 'x.yaml': { to: 'nowhere' } }, 'x.yaml')).to.equal(
      'x.yaml: is a link to a file or folder that is not there',
    );
  });

  it('a device', () => {
    expect(load({ 'x.yaml': { to: '/dev/null' } }, 'x.yaml')).to.equal(
      'x.yaml: is neither a file nor a folder',
    );
  });

  const wrong: readonly (readonly [text: string, message: string])[] = [
    [
      '{\n  "a": 1, // one\n  "b": 2\n}',
      '2:11: this is no JSON, which has no comments; remove it, or name the file *.yaml',
    ],
    ['{"a": 1} # one', '1:10: this is no JSON, which has no comments; remove it, or name the file *.yaml'],
    ['[\n  {"a": 1},\n]', '3:1: this is no JSON: the "," before this is one too many'],
    ['{"a": {"b": 1},}', '1:16: this is no JSON: the "," before this is one too many'],
    ["{'a': 1}", '1:2: this is no JSON, which has strings in double quotes; or name the file *.yaml'],
    ['{a: 1}', '1:2: this is no JSON: "a" is neither in double quotes nor a number, true, false or null'],
    ['{1: 1}', '1:2: this is no JSON: a key stands here, in double quotes'],
    ['{"a": 01}', '1:7: this is no JSON: "01" is neither in double quotes nor a number, true, false or null'],
    [
      '{"a": "b\nc"}',
      '1:7: this is no JSON: a string with a line break, a tab or an escape that JSON does not have',
    ],
    ['{"a": "b}', '1:7: the quote that opens here is not closed'],
    ['{"a" 1}', '1:6: this is no JSON: a ":" is missing before this'],
    ['{"a": 1 "b": 2}', '1:9: this is no JSON: a "," is missing before this'],
    ['{"a": [1}', '1:9: this is no JSON: "}" does not close what is open here'],
    ['{"a":, 1}', '1:6: this is no JSON: there is no place for "," here'],
    ['{"a": 1} true', '1:10: this is no JSON: after the end of an object only another one may follow'],
  ];
  for (const [text, message] of wrong)
    it(`${JSON.stringify(text)} in a file for JSON`, () => {
      expect(load({ 'x.json': text }, 'x.json')).to.equal(`x.json:${message}`);
    });

  it('YAML in a file for JSON', () => {
    const documents = `{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "bank"}} # one\n---\n${namespace}`;
    expect(load({ 'x.json': documents })).to.equal(2);
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
