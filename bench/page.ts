import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from '../src/testing/browser';
import { ours } from './projects';
import { generatedFeatures } from './scenarios';
import { inTurn, median, report } from './timing';

/** The preset from the sources, with every report; `page` as `pluginOptions.netpolBdd` takes it. */
function withPage(page: string, parameters = '{}'): string {
  return `require('ts-node/register');
const { preset } = require('./src/cucumber/preset.ts');
module.exports = { default: preset({ pluginOptions: { netpolBdd: { page: ${page} } }, worldParameters: ${parameters} }) };
`;
}

/** A thousand scenarios with cucumber's own reports, and with the page beside them. */
export async function benchPage(rounds: number): Promise<void> {
  const many = generatedFeatures(100, 10);
  const page = "'reports/index.html'";
  const projects = {
    page: ours(many, withPage(page)),
    everything: ours(many, withPage(page, "{ report: 'everything' }")),
    own: ours(many, withPage('false')),
  };
  const run = await inTurn(projects, rounds, []);
  console.log("1,000 scenarios of five steps with cucumber's own reports, whole run");
  report('  with the page against without (aim 1.2)', run.page, run.own, 'whole');
  report('  with the page and the packets of every attempt', run.everything, run.own, 'whole');
  for (const name of ['page', 'everything'] as const) {
    const file = join(projects[name], 'reports', 'index.html');
    const size = (statSync(file).size / 1e6).toFixed(1);
    console.log(
      `  the page${name === 'page' ? '' : ', with all packets'}: ${size} MB (aim 10)${await opening(file)}`,
    );
  }
}

/** How long until it can be used: everything listed, and searched once. */
async function opening(file: string): Promise<string> {
  const browser = await openBrowser();
  if (!browser) return '; there is no chromium to open it';
  const timings: number[] = [];
  for (let i = 0; i < 5; i++) {
    const tab = await browser.newPage();
    const start = process.hrtime.bigint();
    await tab.goto(`file://${file}`);
    await tab.waitForSelector('html[data-ready]', { state: 'attached' });
    await tab.fill('#query', 'backend');
    timings.push(Number(process.hrtime.bigint() - start) / 1e9);
    await tab.close();
  }
  await browser.close();
  return `, open and searched in ${median(timings).toFixed(2)} s (aim 1 to 2)`;
}
