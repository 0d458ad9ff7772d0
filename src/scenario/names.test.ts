import { expect } from 'chai';
import { isolate, shopWith } from '../testing/smallServices';
import { addKubeDns } from './kubeDns';
import { expectFlowUnresolved, expectNameUnresolved, expectQuestions, expectResolves } from './names';
import type { Scenario } from './scenario';

/** The pod api and the Service web, with DNS; api isolated where rules are given. */
function shop(rules?: string): Scenario {
  const scenario = shopWith();
  addKubeDns(scenario);
  if (rules !== undefined) isolate(scenario, 'api', rules);
  return scenario;
}

/** The first line of what a sentence fails with; nothing where it holds. */
async function failure(sentence: Promise<void>): Promise<string> {
  return sentence.then(
    () => '',
    (error: unknown) => `${error instanceof Error ? error.message : error}`.split('\n')[0] ?? '',
  );
}

const mute = 'policyTypes: [Egress]';
const api = (host: string) => ({ client: 'api', host });
const questions = (...rows: readonly (readonly [string, string])[]) => [['name', 'answer'], ...rows];

const rows: readonly (readonly [
  string,
  (scenario: Scenario) => Promise<void>,
  string | undefined,
  string,
])[] = [
  ['api resolves web', s => expectResolves(s, api('web')), undefined, ''],
  ['api resolves web to service/web', s => expectResolves(s, api('web'), 'service/web'), undefined, ''],
  ['api resolves web to 10.96.0.20', s => expectResolves(s, api('web'), '10.96.0.20'), undefined, ''],
  [
    'api resolves web to web, which is the pod',
    s => expectResolves(s, api('web'), 'web'),
    undefined,
    'api → web was to resolve to web, but succeeds: it is service/web (three-check).',
  ],
  [
    'api resolves web to an address outside',
    s => expectResolves(s, api('web'), '192.0.2.9'),
    undefined,
    'api → web was to resolve to 192.0.2.9, but succeeds: it is service/web (three-check).',
  ],
  [
    'api resolves web, which may ask nobody',
    s => expectResolves(s, api('web')),
    mute,
    'api → web was to resolve, but fails at api egress to DNS (three-check).',
  ],
  ['api cannot resolve wbe', s => expectNameUnresolved(s, api('wbe')), undefined, ''],
  [
    'api cannot resolve wbe: nxdomain',
    s => expectNameUnresolved(s, api('wbe'), { how: 'nxdomain' }),
    undefined,
    '',
  ],
  [
    'api cannot resolve web',
    s => expectNameUnresolved(s, api('web')),
    undefined,
    'api → web was to find no address, but succeeds: it is service/web (three-check).',
  ],
  [
    'api cannot resolve web: no answer after 20 seconds',
    s => expectNameUnresolved(s, api('web'), { how: 'no answer after 20 seconds' }),
    mute,
    '',
  ],
  [
    'api cannot resolve web.default.svc.cluster.local.: no answer after 10 seconds',
    s =>
      expectNameUnresolved(s, api('web.default.svc.cluster.local.'), { how: 'no answer after 10 seconds' }),
    mute,
    '',
  ],
  [
    'api cannot resolve web: no answer after 5 seconds',
    s => expectNameUnresolved(s, api('web'), { how: 'no answer after 5 seconds' }),
    mute,
    'api → web was to find no address: no answer after 5 seconds, but fails at api egress to DNS, which the client sees as no answer after 20 s (three-check).',
  ],
  [
    'api → http://wbe cannot resolve: NXDOMAIN',
    s => expectFlowUnresolved(s, 'api → http://wbe', { how: 'NXDOMAIN' }),
    undefined,
    '',
  ],
  [
    'api → service/web:80 cannot resolve',
    s => expectFlowUnresolved(s, 'api → service/web:80'),
    undefined,
    'api → service/web:80 names nothing to resolve: write a URL, for instance http://backend.',
  ],
  [
    'api cannot resolve wbe: no such name',
    s => expectNameUnresolved(s, api('wbe'), { how: 'gone' }),
    undefined,
    '"gone" is no way for a name to fail. There are: NODATA, NXDOMAIN, REFUSED, SERVFAIL, administratively prohibited, no answer, no answer over TCP, port unreachable.',
  ],
];

describe('a sentence about names', () => {
  for (const [title, sentence, rules, expected] of rows)
    it(`${title}${expected ? ': fails' : ''}`, async () => {
      expect(await failure(sentence(shop(rules)))).to.equal(expected);
    });

  it('compares the names that are asked for, in order', async () => {
    const ask = (...asked: readonly (readonly [string, string])[]) =>
      failure(expectQuestions(shop(), 'api', 'web.default', questions(...asked)));
    const missed: readonly [string, string] = ['web.default.default.svc.cluster.local', 'NXDOMAIN'];
    const found: readonly [string, string] = ['Web.default.svc.cluster.local.', 'service/web'];
    expect(await ask(missed, found)).to.equal('');
    expect(await ask(missed, ['web.default.svc.cluster.local', ''])).to.equal('');
    expect(await ask(found, missed)).to.match(/^api was to look web.default up by/);
    expect(await ask(missed)).to.match(/^api was to look web.default up by/);
  });
});
