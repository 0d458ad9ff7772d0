import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import { runCommand } from '../testing/commandLine';

const workload = (kind: string, name: string): string =>
  JSON.stringify({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: 'shop' },
    spec: {
      ...(kind === 'StatefulSet' && { serviceName: name }),
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'main', image: 'main' }] },
      },
    },
  });

/** Ingress to one application; nobody may send anything but those who are named. */
const policy = (app: string, from: object, ports: readonly object[], to?: string): string =>
  JSON.stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: app, namespace: 'shop' },
    spec: {
      podSelector: { matchLabels: { app } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [from], ports }],
      egress: to === undefined ? [] : [{ to: [{ podSelector: { matchLabels: { app: to } } }] }],
    },
  });

const pods = (app: string) => ({ podSelector: { matchLabels: { app } } });
const workloads = [
  workload('Deployment', 'web'),
  workload('Deployment', 'api'),
  workload('StatefulSet', 'database'),
];
const web = policy('web', { ipBlock: { cidr: '0.0.0.0/0' } }, [{ port: 8080 }], 'api');
const api = (to?: string) => policy('api', pods('web'), [{ port: 8080 }, { port: 9000, endPort: 9005 }], to);
const database = policy('database', pods('api'), [{ port: 5432 }]);

/** What the README prints after a command. */
function shownFor(command: string): string {
  const [, shown = ''] = readFileSync('README.md', 'utf8').split(`$ npx netpol-bdd ${command}\n`);
  return `${shown.slice(0, shown.search(/^(\$|```)/m)).trimEnd()}\n`;
}

describe('what the README shows of the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-bdd-readme-'));
  const folders = { manifests: api('database'), now: api('database'), next: api() };
  for (const [name, last] of Object.entries(folders)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'shop.yaml'), [...workloads, web, database, last].join('\n---\n'));
  }

  for (const command of [
    'connections -f manifests/ --model stateful -n shop',
    'lint -f now/ --model stateful',
    'diff now/ next/ --model stateful',
  ])
    it(command, async () => {
      const args = command.split(' ').map(word => (word.endsWith('/') ? join(folder, word) : word));
      const { out } = await runCommand(args);
      const shown = out.replaceAll(`${relative(process.cwd(), folder)}/`, '');
      expect(shown).to.equal(shownFor(command)).and.not.equal('\n');
    });
});
