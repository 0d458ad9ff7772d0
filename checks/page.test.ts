import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { pageOf } from '../src/page/page';
import { Pictures } from '../src/page/pictures';
import type { Feature, Step } from '../src/page/run';
import { browserPath, openBrowser } from '../src/testing/browser';
import { type Result, runProject } from '../src/testing/project';

const tag = '<script>alert(1)</script>';
const quotes = `"'\`&amp; </script><!--`;
const turned = '\u202egnp.exe';
const long = 'x'.repeat(10_000);

const background = `  Background:
    Given the pods:
      | pod      | ports |
      | frontend |       |
      | backend  | 8080  |
      | database | 5432  |
    And deny-all
    And frontend allows egress to backend on port 8080
    And backend allows ingress from frontend on port 8080
`;

const features: Readonly<Record<string, string>> = {
  'features/shop.feature': `@shop
Feature: Our shop

${background}
  Scenario: Upstream it would work
    Then frontend → backend:8080 succeeds

  @answered
  Scenario: With a third permission
    Given backend allows egress to frontend
    Then frontend → backend:8080 succeeds
    And database → backend:8080 fails

  Scenario: Nobody understands this
    Then frontend can do ${tag}
`,
  'features/strange.feature': `Feature: Strange ${tag} ${quotes} ${turned}

${background}
  Scenario: ${tag} ${quotes} ${turned}
    Then frontend → backend:8080 fails

  Scenario: ${long}
    Then database → frontend:80 fails

  Scenario: A doc string
    Given the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: strange
        annotations: { note: '${tag} ${turned} ${long}' }
      spec: { podSelector: {}, policyTypes: [Ingress] }
      """
    Then database → backend:8080 fails
`,
};

describe('the page of a run', function () {
  this.timeout(120_000);
  let run: Result;
  let browser: Browser | undefined;
  let page: Page;
  const noise: string[] = [];

  before(async function () {
    if (browserPath() === undefined) {
      if (process.env.CI)
        throw new Error('There is no chromium: apt-get install chromium, or set CHROMIUM_PATH.');
      console.log('      skipped: there is no chromium (apt-get install chromium, or set CHROMIUM_PATH)');
      this.skip();
    }
    run = runProject({
      ...features,
      'cucumber.js':
        "const { preset } = require('netpol-bdd/preset');\nmodule.exports = { default: preset({ worldParameters: { report: 'everything' } }) };\n",
    });
    browser = await openBrowser();
  });

  after(async () => browser?.close());

  const file = (): string => join(run.folder, 'reports', 'index.html');

  async function open(
    width: number,
    colorScheme: 'light' | 'dark' = 'light',
    path: string = file(),
  ): Promise<void> {
    if (!browser) throw new Error('no browser');
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    page = await context.newPage();
    noise.length = 0;
    page.on('console', message => noise.push(message.text()));
    page.on('pageerror', error => noise.push(error.message));
    page.on('dialog', dialog => noise.push(`dialog ${dialog.message()}`));
    page.on('request', request => {
      if (!/^(file|data|blob):/.test(request.url())) noise.push(`request ${request.url()}`);
    });
    await page.goto(`file://${path}`);
    await page.waitForSelector('html[data-ready]', { state: 'attached' });
  }

  afterEach(async () => {
    expect(noise).to.deep.equal([]);
    await page?.context().close();
  });

  const shown = () => page.locator('.scenario:visible h3').allTextContents();

  /** Waits by asking again: the page's own policy lets nothing be evaluated in it by its scripts. */
  async function until(script: string): Promise<void> {
    for (let i = 0; i < 100; i++) {
      if (await page.evaluate(script)) return;
      await page.waitForTimeout(50);
    }
    throw new Error(`never: ${script}`);
  }

  async function openEverything(): Promise<void> {
    await page.click('#open-all');
    await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
    await until(
      "[...document.querySelectorAll('.packets img')].every(each => each.complete && each.naturalWidth > 100)",
    );
  }

  for (const width of [360, 1440])
    for (const colours of ['light', 'dark'] as const)
      it(`fits ${width} pixels in ${colours} colours with everything open`, async () => {
        await open(width, colours);
        await openEverything();
        const folder = process.env.SCREENSHOTS;
        if (folder) await page.screenshot({ path: join(folder, `${width}-${colours}.png`), fullPage: true });
        expect(await page.evaluate('document.documentElement.scrollWidth')).to.be.at.most(width);
        // What a feature cuts off makes the page no wider.
        const beyond: string[] = await page.evaluate(`[...document.querySelectorAll('main *')]
          .filter(each => !each.closest('.hidden, svg') && !each.parentElement.closest('.scroll, pre'))
          .filter(each => each.getBoundingClientRect().right > innerWidth)
          .map(each => each.outerHTML.slice(0, 80))`);
        expect(beyond).to.deep.equal([]);
        const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
        expect(ground).to.equal(colours === 'light' ? 'rgb(246, 248, 250)' : 'rgb(15, 20, 25)');
      });

  it('counts scenarios and verdicts at its top', async () => {
    await open(1440);
    const totals = (await page.locator('#totals').innerText()).replace(/\s+/g, ' ');
    expect(totals).to.equal('passed 4 failed 1 undefined 1 verdicts 6 differ under upstream 2');
  });

  it('shows strange text as text, in its own direction, and shortens what is long', async () => {
    await open(1440);
    const names = await shown();
    expect(names.find(name => name.startsWith('<script>'))).to.equal(`${tag} ${quotes} \\u202egnp.exe`);
    expect(Math.max(...names.map(name => name.length))).to.equal(160);
    await openEverything();
    expect(await page.locator('pre', { hasText: long }).count()).to.be.at.least(1);
    expect(await page.evaluate("document.querySelectorAll('body script').length")).to.equal(3);
  });

  it('finds scenarios by steps, pods, policies and state', async () => {
    await open(1440);
    const count = () => page.locator('#count').innerText();
    expect(await count()).to.equal('6 scenarios');
    await page.fill('#query', 'Third permission');
    expect(await shown()).to.deep.equal(['With a third permission']);
    await page.fill('#query', 'allow-backend-egress');
    expect(await count()).to.equal('1 of 6 scenarios');
    await page.fill('#query', 'annotations');
    expect(await shown()).to.deep.equal(['A doc string']);
    await page.fill('#query', '');
    await page.selectOption('#status', 'UNDEFINED');
    expect(await shown()).to.deep.equal(['Nobody understands this']);
    await page.selectOption('#status', '');
    await page.selectOption('#tag', '@answered');
    expect(await shown()).to.deep.equal(['With a third permission']);
    await page.selectOption('#tag', '');
    await page.check('#differing');
    expect(await shown()).to.have.lengthOf(2);
    await page.selectOption('#feature', { label: 'Our shop' });
    expect(await shown()).to.deep.equal(['Upstream it would work']);
  });

  it('is worked by keys alone', async () => {
    await open(1440);
    await page.keyboard.press('/');
    await page.keyboard.type('third');
    expect(await shown()).to.deep.equal(['With a third permission']);
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate("document.activeElement?.parentElement?.matches('.scenario') ?? false")) break;
    }
    await page.keyboard.press('Enter');
    await page.locator('.scenario:visible .verdicts').waitFor();
    expect(await page.locator('.verdicts:visible').count()).to.equal(1);
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    expect(await shown()).to.have.lengthOf(6);
  });

  it('tells a screen reader what there is', async () => {
    await open(1440);
    const tree = await page.locator('body').ariaSnapshot();
    for (const part of [
      '- banner:',
      '- heading "Network policy report" [level=1]',
      '- search "Search and filter":',
      '- searchbox "Search"',
      '- main "Scenarios":',
      '- status: 6 scenarios',
      '- heading "Our shop" [level=2]',
      '- heading "Upstream it would work" [level=3]',
      '- table "Who reaches whom (three-check)":',
      '- columnheader "backend"',
      '- rowheader "frontend"',
      'cell "blocked; upstream: connects on TCP 8080"',
      'SYN-ACK is dropped at server egress',
      'img "Who reaches whom (three-check): frontend to backend (upstream)."',
    ])
      expect(tree).to.contain(part);
  });

  it('marks who is isolated and what upstream would say, in more than colour', async () => {
    await open(1440);
    const picture = page.locator('svg.reach').first();
    expect(await picture.locator('.isolation').allTextContents()).to.deep.equal([
      'isolated both ways',
      'isolated both ways',
      'isolated both ways',
    ]);
    expect(await picture.locator('.label').allTextContents()).to.deep.equal(['≠ TCP 8080']);
    expect(await page.locator('.matrix').first().innerText()).to.contain('X≠');
    await openEverything();
    const heads: string[] = await page.evaluate(
      "[...document.querySelectorAll('marker')].map(each => each.id)",
    );
    expect(new Set(heads)).to.have.property('size', heads.length);
  });

  it('prints everything, and no control', async () => {
    await open(1440);
    await page.emulateMedia({ media: 'print' });
    await until("document.querySelectorAll('.scenario[open] .body').length === 6");
    expect(await page.locator('#query').isVisible()).to.equal(false);
    expect(await page.locator('.steps:visible').count()).to.equal(6);
    await page.emulateMedia({ media: 'screen' });
    await until("document.querySelectorAll('.scenario[open]').length === 1");
  });

  it('keeps the colours that somebody chose, for diagrams too', async () => {
    await open(1440);
    const picture = () => page.locator('.packets[open] img').first().getAttribute('src');
    await until("document.querySelector('.packets[open] img')?.naturalWidth > 100");
    const light = await picture();
    await page.click('#theme');
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).to.equal(
      'rgb(15, 20, 25)',
    );
    expect(await picture()).not.to.equal(light);
    await page.reload();
    expect(await page.evaluate('document.documentElement.dataset.theme')).to.equal('dark');
  });

  it('runs no script and loads nothing that an attached picture brings', async () => {
    const pictures = new Pictures();
    const evil =
      '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="9" onload="alert(1)"><title>x</title><script>alert(2)</script><image href="http://localhost:9/x.png"/></svg>';
    const step: Step = {
      keyword: 'Then',
      text: '</script><script>alert(3)</script>',
      status: 'FAILED',
      duration: 1,
      message: '<img src=x onerror=alert(4)>\u2028',
      pictures: [pictures.add(evil)],
    };
    const scenario = { name: '<!--<script>', line: 1, tags: [], duration: 1, steps: [step] };
    const features: Feature[] = [
      { name: 'x', uri: 'x.feature', scenarios: [{ ...scenario, status: 'FAILED' }] },
    ];
    const strange = join(mkdtempSync(join(tmpdir(), 'netpol-bdd-page-')), 'index.html');
    writeFileSync(strange, pageOf({ startedAt: 0, duration: 1, features }, pictures.packed()));
    await open(1440, 'light', strange);
    await until("document.querySelector('.packets img')?.naturalWidth === 120");
    expect(await page.locator('pre.failure').textContent()).to.equal('<img src=x onerror=alert(4)>\\u2028');
  });
});
