import { expect } from 'chai';
import fc from 'fast-check';
import { protocols } from '../addresses/port';
import { networkPolicies } from '../arbitraries/policies';
import { withPods, withServices } from '../cluster/cluster';
import { defaultDns } from '../cluster/dns';
import type { Endpoint } from '../cluster/endpoint';
import type { Pod } from '../cluster/pod';
import type { Service } from '../cluster/service';
import { compilePolicy } from '../policy/compiledPolicy';
import { type ModelName, modelNames } from '../settings/models';
import { defaultSettings, type Settings } from '../settings/settings';
import { clusterOf, pods, portNumbers, settings } from '../testing/smallNetworks';
import { address, podOf, serviceOf } from '../testing/smallZone';
import { answer } from './answer';
import type { PortQuestion } from './askedPorts';
import type { CaseVerdict, VerdictKind } from './attempt';
import { isOfDns } from './leg';
import { type Network, networkOf } from './network';

const nodes = fc.constantFrom('n1', 'n2', undefined);

/** Four pods on any nodes, one of which is behind the Service y/web, and the cluster's DNS. */
interface Shop {
  readonly network: Network;
  readonly client: Pod;
  readonly server: Pod;
  readonly service: Service;
  readonly target: number;
  readonly model: ModelName;
}

const servicePort = 443;
const nodePort = 30443;

/** Random policies and choices; `fixed` are those without which the law at hand is none. */
const shops = (fixed: Partial<Settings>): fc.Arbitrary<Shop> =>
  fc
    .record({
      listed: pods,
      where: fc.array(nodes, { minLength: 6, maxLength: 6 }),
      some: networkPolicies(),
      chosen: settings,
      target: portNumbers,
      protocol: fc.constantFrom(...protocols),
      model: fc.constantFrom(...modelNames),
      isolatesDns: fc.boolean(),
    })
    .map(({ listed, where, some, chosen, target, protocol, model, isolatesDns }) => {
      const everybody = listed.map((pod, i) => placed(pod, where[i]));
      const [client, , , chosenOne] = everybody;
      if (!client || !chosenOne) throw new Error('there are four pods');
      // A label that no policy names.
      const server = { ...chosenOne, labels: { ...chosenOne.labels, role: 'web' } };
      const web = serviceOf('y/web', {
        type: 'NodePort',
        clusterIPs: [address('10.96.0.20')],
        selector: { role: 'web' },
        ports: [{ protocol, port: servicePort, targetPort: target, nodePort }],
      });
      const dns = [4, 5].map(i =>
        placed(podOf(`kube-system/coredns-${i}`, `10.0.0.${i}`, { labels: { app: 'dns' } }), where[i]),
      );
      const kubeDns = serviceOf('kube-system/kube-dns', {
        clusterIPs: [address('10.96.0.10')],
        selector: { app: 'dns' },
        ports: (['UDP', 'TCP'] as const).map(known => ({ protocol: known, port: 53, targetPort: 53 })),
      });
      const cluster = {
        ...withServices(withPods(clusterOf([...everybody.slice(0, 3), server]), dns), [kubeDns, web]),
        dns: defaultDns,
      };
      const compiled = [...some, ...(isolatesDns ? [closedDns] : [])].map(policy =>
        compilePolicy(policy, 'x'),
      );
      const network = networkOf(cluster, compiled, { ...defaultSettings, ...chosen, ...fixed });
      return { network, client, server, service: web, target, model };
    });

function placed({ node, ...pod }: Pod, on: string | undefined): Pod {
  return on === undefined ? pod : { ...pod, node: on };
}

const closedDns = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'dns', namespace: 'kube-system' },
  spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'y' } } }] }] },
} as const;

const podEnd = (pod: Pod): Endpoint => ({ kind: 'pods', name: pod.name, pods: [pod] });
const laptop: Endpoint = {
  kind: 'external',
  name: 'laptop',
  addresses: { IPv4: [[0xcb007181n, 0xcb007182n]], IPv6: [] },
};

function numbers(service: Service, port: number): PortQuestion {
  return { kind: 'numbers', protocol: service.ports[0]?.protocol ?? 'TCP', span: [port, port + 1] };
}

function verdicts({ network, model }: Shop, source: Endpoint, destination: Endpoint, ports: PortQuestion) {
  return answer(network, model, { source, destination, ports }).cases;
}

const kinds = (cases: readonly CaseVerdict[]): readonly VerdictKind[] => cases.map(({ kind }) => kind);

/** Who asks: a pod, the same pod that answers, a node. */
const clients: readonly (readonly [string, (shop: Shop) => Endpoint, Partial<Settings>])[] = [
  ['a pod', ({ client }) => podEnd(client), {}],
  // By its own address it never leaves the pod, so nothing stops it there.
  ['the pod itself', ({ server }) => podEnd(server), { hairpin: 'allowed', sctp: 'supported' }],
  ['a node', () => ({ kind: 'node', name: 'n1', node: 'n1' }), {}],
];

describe('a Service of one port and one endpoint', () => {
  for (const [who, sourceOf, more] of clients)
    it(`gives ${who} the verdict of the endpoint at its own address and port`, () => {
      fc.assert(
        fc.property(shops({ 'service-addresses': 'translated-first', ...more }), shop => {
          const { service, server, target } = shop;
          const source = sourceOf(shop);
          const through = verdicts(
            shop,
            source,
            { kind: 'service', name: 'web', service },
            numbers(service, servicePort),
          );
          const direct = verdicts(shop, source, podEnd(server), numbers(service, target));
          expect(kinds(through)).to.deep.equal(kinds(direct));
        }),
        { numRuns: 500 },
      );
    });

  it('gives a client that is masqueraded the verdict of the node that it comes by', () => {
    fc.assert(
      fc.property(
        shops({ 'outside-clients': 'masqueraded' }).filter(({ server }) => server.node !== 'n1'),
        shop => {
          const { service, server, target } = shop;
          const node: Endpoint = { kind: 'node', name: 'n1', node: 'n1' };
          const through = verdicts(shop, laptop, node, numbers(service, nodePort));
          const direct = verdicts(shop, node, podEnd(server), numbers(service, target));
          expect(kinds(through)).to.deep.equal(kinds(direct));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives a client outside its own verdict where it comes by the node of the endpoint', () => {
    fc.assert(
      fc.property(
        shops({ 'outside-clients': 'masqueraded', 'connection-tables': 'per-node' }).filter(
          ({ server }) => server.node === 'n1' && !server.hostNetwork,
        ),
        shop => {
          const { service, server, target } = shop;
          const through = verdicts(
            shop,
            laptop,
            { kind: 'node', name: 'n1', node: 'n1' },
            numbers(service, nodePort),
          );
          const direct = verdicts(shop, laptop, podEnd(server), numbers(service, target));
          expect(kinds(through)).to.deep.equal(kinds(direct));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('questions for a name', () => {
  it('leave the verdict of the flow as it is, where they succeed', () => {
    let found = 0;
    let stopped = 0;
    fc.assert(
      fc.property(shops({}), shop => {
        const { service, client } = shop;
        const ports = numbers(service, servicePort);
        const source = podEnd(client);
        const byName = verdicts(shop, source, { kind: 'name', name: 'web', host: 'web.y' }, ports);
        const byService = verdicts(shop, source, { kind: 'service', name: 'web', service }, ports);
        for (const { kind, leg, case: asked } of byName) {
          if (isOfDns(leg)) {
            stopped += 1;
            continue;
          }
          found += 1;
          expect(leg).to.equal(asked);
          expect(kinds(byService)).to.deep.equal([kind]);
        }
      }),
      { numRuns: 500 },
    );
    expect(
      [found, stopped].every(count => count > 25),
      `${found} found, ${stopped} stopped`,
    ).to.equal(true);
  });
});
