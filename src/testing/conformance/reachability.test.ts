import { expect } from 'chai';
import { readQuestion } from '../../english/question';
import { ask } from '../../scenario/ask';
import { labelPod } from '../../scenario/inventory';
import { addManifestText } from '../../scenario/manifests';
import { replacePolicies } from '../../scenario/policies';
import { Scenario } from '../../scenario/scenario';
import { nowhere } from '../edge';
import {
  absent,
  expectedPairs,
  type Reachability,
  type ReachabilityCase,
  readReachability,
  withAddresses,
} from './cases';

const families = ['IPv4', 'IPv6'] as const;
/** Upstream dials the Service of a pod; the tables of the features dial the pod. */
const destinations = {
  'the pod': (pod: string) => pod,
  'its Service': (pod: string) => `service/${serviceOf(pod).join('/')}`,
} as const;

describe("upstream's reachability cases", () => {
  const truth = readReachability();
  if (!truth) {
    it(absent);
    return;
  }

  it('are all there', () => {
    expect(truth.cases).to.have.length(24);
  });

  for (const family of families)
    for (const [dialled, destinationOf] of Object.entries(destinations))
      describe(`over ${family}, dialling ${dialled}`, () => {
        for (const upstream of truth.cases)
          it(upstream.id, async () => {
            for (const { found, expected, title } of await probe(truth, upstream, family, destinationOf))
              expect(found, title).to.deep.equal(expected);
          });
      });
});

/** Carries out a case step by step, before which all pods reach each other. */
async function probe(
  { header: { model, placeholders } }: Reachability,
  { id, ports, protocols, steps }: ReachabilityCase,
  family: (typeof families)[number],
  destinationOf: (pod: string) => string,
): Promise<readonly { readonly title: string; readonly found: unknown; readonly expected: unknown }[]> {
  const addresses = placeholders.samplePodIPs[family] ?? {};
  const serviceAddresses = placeholders.sampleServiceIPs[family] ?? {};
  const pods = Object.keys(model.pods);
  const scenario = new Scenario(nowhere, { model: 'stateful' });
  const open = ports.flatMap(port => protocols.map(protocol => ({ port, protocol })));
  const items = [
    ...Object.entries(model.namespaces).map(([name, { labels }]) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels },
    })),
    ...Object.entries(model.pods).flatMap(([key, { labels }]) => {
      const [namespace, name] = key.split('/');
      const [, service] = serviceOf(key);
      const address = addresses[key];
      const container = {
        name: 'main',
        ports: open.map(({ port, protocol }) => ({
          containerPort: port,
          protocol,
          name: `serve-${port}-${protocol.toLowerCase()}`,
        })),
      };
      const servicePorts = open.map(({ port, protocol }) => ({
        name: `${protocol.toLowerCase()}-${port}`,
        port,
        protocol,
      }));
      return [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { namespace, name, labels },
          spec: { containers: [container] },
          status: { podIP: address, podIPs: [{ ip: address }] },
        },
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { namespace, name: service },
          spec: { clusterIP: serviceAddresses[key], selector: { pod: labels.pod }, ports: servicePorts },
        },
      ];
    }),
  ];
  addManifestText(scenario, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));

  const table = async (
    pairs: readonly { readonly from: string; readonly to: string }[],
    { port, protocol }: { port: number; protocol: string },
  ): Promise<readonly string[]> => {
    const rows: string[] = [];
    for (const { from, to } of pairs) {
      const flow = `${from} → ${destinationOf(to)}:${port}/${protocol}`;
      const { kind } = await ask(scenario, readQuestion(flow, scenario.surroundings));
      rows.push(`${from} → ${to} ${kind}`);
    }
    return rows;
  };

  const results: { title: string; found: unknown; expected: unknown }[] = [];
  const everybody = pods.flatMap(from => pods.filter(to => to !== from).map(to => ({ from, to })));
  for (const opened of open)
    results.push({
      title: `${id}, before the first policy`,
      found: await table(everybody, opened),
      expected: everybody.map(({ from, to }) => `${from} → ${to} succeeds`),
    });
  for (const [i, step] of steps.entries()) {
    const list = { apiVersion: 'v1', kind: 'List', items: step.policies };
    replacePolicies(scenario, withAddresses(JSON.stringify(list), addresses));
    for (const [pod, labels] of Object.entries(step.podLabelChanges)) {
      const changes = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
      labelPod(scenario, pod, changes.join(','));
    }
    const pairs = expectedPairs(pods, step);
    results.push({
      title: `${id}, step ${i + 1}`,
      found: await table(pairs, step.probes),
      expected: pairs.map(({ from, to, connects }) => `${from} → ${to} ${connects ? 'succeeds' : 'fails'}`),
    });
  }
  return results;
}

/** Namespace and name of the Service of a pod. */
function serviceOf(pod: string): readonly [string, string] {
  const [namespace = '', name = ''] = pod.split('/');
  return [namespace, `s-${namespace}-${name}`];
}
