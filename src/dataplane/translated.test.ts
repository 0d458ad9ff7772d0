import { expect } from 'chai';
import { formatAddress } from '../addresses/address';
import type { Flow, Party } from '../cluster/flow';
import type { Tuple } from '../conntrack/tuple';
import { readQuestion } from '../english/question';
import { attachAcl, attachGroup } from '../scenario/firewalls';
import { addManifestText } from '../scenario/manifests';
import type { Scenario } from '../scenario/scenario';
import { setReady } from '../scenario/services';
import { type ModelName, models } from '../settings/models';
import type { Settings } from '../settings/settings';
import { isolate, only, type Shop, shopWith, whereabouts } from '../testing/smallServices';
import { answer } from './answer';
import { casesOf } from './cases';
import { dropOf, type TracedPacket } from './check';
import { exchanges } from './exchange';
import { send } from './path';
import { Tables } from './tables';
import { headersOf } from './walk';

/** What Linux does with kube-proxy in iptables mode: each row was measured with two nodes on a live kernel. */
interface Row {
  readonly title: string;
  readonly shop?: Shop;
  readonly flow: string;
  /** What the filter of each node reads of the request, at whose point; nothing of a packet that only passes through. */
  readonly request: readonly string[];
  /** The only one whom web has to let in, and to answer where replies are judged; `anyone`: its own node always passes. */
  readonly admits: 'api' | 'laptop' | 'node/a' | 'node/b' | 'anyone';
  /** Entries of the nodes, request and reply; what stands as the last in the second is what the pod sees. */
  readonly entries: Readonly<Record<string, string>>;
  /** The nodes that look at the request, where it is not once each of those that have entries. */
  readonly seen?: readonly string[];
}

const local = { external: 'Local' };
const plain = 'api → web:8080, web:8080 → api';
const fromNodeA = 'node/a → web:8080, web:8080 → node/a';

const rows: readonly Row[] = [
  {
    title: 'pod → cluster IP',
    flow: 'api → service/web:80',
    request: ['api egress: api → web:8080', 'web ingress: api → web:8080'],
    admits: 'api',
    entries: { a: 'api → service/web:80, web:8080 → api', b: plain },
  },
  {
    title: 'pod → cluster IP, endpoint on its own node',
    shop: { web: 'a' },
    flow: 'api → service/web:80',
    request: ['api egress: api → web:8080', 'web ingress: api → web:8080'],
    admits: 'api',
    entries: { a: 'api → service/web:80, web:8080 → api' },
  },
  {
    title: 'hairpin by the cluster IP',
    flow: 'web → service/web:80',
    request: ['web egress: web → web:8080', 'web ingress: web → web:8080'],
    admits: 'anyone',
    entries: { b: 'web → service/web:80, web:8080 → node/b' },
  },
  {
    title: 'hairpin by the balancer, Cluster',
    flow: 'web → 203.0.113.80:80',
    request: ['web egress: web → web:8080', 'web ingress: web → web:8080'],
    admits: 'anyone',
    entries: { b: 'web → balancer:80, web:8080 → node/b' },
  },
  {
    title: 'hairpin by the balancer, Local',
    shop: local,
    flow: 'web → 203.0.113.80:80',
    request: ['web egress: web → web:8080', 'web ingress: web → web:8080'],
    admits: 'anyone',
    entries: { b: 'web → balancer:80, web:8080 → node/b' },
  },
  {
    title: 'hairpin by the port of its own node',
    flow: 'web → node/b:30080',
    request: ['web egress: web → web:8080', 'web ingress: web → web:8080'],
    admits: 'anyone',
    entries: { b: 'web → node/b:30080, web:8080 → node/b' },
  },
  {
    title: 'node → cluster IP',
    flow: 'node/a → service/web:80',
    request: ['web ingress: node/a → web:8080'],
    admits: 'node/a',
    entries: { a: 'node/a → service/web:80, web:8080 → node/a', b: fromNodeA },
  },
  {
    title: 'node → balancer',
    flow: 'node/a → 203.0.113.80:80',
    request: ['web ingress: node/a → web:8080'],
    admits: 'node/a',
    entries: { a: 'node/a → balancer:80, web:8080 → node/a', b: fromNodeA },
  },
  {
    title: 'node → balancer, Local',
    shop: local,
    flow: 'node/a → 203.0.113.80:80',
    request: ['web ingress: node/a → web:8080'],
    admits: 'node/a',
    entries: { a: 'node/a → balancer:80, web:8080 → node/a', b: fromNodeA },
  },
  {
    title: 'node → its own node port',
    flow: 'node/a → node/a:30080',
    request: ['web ingress: node/a → web:8080'],
    admits: 'node/a',
    entries: { a: 'node/a → node/a:30080, web:8080 → node/a', b: fromNodeA },
  },
  {
    title: 'node → cluster IP, endpoint on it',
    shop: { web: 'a' },
    flow: 'node/a → service/web:80',
    request: ['web ingress: node/a → web:8080'],
    admits: 'anyone',
    entries: { a: 'node/a → service/web:80, web:8080 → node/a' },
  },
  {
    title: 'outside → node port, Cluster, entered without an endpoint',
    flow: 'laptop → node/a:30080',
    request: ['web ingress: node/a → web:8080'],
    admits: 'node/a',
    entries: { a: 'laptop → node/a:30080, web:8080 → node/a', b: fromNodeA },
  },
  {
    title: "outside → node port, Cluster, entered at the endpoint's node",
    flow: 'laptop → node/b:30080',
    request: ['web ingress: laptop → web:8080'],
    admits: 'laptop',
    entries: { b: 'laptop → node/b:30080, web:8080 → node/b' },
  },
  {
    title: 'outside → node port, Local, endpoint on the entered node',
    shop: local,
    flow: 'laptop → node/b:30080',
    request: ['web ingress: laptop → web:8080'],
    admits: 'laptop',
    entries: { b: 'laptop → node/b:30080, web:8080 → laptop' },
  },
  {
    title: 'outside → balancer, Local',
    shop: local,
    flow: 'laptop → service/web:80',
    request: ['web ingress: laptop → web:8080'],
    admits: 'laptop',
    entries: { b: 'laptop → node/b:30080, web:8080 → laptop' },
  },
  {
    title: 'pod → port of its own node, Cluster',
    flow: 'api → node/a:30080',
    request: ['api egress: api → web:8080', 'web ingress: node/a → web:8080'],
    admits: 'node/a',
    entries: { a: 'api → node/a:30080, web:8080 → node/a', b: fromNodeA },
  },
  {
    title: 'pod → balancer, Cluster',
    flow: 'api → 203.0.113.80:80',
    request: ['api egress: api → web:8080', 'web ingress: node/a → web:8080'],
    admits: 'node/a',
    entries: { a: 'api → balancer:80, web:8080 → node/a', b: fromNodeA },
  },
  {
    title: 'pod → port of its own node, Local',
    shop: local,
    flow: 'api → node/a:30080',
    request: ['api egress: api → web:8080', 'web ingress: api → web:8080'],
    admits: 'api',
    entries: { a: 'api → node/a:30080, web:8080 → api', b: plain },
  },
  {
    title: 'pod → balancer, Local',
    shop: local,
    flow: 'api → 203.0.113.80:80',
    request: ['api egress: api → web:8080', 'web ingress: api → web:8080'],
    admits: 'api',
    entries: { a: 'api → balancer:80, web:8080 → api', b: plain },
  },
  {
    title: 'pod → port of another node, which has the endpoint, Cluster',
    flow: 'api → node/b:30080',
    request: ['api egress: api → node/b:30080', 'web ingress: api → web:8080'],
    admits: 'api',
    entries: {
      a: 'api → node/b:30080, node/b:30080 → api',
      b: 'api → node/b:30080, web:8080 → node/b',
    },
  },
  {
    title: 'pod → port of another node, which has the endpoint, Local',
    shop: local,
    flow: 'api → node/b:30080',
    request: ['api egress: api → node/b:30080', 'web ingress: api → web:8080'],
    admits: 'api',
    entries: { a: 'api → node/b:30080, node/b:30080 → api', b: 'api → node/b:30080, web:8080 → api' },
  },
  {
    title: 'pod → port of another node and back to its own, Cluster',
    shop: { web: 'a' },
    flow: 'api → node/b:30080',
    request: ['api egress: api → node/b:30080', 'web ingress: node/b → web:8080'],
    admits: 'node/b',
    entries: {
      a: 'api → node/b:30080, node/b:30080 → api; node/b → web:8080, web:8080 → node/b',
      b: 'api → node/b:30080, web:8080 → node/b',
    },
    seen: ['a', 'b', 'a'],
  },
];

/** What leads nowhere, whatever policy says. */
const drops: readonly (Pick<Row, 'title' | 'shop' | 'flow' | 'request'> & {
  readonly kept: readonly string[];
})[] = [
  {
    title: 'outside → node port, Local, no endpoint on the entered node',
    shop: local,
    flow: 'laptop → node/a:30080',
    request: ['kube-proxy: laptop → node/a:30080'],
    kept: [],
  },
  {
    title: 'pod → port of another node without an endpoint, Local',
    shop: { ...local, web: 'a' },
    flow: 'api → node/b:30080',
    request: ['api egress: api → node/b:30080', 'kube-proxy: api → node/b:30080'],
    kept: ['a'],
  },
  {
    title: 'pod → cluster IP, internal Local, endpoint on another node',
    shop: { internal: 'Local' },
    flow: 'api → service/web:80',
    request: ['kube-proxy: api → service/web:80'],
    kept: [],
  },
];

/** Where a CNI works otherwise. */
const variants: readonly (Pick<Row, 'title' | 'shop' | 'flow' | 'request'> & {
  readonly settings: Partial<Settings>;
})[] = [
  {
    title: 'policy that is asked first sees what was dialled',
    settings: { 'service-addresses': 'judged-first' },
    flow: 'api → service/web:80',
    request: ['api egress: api → service/web:80', 'web ingress: api → web:8080'],
  },
  {
    title: 'a client that is kept is seen behind every node',
    settings: { 'outside-clients': 'kept' },
    flow: 'laptop → node/a:30080',
    request: ['web ingress: laptop → web:8080'],
  },
  {
    title: 'a client that is kept is seen in the cluster too',
    settings: { 'outside-clients': 'kept' },
    flow: 'api → node/a:30080',
    request: ['api egress: api → web:8080', 'web ingress: node/a → web:8080'],
  },
];

const names = new Map(Object.entries(whereabouts).map(([name, address]) => [address, name]));
const nameOf = ({ address }: Party): string => names.get(formatAddress(address)) ?? formatAddress(address);

/** Sends a whole conversation from port 40000; as tests look at what stays, its tables come along. */
function converse(scenario: Scenario, flow: string): { trace: readonly TracedPacket[]; tables: Tables } {
  const { network, surroundings } = scenario;
  const [asked, ...others] = casesOf(network, readQuestion(flow, surroundings));
  if (!asked || others.length > 0) throw new Error(`${flow} has ${others.length + 1} cases`);
  const { source, destination, protocol, ports, translation } = asked;
  const header = { source, destination, protocol, sourcePort: 40000, destinationPort: ports[0] };
  const tables = new Tables();
  const headers = headersOf(tables, translation ? { ...header, translation } : header);
  const trace: TracedPacket[] = [];
  for (const kind of exchanges.TCP.listening) {
    const packet = send({ network, model: models.stateless, tables, now: 0 }, headers, kind);
    trace.push(packet);
    if (dropOf(packet)) break;
  }
  return { trace, tables };
}

function read({ source, destination, sourcePort, destinationPort }: Flow): string {
  return `${end(nameOf(source), sourcePort)} → ${end(nameOf(destination), destinationPort)}`;
}

const end = (name: string, port: number): string => (port === 40000 ? name : `${name}:${port}`);

/** `web ingress: api → web:8080`. */
function pointsOf(packet: TracedPacket | undefined): readonly string[] {
  return (packet?.checks ?? []).map(({ point, header = packet?.header }) => {
    const place = point.filter === 'kube-proxy' ? point.filter : `${nameOf(point.party)} ${point.direction}`;
    return `${place}: ${header ? read(header) : 'nothing'}`;
  });
}

/** By node, `request, reply` of each entry. */
function entriesOf(tables: Tables): Readonly<Record<string, string>> {
  const tuple = ({ source, destination, sourcePort, destinationPort }: Tuple): string => {
    const [from, to] = [source, destination].map(id => {
      const address = formatAddress(tables.ids.addressOf(id));
      return names.get(address) ?? address;
    });
    return `${end(from ?? '', sourcePort)} → ${end(to ?? '', destinationPort)}`;
  };
  return Object.fromEntries(
    [...tables.ofNodes].flatMap(([place, table]) => {
      const entries = table.entries(0).map(({ original, reply }) => `${tuple(original)}, ${tuple(reply)}`);
      return entries.length === 0 ? [] : [[place.replace('node/', ''), entries.join('; ')] as const];
    }),
  );
}

/** The other way round, as answers bear it. */
function mirrored(point: string): string {
  const [, name = '', direction = '', from = '', to = ''] = /^(\S+) (\w+): (.+) → (.+)$/.exec(point) ?? [];
  return `${name} ${direction === 'egress' ? 'ingress' : 'egress'}: ${to} → ${from}`;
}

function kindOf(scenario: Scenario, flow: string, model: ModelName): string {
  return answer(scenario.network, model, readQuestion(flow, scenario.surroundings)).kind;
}

describe('the way through a Service between two nodes', () => {
  for (const { title, shop, flow, request, admits, entries, seen = Object.keys(entries) } of rows)
    describe(title, () => {
      it('shows filters the addresses that they see on Linux', () => {
        expect(pointsOf(converse(shopWith(shop), flow).trace[0])).to.deep.equal(request);
      });

      it('shows filters the same of answers, backwards', () => {
        const answers = pointsOf(converse(shopWith(shop), flow).trace[1]);
        expect(answers).to.deep.equal([...request].reverse().map(mirrored));
      });

      it('is looked at once wherever it comes by', () => {
        const [there, back] = converse(shopWith(shop), flow).trace.map(packet =>
          packet.seen.map(({ place }) => place.replace('node/', '')),
        );
        expect(there).to.deep.equal(seen);
        expect(back).to.deep.equal([...seen].reverse());
      });

      it('leaves the entries that Linux has', () => {
        expect(entriesOf(converse(shopWith(shop), flow).tables)).to.deep.equal(entries);
      });

      for (const name of ['api', 'laptop', 'node/a', 'node/b']) {
        const passes = admits === 'anyone' || admits === name;
        it(`${passes ? 'succeeds' : 'fails'} where web lets ${name} in alone`, () => {
          const scenario = shopWith(shop);
          isolate(scenario, 'web', `ingress: [{ from: [${only(name)}] }]`);
          expect(kindOf(scenario, flow, 'stateful')).to.equal(passes ? 'succeeds' : 'fails');
        });

        it(`${passes ? 'succeeds' : 'fails'} where web may answer ${name} alone, under three-check`, () => {
          const scenario = shopWith(shop);
          isolate(scenario, 'web', `policyTypes: [Egress], egress: [{ to: [${only(name)}] }]`);
          expect(kindOf(scenario, flow, 'three-check')).to.equal(passes ? 'succeeds' : 'fails');
        });
      }
    });

  for (const { title, shop, flow, request, kept } of drops)
    it(`drops ${title}`, () => {
      const { trace, tables } = converse(shopWith(shop), flow);
      expect(trace.flatMap(pointsOf)).to.deep.equal(request);
      expect(kindOf(shopWith(shop), flow, 'stateful')).to.equal('fails');
      expect(Object.keys(entriesOf(tables))).to.deep.equal(kept);
    });

  for (const { title, shop, settings, flow, request } of variants)
    it(title, () => {
      const { trace } = converse(shopWith(shop, settings), flow);
      expect(pointsOf(trace[0])).to.deep.equal(request);
      expect(pointsOf(trace[1])).to.deep.equal([...request].reverse().map(mirrored));
    });

  it('meets no ingress policy from outside, where a CNI does not judge that', () => {
    for (const [external, kind] of [
      ['Cluster', 'succeeds'],
      ['Local', 'fails'],
    ] as const) {
      const scenario = shopWith({ external }, { 'outside-clients': 'unjudged' });
      isolate(scenario, 'web', 'policyTypes: [Ingress]');
      expect(kindOf(scenario, 'laptop → node/b:30080', 'stateful')).to.equal(kind);
      expect(kindOf(scenario, 'api → node/b:30080', 'stateful')).to.equal('fails');
    }
  });

  it('says that it meets none, and where; answers are judged all the same', () => {
    const scenario = shopWith({}, { 'outside-clients': 'unjudged' });
    isolate(scenario, 'web', 'policyTypes: [Ingress, Egress]');
    const { trace } = converse(scenario, 'laptop → node/b:30080');
    const [check] = trace[0]?.checks ?? [];
    expect(check).to.include({ judged: false, reason: 'from outside' });
    expect(pointsOf(trace[0])).to.deep.equal(['web ingress: laptop → web:8080']);
    expect(kindOf(scenario, 'laptop → node/b:30080', 'three-check')).to.equal('fails');
  });

  it('is judged for a pod that is led to itself, where a CNI does that', () => {
    for (const [hairpin, kind] of [
      ['allowed', 'succeeds'],
      ['judged', 'fails'],
    ] as const)
      for (const rules of ['policyTypes: [Ingress]', 'policyTypes: [Egress]']) {
        const scenario = shopWith({}, { hairpin });
        isolate(scenario, 'web', rules);
        expect(kindOf(scenario, 'web → service/web:80', 'stateful')).to.equal(kind);
      }
  });

  it('is refused without endpoints, and closed to those whom egress policy stops before', () => {
    const flow = 'api → service/web:80';
    for (const [choice, isolated, kind] of [
      ['translated-first', false, 'refused'],
      ['translated-first', true, 'refused'],
      ['judged-first', false, 'refused'],
      ['judged-first', true, 'fails'],
    ] as const) {
      const scenario = shopWith({}, { 'service-addresses': choice });
      setReady(scenario, 'web', false);
      if (isolated) isolate(scenario, 'api', 'policyTypes: [Egress]');
      expect(kindOf(scenario, flow, 'stateful')).to.equal(kind);
    }
  });

  it('is lost where the tracker does not look', () => {
    const scenario = shopWith();
    scenario.change({ untracked: new Map([['default/api', 'both ways']]) });
    const [packet, ...others] = converse(scenario, 'api → service/web:80').trace;
    expect(packet && dropOf(packet)?.check).to.include({ by: 'kube-proxy', reason: 'untracked' });
    expect(others).to.deep.equal([]);
  });

  it('ends at the cloud where the endpoint is outside the cluster', () => {
    const scenario = shopWith();
    addManifestText(
      scenario,
      `apiVersion: v1
kind: Service
metadata: { name: written }
spec: { clusterIP: 10.96.0.30, ports: [{ port: 80, targetPort: 9100 }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: written-1, labels: { kubernetes.io/service-name: written } }
addressType: IPv4
ports: [{ port: 9100 }]
endpoints: [{ addresses: ['${whereabouts.laptop}'] }]`,
    );
    const { trace, tables } = converse(scenario, 'api → service/written:80');
    expect(trace.map(({ seen }) => seen.map(({ place }) => place))).to.deep.equal(
      trace.map(() => ['node/a']),
    );
    expect(entriesOf(tables)).to.deep.equal({ a: 'api → 10.96.0.30:80, laptop:9100 → api' });
  });

  it('is recorded by each node that it has left when the cloud drops it', () => {
    const scenario = shopWith();
    attachGroup(scenario, 'strict', 'web', [
      ['direction', 'protocol', 'ports', 'peer'],
      ['inbound', 'TCP', '9', '10.0.0.0/8'],
    ]);
    const { trace, tables } = converse(scenario, 'api → service/web:80');
    expect(trace.map(packet => dropOf(packet)?.at.filter)).to.deep.equal(['security group']);
    expect(Object.keys(entriesOf(tables))).to.deep.equal(['a']);
  });

  it('meets the network ACL of the node that it comes in by', () => {
    const scenario = shopWith();
    attachAcl(scenario, 'closed', 'node/a', [
      ['rule', 'direction', 'action', 'protocol', 'ports', 'peer'],
      ['100', 'inbound', 'deny', 'TCP', '30080', 'anyone'],
      ['200', 'inbound', 'allow', 'all', '', 'anyone'],
      ['200', 'outbound', 'allow', 'all', '', 'anyone'],
    ]);
    expect(kindOf(scenario, 'laptop → node/a:30080', 'stateful')).to.equal('fails');
    expect(kindOf(scenario, 'laptop → node/b:30080', 'stateful')).to.equal('succeeds');
  });

  it('meets the security groups of two pods of one node', () => {
    const scenario = shopWith({ web: 'a' });
    attachGroup(scenario, 'strict', 'web', [
      ['direction', 'protocol', 'ports', 'peer'],
      ['inbound', 'TCP', '9', '10.0.0.0/8'],
    ]);
    expect(kindOf(scenario, 'api → service/web:80', 'stateful')).to.equal('fails');
  });

  it('is dropped without endpoints on its node, whatever is judged where a Service has none at all', () => {
    const scenario = shopWith({ internal: 'Local' }, { 'empty-services': 'judged-first' });
    isolate(scenario, 'api', 'policyTypes: [Egress]');
    const [packet] = converse(scenario, 'api → service/web:80').trace;
    expect(packet && dropOf(packet)?.check).to.include({ by: 'kube-proxy', reason: 'no local endpoints' });
  });

  it('meets no filter of the cloud where it does not leave a node', () => {
    for (const [flow, guarded] of [
      ['web → service/web:80', 'web'],
      ['api → node/a:30080', 'api'],
      ['laptop → node/b:30080', 'web'],
    ] as const) {
      const scenario = shopWith({ web: 'b' });
      attachGroup(scenario, 'strict', guarded, [
        ['direction', 'protocol', 'ports', 'peer'],
        ['outbound', 'TCP', '8080', `${whereabouts.web}/32`],
        ['inbound', 'TCP', '9', '10.0.0.0/8'],
      ]);
      expect(kindOf(scenario, flow, 'stateful')).to.equal('succeeds');
    }
  });
});
