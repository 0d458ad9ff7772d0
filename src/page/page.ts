import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { picturesInBlock } from './pictures';
import type { Run } from './run';

// The page's style and script are files of their own, which travel with the package as they are.
const assets = __filename.endsWith('.ts')
  ? join(__dirname, 'assets')
  : join(__dirname, '..', '..', '..', 'src', 'page', 'assets');

/** Scripts of the page, in the order in which they are read. */
const scripts = [
  'dom',
  'words',
  'pictures',
  'matrix',
  'reachability',
  'scenario',
  'features',
  'filters',
  'theme',
  'main',
];

/**
 * A run as one HTML page that needs no other file and no network. What comes from features, clusters and policies is in it
 * as data alone, and becomes text where it is shown.
 *
 * @param pictures blocks of pictures, as `Pictures` packs them
 */
export function pageOf(run: Run, pictures: readonly string[]): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<title>Network policy report</title>',
    `<style>${read('page.css')}</style>`,
    '</head>',
    `<body>${read('body.html')}`,
    `<script type="application/json" id="run-data">${embedded(run)}</script>`,
    `<script type="application/json" id="picture-data">${embedded({ inBlock: picturesInBlock, blocks: pictures })}</script>`,
    `<script>(() => {'use strict';\n${scripts.map(name => read(`${name}.js`)).join('\n')}\n})();</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** JSON in which no tag can begin, nor a comment, and no line can end early. */
function embedded(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

function read(name: string): string {
  return readFileSync(join(assets, name), 'utf8');
}
