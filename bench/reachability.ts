import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Pod } from '../src/cluster/pod';
import { parseManifests } from '../src/kubernetes/manifests';
import { toYaml } from '../src/kubernetes/manifestYaml';
import { type CompiledPolicy, compilePolicy } from '../src/policy/compiledPolicy';
import { AllPairs } from '../src/reachability/allPairs';
import { countPairs } from '../src/reachability/pairCounts';
import type { ModelName } from '../src/settings/models';
import { defaultSettings } from '../src/settings/settings';
import { applicationPolicy, type BigCluster, kubeBurner, policyOf, teams } from './bigClusters';
import { compiled } from './projects';
import { randomFrom } from './random';

// All pairs, exactly, on all ports, from objects in memory: a process for each shape, as memory is counted by process, and
// compiled, as the package is.

interface BigShape {
  readonly title: string;
  readonly make: () => BigCluster;
  /** Once only: what is kept of it would not leave room for another. */
  readonly isOnce?: boolean;
  readonly andThen?: (shape: BigCluster) => void;
}

const growing = (namespaces: number): BigShape => ({
  title: `${(namespaces * 100).toLocaleString('en')} pods, ${(namespaces * 10).toLocaleString('en')} policies`,
  make: () => teams({ namespaces, podsEach: 100, policiesEach: 10 }),
  isOnce: true,
});

const shapes: Readonly<Record<string, BigShape>> = {
  small: {
    title: '1,000 pods, 500 policies, 10 namespaces',
    make: () => teams({ namespaces: 10, podsEach: 100, policiesEach: 50 }),
  },
  burner: {
    title: '2,400 pods, 4,800 dense policies, same ports',
    make: () => kubeBurner(false),
    andThen: benchReading,
  },
  random: { title: 'the same, random ports, blocks over pods', make: () => kubeBurner(true) },
  large: {
    title: '100,000 pods, 10,000 policies, labels missing',
    make: () => teams({ namespaces: 1000, podsEach: 100, policiesEach: 10, gaps: 10 }),
    andThen: shape => {
      benchChanges(shape);
      benchReading(shape);
    },
  },
  crowded: {
    title: '20,000 pods, 2,000 policies, 10 namespaces',
    make: () => teams({ namespaces: 10, podsEach: 2000, policiesEach: 200, gaps: 10 }),
    andThen: benchChanges,
  },
  eighth: growing(1250),
  quarter: growing(2500),
  half: growing(5000),
  million: growing(10_000),
};

const model: ModelName = 'three-check';

export function benchReachability(): void {
  console.log(`All pairs on all ports, ${model}`);
  const folder = compiled();
  for (const shape of Object.keys(shapes))
    spawnSync(process.execPath, [join(folder, 'bench', 'reachability.js'), shape], { stdio: 'inherit' });
}

function main(name: string): void {
  const shape = shapes[name];
  if (!shape) throw new Error(`no shape is called ${name}`);
  const big = shape.make();
  const before = process.memoryUsage().rss;
  const answer = (): number => {
    const compiledPolicies = big.policies.map(policy => compilePolicy(policy, 'default'));
    const pairs = new AllPairs(big.cluster, compiledPolicies, defaultSettings);
    countPairs(pairs, model);
    return pairs.classes.count;
  };
  const [cold, classes] = timed(answer);
  const peak = process.resourceUsage().maxRSS / 1024;
  const warm = shape.isOnce ? [] : [1, 2, 3, 4, 5].map(() => timed(answer)[0]);
  console.log(
    [
      `  ${shape.title.padEnd(46)}`,
      `cold ${ms(cold)}`,
      ...(warm.length > 0 ? [`warm ${ms(Math.min(...warm))}`] : []),
      `${classes} classes`,
      `peak ${peak.toFixed(0)} MiB, ${(before / 2 ** 20).toFixed(0)} of it before`,
    ].join('  '),
  );
  shape.andThen?.(big);
}

/** The same policies and pods as text, a file for each namespace, as manifests are kept. */
function benchReading({ cluster, policies }: BigCluster): void {
  const files = new Map<string | undefined, object[]>([...cluster.namespaces.keys()].map(name => [name, []]));
  for (const policy of policies) files.get(policy.metadata.namespace)?.push(policy);
  for (const pod of cluster.pods.values()) files.get(pod.namespace)?.push(manifestOf(pod));
  for (const [format, write] of Object.entries({ YAML: toYaml, JSON: toJson })) {
    const written = [...files.values()].map(write);
    const [time] = timed(() => {
      for (const text of written) parseManifests(text, { file: 'shop.yaml', strictCidr: true });
    });
    const size = written.reduce((sum, { length }) => sum + length, 0) / 2 ** 20;
    console.log(`    read as ${format.padEnd(12)} ${size.toFixed(1)} MiB in ${ms(time)}`);
  }
}

/** One policy changes, or the labels of one pod: until every line from and to those that it touches is drawn again. */
function benchChanges({ cluster, policies }: BigCluster): void {
  const compiled: CompiledPolicy[] = policies.map(policy => compilePolicy(policy, 'default'));
  const pairs = new AllPairs(cluster, compiled, defaultSettings);
  countPairs(pairs, model);
  const random = randomFrom(7);
  const names = [...cluster.namespaces.keys()];
  const draw = (owners: readonly number[]): void => {
    for (const owner of owners)
      for (const way of ['from', 'to'] as const) pairs.line(model, way, owner, 'IPv4');
  };
  const changes = Array.from({ length: 500 }, () => {
    const number = random(compiled.length);
    const gone = compiled[number];
    if (!gone) return 0;
    const fresh = applicationPolicy({ random, names, apps: 20 }, ['Ingress', 'Egress']);
    const novel = { matchLabels: { [`key-${random(50)}`]: 'new' } };
    const ingress = [
      ...(fresh.ingress ?? []),
      {
        from: [{ podSelector: novel }, { ipBlock: { cidr: `100.${64 + random(2)}.${random(256)}.0/24` } }],
        ports: [{ port: 'metrics' }],
      },
    ];
    const come = compilePolicy(policyOf(gone.namespace, gone.name, { ...fresh, ingress }), 'default');
    const [time] = timed(() => draw(pairs.change([gone], [come])));
    compiled[number] = come;
    return time;
  });
  console.log(`    one policy changes   ${percentiles(changes)}`);
  const pods = [...cluster.pods.values()];
  const relabelled = Array.from({ length: 500 }, () => {
    const pod = pods[random(pods.length)];
    if (!pod) return 0;
    const labels = { ...pod.labels, app: `app-${random(20)}`, track: 'canary' };
    return timed(() => {
      pairs.relabel({ ...pod, labels });
      draw([pairs.classOf(pod)]);
    })[0];
  });
  console.log(`    one pod's labels do  ${percentiles(relabelled)}`);
}

function manifestOf({ namespace, name, labels }: Pod): object {
  const containers = [{ name: 'main', image: 'registry.example/main:1' }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name, labels }, spec: { containers } };
}

/** As `kubectl get -o json` prints it. */
function toJson(items: readonly object[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, undefined, 4);
}

function timed<Result>(run: () => Result): readonly [milliseconds: number, result: Result] {
  const start = performance.now();
  const result = run();
  return [performance.now() - start, result];
}

function percentiles(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number): string => ms(sorted[Math.floor(sorted.length * part)] ?? 0);
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, most ${at(0.9999)}`;
}

function ms(time: number): string {
  return time < 10
    ? `${time.toFixed(1)} ms`
    : time < 2000
      ? `${time.toFixed(0)} ms`
      : `${(time / 1000).toFixed(1)} s`;
}

const [, , shape] = process.argv;
if (require.main === module && shape !== undefined) main(shape);
