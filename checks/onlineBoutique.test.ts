import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse, stringify } from 'yaml';
import { runCommand } from '../src/testing/commandLine';
import { runProject } from '../src/testing/project';

// The manifests are not ours: they lie beside a checkout that has them.
const shop = '../shared/real/online-boutique';

/** Who calls whom, read from the policies by hand: the server, its port, its clients. */
const calls: readonly (readonly [server: string, port: number, clients: readonly string[]])[] = [
  ['adservice', 9555, ['frontend']],
  ['cartservice', 7070, ['checkoutservice', 'frontend']],
  ['checkoutservice', 5050, ['frontend']],
  ['currencyservice', 7000, ['checkoutservice', 'frontend']],
  ['emailservice', 8080, ['checkoutservice']],
  ['paymentservice', 50051, ['checkoutservice']],
  ['productcatalogservice', 3550, ['checkoutservice', 'frontend', 'recommendationservice']],
  ['recommendationservice', 8080, ['frontend']],
  ['redis-cart', 6379, ['cartservice']],
  ['shippingservice', 50051, ['checkoutservice', 'frontend']],
];
const everybody = [...calls.map(([server]) => server), 'frontend', 'loadgenerator'];

const called = (name: string): string => `default/${name}[Deployment]`;
const outside = ['0.0.0.0-255.255.255.255', '::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'];

/** Lines of `connections`, sorted. */
async function connections(folder: string, model: string): Promise<readonly string[]> {
  const { out, status } = await runCommand(['connections', '-f', folder, '--model', model]);
  expect(status).to.equal(0);
  return out
    .split('\n')
    .filter(line => line !== '')
    .sort();
}

const callLines = calls.flatMap(([server, port, clients]) =>
  clients.map(client => `${called(client)} => ${called(server)} : TCP ${port}`),
);

/** The shop with egress written out call by call; nobody has a rule for replies. */
function withEgressWrittenOut(): string {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-bdd-boutique-'));
  for (const file of readdirSync(shop).filter(name => name.endsWith('.yaml'))) {
    const text = readFileSync(join(shop, file), 'utf8');
    if (!file.startsWith('policies-')) {
      writeFileSync(join(folder, file), text);
      continue;
    }
    const policy = parse(text);
    const name: string = policy.spec.podSelector.matchLabels?.app;
    const own = calls
      .filter(([, , clients]) => clients.includes(name))
      .map(([server, port]) => ({
        to: [{ podSelector: { matchLabels: { app: server } } }],
        ports: [{ port }],
      }));
    const toFrontend = {
      to: [{ podSelector: { matchLabels: { app: 'frontend' } } }],
      ports: [{ port: 8080 }],
    };
    if (name !== undefined) policy.spec.egress = name === 'loadgenerator' ? [toFrontend] : own;
    writeFileSync(join(folder, file), stringify(policy));
  }
  return folder;
}

describe('the connections of the Online Boutique', () => {
  before(function () {
    if (!existsSync(shop)) this.skip();
  });

  it('are those that its policies name, with egress open and the frontend open to all', async () => {
    const expected = [
      ...callLines,
      ...everybody.flatMap(name => outside.map(range => `${called(name)} => ${range} : All Connections`)),
      ...everybody
        .filter(name => name !== 'frontend')
        .map(name => `${called(name)} => ${called('frontend')} : All Connections`),
      ...outside.map(range => `${range} => ${called('frontend')} : All Connections`),
    ];
    for (const model of ['stateful', 'three-check'])
      expect(await connections(shop, model), model).to.deep.equal([...expected].sort());
  });

  it('part between the models where egress is written out and replies have no rule', async () => {
    const folder = withEgressWrittenOut();
    const upstream = [
      ...callLines,
      `${called('loadgenerator')} => ${called('frontend')} : TCP 8080`,
      ...outside.map(range => `${range} => ${called('frontend')} : All Connections`),
    ];
    expect(await connections(folder, 'stateful')).to.deep.equal([...upstream].sort());
    // Nobody may send to a client's port, so that no call is answered.
    expect(await connections(folder, 'three-check')).to.deep.equal([]);
  });

  it('are captured in a feature that holds, and fails at the line that a change of one policy touches', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'netpol-bdd-boutique-')), 'now.feature');
    await runCommand(['capture', '-f', shop, '-o', file]);
    const feature = readFileSync(file, 'utf8').replace(/in ".*"/, 'in "shop/"');
    const files = Object.fromEntries(
      readdirSync(shop).map(name => [`features/shop/${name}`, readFileSync(join(shop, name), 'utf8')]),
    );
    const holding = runProject({ 'features/now.feature': feature, ...files });
    expect([...holding.failures.values()]).to.deep.equal([]);
    expect(holding.passed).to.have.length(everybody.length + 2);

    const redis = 'features/shop/policies-redis.yaml';
    const changed = { ...files, [redis]: (files[redis] ?? '').replace('6379', '6380') };
    const { failures } = runProject({ 'features/now.feature': feature, ...changed });
    expect([...failures.keys()]).to.deep.equal(['What default/cartservice reaches']);
    expect([...failures.values()][0]).to.contain(
      '\n  cartservice-1 can reach redis-cart-1 on 6380/TCP\n  cartservice-1 cannot reach redis-cart-1 on 6379/TCP\n',
    );
  }).timeout(60_000);
});
