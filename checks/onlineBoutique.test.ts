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

/** The shop with egress written out call by call, and with a rule for replies to clients or without. */
function withEgressWrittenOut({ replies = false } = {}): string {
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
    const clients = calls.find(([server]) => server === name)?.[2] ?? [];
    const answers = clients.map(client => ({ to: [{ podSelector: { matchLabels: { app: client } } }] }));
    if (name !== undefined)
      policy.spec.egress = [...(name === 'loadgenerator' ? [toFrontend] : own), ...(replies ? answers : [])];
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

/** Findings as `code policy rule`, with what they open. */
async function findings(folder: string): Promise<readonly string[]> {
  const { out } = await runCommand(['lint', '-f', folder, '-o', 'json']);
  return JSON.parse(out).findings.map(
    ({ code, policy, rule, opens = [] }: Finding) =>
      `${code} ${policy.name}${rule === undefined ? '' : ` ${rule}`}${opens.map(({ from, to }) => ` ${from}→${to}`).join()}`,
  );
}

interface Finding {
  readonly code: string;
  readonly policy: { readonly name: string };
  readonly rule?: number;
  readonly opens?: readonly { readonly from: string; readonly to: string }[];
}

describe('lint of the Online Boutique', () => {
  before(function () {
    if (!existsSync(shop)) this.skip();
  });

  it('finds nothing: each policy names the ports of its pods, egress is open, and deny-all is in force', async () => {
    const { out, status } = await runCommand(['lint', '-f', shop]);
    expect({ out, status }).to.deep.equal({ out: 'no findings in 13 policies\n', status: 0 });
  });

  // Five call somebody, by name; the others send nothing.
  const callers = ['cartservice', 'checkoutservice', 'frontend', 'loadgenerator', 'recommendationservice'];
  const withoutDns = callers.map(name => `egress-without-dns ${name}`);

  it('finds that egress written out call by call forgets DNS', async () => {
    expect([...(await findings(withEgressWrittenOut()))].sort()).to.deep.equal(withoutDns);
  });

  it('finds each rule for replies, and that only the frontend can be reached by one, as it admits all', async () => {
    const written = calls.flatMap(([server, , clients]) => {
      const own = calls.filter(([, , callersOf]) => callersOf.includes(server)).length;
      return clients.map((client, i) => {
        const opens = client === 'frontend' ? ` default/${server}→default/frontend` : '';
        return `superfluous-reply-rule ${server} ${own + i + 1}${opens}`;
      });
    });
    expect([...(await findings(withEgressWrittenOut({ replies: true })))].sort()).to.deep.equal(
      [...withoutDns, ...written].sort(),
    );
  });

  it('finds the port of a Service, a misspelt label and a forgotten policy, each in its place', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netpol-bdd-boutique-'));
    const changes: Readonly<Record<string, readonly [string, string]>> = {
      'policies-emailservice.yaml': ['port: 8080', 'port: 5000'],
      'policies-redis.yaml': ['app: cartservice', 'app: cart-service'],
      'policies-deny-all.yaml': ['podSelector: {}', 'podSelector: { matchLabels: { app: none } }'],
      'policies-adservice.yaml': ['app: adservice', 'app: adservice-v2'],
    };
    for (const file of readdirSync(shop)) {
      const [from, to] = changes[file] ?? ['', ''];
      writeFileSync(join(folder, file), readFileSync(join(shop, file), 'utf8').replace(from, to));
    }
    const { out } = await runCommand(['lint', '-f', folder, '-o', 'json']);
    const found = JSON.parse(out).findings.map(({ finding }: { finding: string }) => finding);
    expect(found).to.deep.equal([
      'policy default/adservice does nothing: no pod of default is app=adservice-v2',
      'policy default/deny-all does nothing: no pod of default is app=none',
      'default/emailservice, ingress rule 1 names port 5000/TCP of Service default/emailservice, whose pods are reached on 8080: write 8080',
      'default/redis-cart, ingress rule 1 names pods app=cart-service: there is none in namespace default',
      'default/adservice[Deployment] is selected by no policy, so that everybody may reach it and it may reach everybody',
    ]);
  });
});
