import { expect } from 'chai';
import { type Ended, runCommand } from '../testing/commandLine';

const shop = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: c, image: i }] } }
---
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db } }
spec: { containers: [{ name: c, image: i }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  policyTypes: [Ingress, Egress]
  ingress:
  - from: [{ podSelector: { matchLabels: { app: web } } }]
    ports: [{ port: 5432 }, { port: 9000, endPort: 9005 }, { port: 53, protocol: UDP }]
  - from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }]
    ports: [{ port: 5432 }]
  egress:
  - to: [{ podSelector: { matchLabels: { app: web } } }]
    ports: [{ port: 40000, endPort: 65535 }]
`;

const everyIPv6 = '::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff';
const of = (...args: string[]): Promise<Ended> => runCommand(['connections', '-f', '-', ...args], shop);

describe('netpol-bdd connections', () => {
  it('lists what policy allows, ranges of addresses cut where an answer changes', async () => {
    const { out, err, status } = await of('--model', 'stateful');
    expect(out.trimEnd().split('\n')).to.deep.equal([
      '0.0.0.0-255.255.255.255 => shop/web[Deployment] : All Connections',
      '10.0.0.0-10.0.255.255 => shop/db[Pod] : TCP 5432',
      '10.2.0.0-10.255.255.255 => shop/db[Pod] : TCP 5432',
      `${everyIPv6} => shop/web[Deployment] : All Connections`,
      'shop/db[Pod] => shop/web[Deployment] : TCP 40000-65535',
      'shop/web[Deployment] => 0.0.0.0-255.255.255.255 : All Connections',
      `shop/web[Deployment] => ${everyIPv6} : All Connections`,
      'shop/web[Deployment] => shop/db[Pod] : TCP 5432,9000-9005,UDP 53',
    ]);
    expect(err).to.match(/^Notice: .*made-up addresses.*\n$/);
    expect(status).to.equal(0);
  });

  it('keeps apart what depends on the port of the client, and says where upstream is another', async () => {
    const { out, err } = await of('--from', 'web', '--to', 'db');
    expect(out).to.equal('shop/web[Deployment] => shop/db[Pod] : (unreliable: TCP 5432,9000-9005)\n');
    expect(err).to.contain('1 connection is another');
  });

  it('cuts ranges to what is asked for', async () => {
    const { out } = await of('--model', 'stateful', '--from', '10.0.128.0/17', '--to', 'shop/db');
    expect(out).to.equal('10.0.128.0-10.0.255.255 => shop/db[Pod] : TCP 5432\n');
  });

  it('prints JSON with both ends of every range', async () => {
    const { out } = await of('--model', 'stateful', '--from', 'web', '--to', 'db', '-o', 'json');
    expect(JSON.parse(out)).to.deep.equal({
      model: 'stateful',
      connections: [
        {
          from: 'shop/web[Deployment]',
          to: 'shop/db[Pod]',
          ports: {
            TCP: [
              [5432, 5432],
              [9000, 9005],
            ],
            UDP: [[53, 53]],
          },
          unreliable: {},
        },
      ],
    });
  });

  const ports = 'TCP 5432,9000-9005,UDP 53';
  const pictures: readonly (readonly [string, string])[] = [
    ['csv', `"from","to","ports","unreliable"\n"shop/web[Deployment]","shop/db[Pod]","${ports}",""\n`],
    [
      'markdown',
      `| from | to | ports | unreliable |\n| --- | --- | --- | --- |\n| shop/web[Deployment] | shop/db[Pod] | ${ports} |  |\n`,
    ],
  ];
  for (const [format, expected] of pictures)
    it(`prints ${format}`, async () => {
      const { out } = await of('--model', 'stateful', '--from', 'web', '--to', 'db', '-o', format);
      expect(out).to.equal(expected);
    });

  it('draws a picture', async () => {
    const { out } = await of('--model', 'stateful', '-o', 'svg');
    expect(out).to.contain('<svg').and.to.contain('TCP 5432');
  });

  it('knows workloads by the names that it lists, connected or not, and all that is outside', async () => {
    const closed = shop.slice(0, shop.indexOf('  ingress:'));
    const listed = (...args: string[]) =>
      runCommand(['connections', '-f', '-', '--model', 'stateful', ...args], closed);
    for (const end of ['shop/db[Pod]', 'shop/db', 'pod/shop/db'])
      expect(await listed('--to', end), end).to.deep.equal({ out: '', err: '', status: 0 });
    const { out } = await listed('--from', 'shop/web[Deployment]', '--to', 'outside the cluster');
    expect(out).to.equal(
      `shop/web[Deployment] => 0.0.0.0-255.255.255.255 : All Connections\nshop/web[Deployment] => ${everyIPv6} : All Connections\n`,
    );
    expect((await listed('--to', 'outside the cluster except 0.0.0.0/1')).out).to.contain('=> 128.0.0.0-255');
  });

  it('takes a format however it is written', async () => {
    expect((await of('-o', 'JSON')).out).to.equal((await of('-o', 'json')).out);
  });

  it('says once that addresses are made up where a block of private ones is compared with them', async () => {
    const notice =
      'Notice: shop/db names 10.0.0.0/8 except 10.1.0.0/16, and pod shop/db and 2 more have made-up addresses from 100.64.0.0/11: list the real ones in status.podIP, as "kubectl get pods -o yaml" prints them.\n';
    expect((await of('--model', 'stateful')).err).to.equal(notice);
    const outside = shop.replace(
      'cidr: 10.0.0.0/8, except: [10.1.0.0/16]',
      'cidr: 0.0.0.0/0, except: [10.0.0.0/8]',
    );
    const { err } = await runCommand(['connections', '-f', '-', '--model', 'stateful'], outside);
    expect(err).to.equal('');
  });

  it('names replicas by the labels that tell them apart', async () => {
    const canary = shop
      .replace('app: web } }, spec', 'app: web, track: canary } }, spec')
      .replace('name: web,', 'name: canary,');
    const pods = ['a', 'b'].map(
      name =>
        `---\napiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop, labels: { app: api, track: ${name} }, ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: api, uid: u, controller: true }] }\nspec: { containers: [{ name: c, image: i }] }\n`,
    );
    const policy = `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: api, namespace: shop }\nspec: { podSelector: { matchLabels: { track: a } } }\n`;
    const { out } = await runCommand(
      ['connections', '-f', '-', '--from', 'canary', '-o', 'csv'],
      `${canary}${pods.join('')}${policy}`,
    );
    expect(out).to.contain('"shop/api[ReplicaSet]{track=b}"').and.not.to.contain('{track=a}');
  });

  const mistakes: readonly (readonly [readonly string[], string])[] = [
    [['connections'], "error: required option '-f, --filename <paths...>' not specified\n"],
    [['conections', '-f', '-'], "error: unknown command 'conections'\n(Did you mean connections?)\n"],
    [
      ['connections', '-f', '-', '-o', 'yaml'],
      "error: option '-o, --output <format>' argument 'yaml' is invalid. Allowed choices are text, json, csv, markdown, dot, svg.\n",
    ],
    [
      ['connections', '-f', '-', '--model', 'statefull'],
      'There is no model "statefull". Did you mean "stateful"? There are: stateful, stateless, three-check, unenforced.\n',
    ],
    [
      ['connections', '-f', '-', '-n', 'shoop'],
      'There is no namespace "shoop". Did you mean "shop"? There are: shop.\n',
    ],
    [['connections', '-f', '-', '-n', ''], 'There is no namespace "". There are: shop.\n'],
    [['connections', '-f', ''], 'A path is empty: give a file or a folder with manifests.\n'],
    [
      ['connections', '-f', '-', '--from', 'shop/web[Pod]'],
      'There is no pod or workload "web[Pod]" in namespace shop. There are: db, web.\n',
    ],
    [['connections', '-f', '-', '--from', 'service/web'], 'There is no Service "web". There are none.\n'],
    [
      ['connections', '-f', 'no-such-folder'],
      'The manifests have 1 problem:\nno-such-folder: there is no such file or folder\n',
    ],
  ];
  for (const [args, message] of mistakes)
    it(`refuses ${args.slice(1).join(' ') || 'nothing'} with status 2 and prints nothing`, async () => {
      const { out, err, status } = await runCommand(args, shop);
      expect({ out, err, status }).to.deep.equal({ out: '', err: message, status: 2 });
    });
});
