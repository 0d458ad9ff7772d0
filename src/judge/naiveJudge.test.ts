import { expect } from 'chai';
import ipaddr from 'ipaddr.js';
import type { Address } from '../addresses/address';
import type { Protocol } from '../addresses/port';
import type { Flow, NodeParty, Party } from '../cluster/flow';
import type { Pod } from '../cluster/pod';
import type {
  LabelExpression,
  Labels,
  NetworkPolicy,
  NetworkPolicySpec,
  Peer,
  PolicyPort,
} from '../kubernetes/objects';
import { type Direction, type Model, models } from '../settings/models';
import { type JudgedWorld, naivelyAllowed, naiveVerdict } from './naiveJudge';

// The house: namespaces shop and bank; the server is the pod that most policies below select.

const namespaces = new Map<string, Labels>([['bank', { trust: 'high' }]]);

function at(text: string): Address {
  const ip = ipaddr.parse(text);
  const value = ip.toByteArray().reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return { family: ip.kind() === 'ipv4' ? 'IPv4' : 'IPv6', value };
}

function pod(name: string, traits: Partial<Pod> = {}): Pod {
  return {
    namespace: 'shop',
    name,
    labels: { app: name },
    listening: { kind: 'everything' },
    addresses: [],
    node: `node-of-${name}`,
    hostNetwork: false,
    finished: false,
    terminating: false,
    ...traits,
  };
}

function party(of: Pod, address = '10.0.0.9'): Party {
  return { kind: 'pod', pod: of, address: at(address) };
}

const server = party(
  pod('server', {
    listening: { kind: 'declared', ports: [{ name: 'web', port: 8080, protocol: 'TCP' }] },
  }),
  '10.0.0.1',
);
const client = party(pod('client'), '10.0.0.2');
const teller = party(
  pod('teller', {
    namespace: 'bank',
    listening: { kind: 'only', ports: [{ name: 'web', port: 9090, protocol: 'TCP' }] },
  }),
  '10.0.1.1',
);
const sixth = party(pod('sixth'), '2001:db8::6');
const stranger: Party = { kind: 'external', name: 'stranger', address: at('203.0.113.7') };
const strangerOf6: Party = { kind: 'external', name: 'stranger', address: at('2001:db8:f::7') };

function node(traits: Partial<NodeParty>): NodeParty {
  return { kind: 'node', address: at('192.168.0.1'), ...traits };
}

const ownNode = node({ node: 'node-of-server' });
const otherNode = node({ node: 'node-of-client' });
const withWeb = pod('host', {
  hostNetwork: true,
  listening: { kind: 'only', ports: [{ name: 'web', port: 8080, protocol: 'TCP' }] },
});
const onOtherNode = node({ node: 'node-of-client', pod: withWeb });
const onOwnNode = node({ node: 'node-of-server', pod: withWeb });

function policy(spec: Partial<NetworkPolicySpec>, namespace = 'shop'): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'policy', namespace },
    spec: { podSelector: { matchLabels: { app: 'server' } }, ...spec },
  };
}

function world(policies: readonly NetworkPolicy[], model: Model = models.stateful): JudgedWorld {
  return { cluster: { namespaces, pods: new Map() }, policies, model };
}

function flow(source: Party, destination: Party, port = 8080, protocol: Protocol = 'TCP'): Flow {
  return { source, destination, protocol, sourcePort: 40000, destinationPort: port };
}

// What an enforcement point of the server is asked.

interface Question {
  readonly packet: Flow;
  readonly direction: Direction;
}

function from(source: Party, port?: number, protocol?: Protocol): Question {
  return { packet: flow(source, server, port, protocol), direction: 'ingress' };
}

function to(destination: Party, port?: number, protocol?: Protocol): Question {
  return { packet: flow(server, destination, port, protocol), direction: 'egress' };
}

function asText({ packet, direction }: Question): string {
  const peer = direction === 'ingress' ? packet.source : packet.destination;
  const name = peer.kind === 'pod' ? peer.pod.name : peer.kind;
  return `${direction} ${name} ${packet.protocol} ${packet.destinationPort}`;
}

interface Case {
  readonly given: readonly NetworkPolicy[];
  readonly lets?: readonly Question[];
  readonly stops?: readonly Question[];
}

function check(cases: Readonly<Record<string, Case>>): void {
  for (const [title, { given, lets = [], stops = [] }] of Object.entries(cases)) {
    it(title, () => {
      const passing = [...lets, ...stops].filter(({ packet, direction }) =>
        naivelyAllowed(world(given), packet, direction),
      );
      expect(passing.map(asText)).to.deep.equal(lets.map(asText));
    });
  }
}

/** A policy that lets the server receive from these peers alone. */
function receiving(...peers: readonly Peer[]): NetworkPolicy {
  return policy({ ingress: [{ from: peers }] });
}

/** Policies under which the server receives, and sends, on these ports alone. */
function onPorts(...ports: readonly PolicyPort[]): readonly NetworkPolicy[] {
  return [policy({ policyTypes: ['Ingress', 'Egress'], ingress: [{ ports }], egress: [{ ports }] })];
}

/** A policy that lets the server receive from pods whose labels hold the expression, in any namespace. */
function receivingWhere(key: string, operator: LabelExpression['operator'], ...values: readonly string[]) {
  const expression = { key, operator, ...(values.length > 0 && { values }) };
  return receiving({ namespaceSelector: {}, podSelector: { matchExpressions: [expression] } });
}

describe('the naive judge', () => {
  describe('on whom a policy isolates', () => {
    check({
      'a pod that nothing selects is free both ways': {
        given: [policy({ podSelector: { matchLabels: { app: 'other' } } }), policy({}, 'bank')],
        lets: [from(client), to(client)],
      },
      'an empty podSelector selects every pod of the namespace': {
        given: [policy({ podSelector: {} })],
        stops: [from(client)],
      },
      'without policyTypes and rules, ingress is isolated': {
        given: [policy({})],
        lets: [to(client)],
        stops: [from(client)],
      },
      'empty policyTypes are missing ones': {
        given: [policy({ policyTypes: [] })],
        lets: [to(client)],
        stops: [from(client)],
      },
      'without policyTypes, an egress rule isolates egress too': {
        given: [policy({ egress: [{ to: [{ podSelector: { matchLabels: { app: 'client' } } }] }] })],
        lets: [to(client)],
        stops: [to(teller), from(client)],
      },
      'without policyTypes, an empty list of egress rules does not': {
        given: [policy({ egress: [] })],
        lets: [to(client)],
        stops: [from(client)],
      },
      'policyTypes: [Egress] leaves ingress alone': {
        given: [policy({ policyTypes: ['Egress'], egress: [{}] })],
        lets: [from(client), to(client)],
      },
      'policyTypes: [Egress] without a rule denies all egress': {
        given: [policy({ policyTypes: ['Egress'] })],
        lets: [from(client)],
        stops: [to(client)],
      },
      'rules of a direction that policyTypes does not name are dead': {
        given: [
          policy({ policyTypes: ['Egress'], ingress: [{}] }),
          policy({ policyTypes: ['Ingress'], egress: [{}] }),
        ],
        stops: [from(client), to(client)],
      },
      'policies add up': {
        given: [policy({}), receiving({ podSelector: { matchLabels: { app: 'client' } } })],
        lets: [from(client)],
        stops: [from(teller)],
      },
    });
  });

  describe('on rules', () => {
    check({
      'missing peers and an empty list of them are everyone': {
        given: [
          policy({ ingress: [{ from: [], ports: [{ port: 1 }] }], egress: [{ ports: [{ port: 2 }] }] }),
        ],
        lets: [from(client, 1), from(stranger, 1), from(otherNode, 1), to(teller, 2), to(stranger, 2)],
        stops: [from(client, 2), to(stranger, 1)],
      },
      'missing ports and an empty list of them are every port of every protocol': {
        given: [
          policy({
            ingress: [{ from: [{ podSelector: {} }], ports: [] }],
            egress: [{ to: [{ podSelector: {} }] }],
          }),
        ],
        lets: [from(client, 1), from(client, 65535, 'SCTP'), to(client, 53, 'UDP')],
        stops: [from(teller), to(teller)],
      },
      'missing rules and an empty list of them allow nothing': {
        given: [policy({ policyTypes: ['Ingress', 'Egress'], ingress: [] })],
        stops: [from(client), from(stranger), to(client)],
      },
      'an empty rule allows everything in its direction': {
        given: [policy({ policyTypes: ['Ingress', 'Egress'], ingress: [{}] })],
        lets: [from(client), from(stranger, 9, 'UDP'), from(strangerOf6)],
        stops: [to(client)],
      },
      'peers and ports must match in one rule': {
        given: [
          policy({
            ingress: [
              { from: [{ podSelector: {} }], ports: [{ port: 1 }] },
              { from: [{ namespaceSelector: {} }], ports: [{ port: 2 }] },
            ],
          }),
        ],
        lets: [from(client, 1), from(client, 2), from(teller, 2)],
        stops: [from(teller, 1)],
      },
    });
  });

  describe('on peers', () => {
    const trusted = { matchLabels: { trust: 'high' } };
    const tellers = { matchLabels: { app: 'teller' } };
    check({
      "podSelector alone: pods of the policy's own namespace": {
        given: [receiving({ podSelector: {} })],
        lets: [from(client)],
        stops: [from(teller), from(stranger), from(otherNode)],
      },
      'namespaceSelector alone: every pod of the namespaces': {
        given: [receiving({ namespaceSelector: trusted })],
        lets: [from(teller)],
        stops: [from(client)],
      },
      'namespaceSelector may select the own namespace': {
        given: [receiving({ namespaceSelector: {} })],
        lets: [from(teller), from(client)],
        stops: [from(stranger)],
      },
      'both selectors in one peer are ANDed': {
        given: [receiving({ namespaceSelector: trusted, podSelector: { matchLabels: { app: 'client' } } })],
        stops: [from(client), from(teller)],
      },
      'both selectors in two peers are ORed': {
        given: [
          receiving({ namespaceSelector: trusted }, { podSelector: { matchLabels: { app: 'client' } } }),
        ],
        lets: [from(client), from(teller)],
        stops: [from(sixth)],
      },
      'both selectors empty: every pod, and nothing but pods': {
        given: [receiving({ namespaceSelector: {}, podSelector: {} })],
        lets: [from(client), from(teller), from(sixth)],
        stops: [from(stranger), from(otherNode)],
      },
      'a namespace is selected by its name, listed or not': {
        given: [receiving({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } })],
        lets: [from(client)],
        stops: [from(teller)],
      },
      'a listed namespace bears its name too': {
        given: [
          receiving({
            namespaceSelector: { matchLabels: { trust: 'high', 'kubernetes.io/metadata.name': 'bank' } },
            podSelector: tellers,
          }),
        ],
        lets: [from(teller)],
        stops: [from(client)],
      },
    });
  });

  describe('on address blocks', () => {
    const net = '203.0.113.0/24';
    check({
      'those of cidr that except does not hold': {
        given: [receiving({ ipBlock: { cidr: net, except: ['203.0.113.0/29'] } })],
        lets: [from({ ...stranger, address: at('203.0.113.8') })],
        stops: [from(stranger), from(client)],
      },
      'except takes from its own block alone': {
        given: [
          receiving(
            { ipBlock: { cidr: net, except: ['203.0.113.7/32'] } },
            { ipBlock: { cidr: '203.0.112.0/20' } },
          ),
        ],
        lets: [from(stranger)],
      },
      'except takes nothing from another policy': {
        given: [
          receiving({ ipBlock: { cidr: net, except: ['203.0.113.7/32'] } }),
          receiving({ ipBlock: { cidr: '203.0.113.7/32' } }),
        ],
        lets: [from(stranger)],
      },
      'pods have addresses like anyone': {
        given: [
          policy({
            policyTypes: ['Ingress', 'Egress'],
            ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.2/32' } }] }],
            egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/24'] } }] }],
          }),
        ],
        lets: [from(client), to(teller)],
        stops: [from(teller), to(client)],
      },
      'so have nodes': {
        given: [receiving({ ipBlock: { cidr: '192.168.0.0/16' } })],
        lets: [from(otherNode), from(onOtherNode)],
        stops: [from(client)],
      },
      'every address of IPv4 is none of IPv6': {
        given: [receiving({ ipBlock: { cidr: '0.0.0.0/0' } })],
        lets: [from(client), from(stranger)],
        stops: [from(sixth), from(strangerOf6)],
      },
      'every address of IPv6 is none of IPv4': {
        given: [receiving({ ipBlock: { cidr: '::/0', except: ['2001:db8:f::/48'] } })],
        lets: [from(sixth)],
        stops: [from(stranger), from(strangerOf6)],
      },
    });
  });

  describe('on selectors', () => {
    const bare = party(pod('bare', { labels: {} }));
    const blank = party(pod('blank', { labels: { app: '' } }));
    const odd = party(pod('odd', { labels: { constructor: 'x', ['__proto__']: 'y' } }));
    check({
      'In: present and listed': {
        given: [receivingWhere('app', 'In', 'client', 'other')],
        lets: [from(client)],
        stops: [from(bare), from(blank), from(teller)],
      },
      'In with the empty value: present and empty': {
        given: [receivingWhere('app', 'In', '')],
        lets: [from(blank)],
        stops: [from(bare), from(client)],
      },
      'matchLabels with the empty value likewise': {
        given: [receiving({ podSelector: { matchLabels: { app: '' } } })],
        lets: [from(blank)],
        stops: [from(bare), from(client)],
      },
      'NotIn: absent or not listed': {
        given: [receivingWhere('app', 'NotIn', 'client')],
        lets: [from(bare), from(blank), from(teller)],
        stops: [from(client)],
      },
      'Exists: present, be it empty': {
        given: [receivingWhere('app', 'Exists')],
        lets: [from(client), from(blank)],
        stops: [from(bare)],
      },
      'DoesNotExist: absent': {
        given: [receivingWhere('app', 'DoesNotExist')],
        lets: [from(bare)],
        stops: [from(client), from(blank)],
      },
      'matchLabels and matchExpressions are ANDed': {
        given: [
          receiving({
            namespaceSelector: {},
            podSelector: {
              matchLabels: { app: 'client' },
              matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['client'] }],
            },
          }),
        ],
        stops: [from(client), from(teller)],
      },
      'a key that every object inherits is absent unless the pod has it': {
        given: [receivingWhere('constructor', 'Exists'), receivingWhere('__proto__', 'Exists')],
        lets: [from(odd)],
        stops: [from(client)],
      },
      'such a key has the value that the pod gives it': {
        given: [receiving({ podSelector: { matchLabels: { constructor: 'x', ['__proto__']: 'y' } } })],
        lets: [from(odd)],
        stops: [from(client)],
      },
    });
  });

  describe('on ports', () => {
    check({
      'a number without a protocol is of TCP': {
        given: onPorts({ port: 8080 }),
        lets: [from(client, 8080), to(stranger, 8080)],
        stops: [from(client, 8080, 'UDP'), to(stranger, 8080, 'SCTP'), from(client, 8081)],
      },
      'an empty entry is every port of TCP': {
        given: onPorts({}),
        lets: [from(client, 1), to(client, 65535)],
        stops: [from(client, 1, 'UDP'), to(client, 1, 'SCTP')],
      },
      'a protocol without a port is every port of it': {
        given: onPorts({ protocol: 'UDP' }),
        lets: [from(client, 53, 'UDP'), to(client, 5353, 'UDP')],
        stops: [from(client, 53), to(client, 53)],
      },
      "it is the destination's port in egress too, and never the source's": {
        given: onPorts({ port: 40000 }),
        lets: [to(client, 40000)],
        stops: [to(client, 8080), from(client, 8080)],
      },
      'a name is looked up on the destination, the pod itself in ingress and the peer in egress': {
        given: onPorts({ port: 'web' }),
        lets: [from(client, 8080), to(teller, 9090)],
        stops: [from(teller, 9090), to(teller, 8080)],
      },
      'name, number and protocol must agree': {
        given: onPorts({ port: 'web', protocol: 'UDP' }),
        stops: [from(client, 8080), from(client, 8080, 'UDP'), to(teller, 9090, 'UDP')],
      },
      'a name is in no pod that declares no port': {
        given: onPorts({ port: 'web' }),
        stops: [to(client, 8080), to(client, 9090)],
      },
      'a name is on nothing but a pod': {
        given: onPorts({ port: 'web' }),
        stops: [to(stranger, 8080), to(node({ pod: withWeb }), 8080), to(otherNode, 8080)],
      },
      'a number needs no declaration': {
        given: onPorts({ port: 7 }),
        lets: [from(client, 7), to(client, 7)],
      },
      'a range holds both its ends': {
        given: onPorts({ port: 8000, endPort: 8080 }),
        lets: [from(client, 8000), from(client, 8080), to(client, 8040)],
        stops: [from(client, 7999), to(client, 8081), from(client, 8000, 'UDP')],
      },
    });
  });

  describe('on the pod itself and nodes', () => {
    const denyAll = [policy({ policyTypes: ['Ingress', 'Egress'] })];
    check({
      'a pod cannot block itself': { given: denyAll, lets: [from(server), to(server)] },
      'another pod with the same name is another pod': {
        given: denyAll,
        stops: [from(party(pod('server'))), to(party(pod('server')))],
      },
      'a pod cannot block its own node': {
        given: denyAll,
        lets: [from(ownNode), to(ownNode), from(node({ isLocal: true })), to(node({ isLocal: true }))],
      },
      'it can block another, and one of which nothing is known': {
        given: denyAll,
        stops: [from(otherNode), to(otherNode), from(node({})), to(node({}))],
      },
      'another pod of the same node is not the node': {
        given: denyAll,
        stops: [from(party(pod('neighbour', { node: 'node-of-server' })))],
      },
      'a pod with hostNetwork is its node': {
        given: [receiving({ namespaceSelector: {} })],
        lets: [from(onOwnNode)],
        stops: [from(onOtherNode)],
      },
    });

    it('isolates no node, whatever selects the pod in its network', () => {
      const given = world([policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })]);
      expect(naivelyAllowed(given, flow(client, onOtherNode), 'ingress')).to.equal(true);
      expect(naivelyAllowed(given, flow(onOtherNode, server), 'egress')).to.equal(true);
    });

    it('does not take an unknown node for that of a pod whose node is unknown', () => {
      const { node: _, ...homeless } = pod('server');
      expect(naivelyAllowed(world(denyAll), flow(node({}), party(homeless)), 'ingress')).to.equal(false);
    });
  });

  describe('under each model', () => {
    // Both pods are isolated both ways; the client opens TCP 8080 on the server.
    const denyAll = policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    const ofClient = { podSelector: { matchLabels: { app: 'client' } } };
    const toServer = { podSelector: { matchLabels: { app: 'server' } } };
    const rules = {
      Ce: policy({
        ...ofClient,
        policyTypes: ['Egress'],
        egress: [{ to: [toServer], ports: [{ port: 8080 }] }],
      }),
      Si: policy({ ingress: [{ from: [ofClient], ports: [{ port: 8080 }] }] }),
      Se: policy({
        policyTypes: ['Egress'],
        egress: [{ to: [ofClient], ports: [{ port: 32768, endPort: 60999 }] }],
      }),
      Ci: policy({ ...ofClient, ingress: [{ from: [toServer] }] }),
    };
    type Rules = readonly (keyof typeof rules)[];

    const clientEgress = 'request fails at source egress';
    const serverIngress = 'request fails at destination ingress';
    const serverEgress = 'reply fails at destination egress';
    const clientIngress = 'reply fails at source ingress';
    const yes = 'succeeds';

    const columns = ['unenforced', 'stateful', 'three-check', 'stateless'] as const;
    const table: readonly (readonly [Rules, ...string[]])[] = [
      [[], yes, clientEgress, clientEgress, clientEgress],
      [['Ce'], yes, serverIngress, serverIngress, serverIngress],
      [['Si'], yes, clientEgress, clientEgress, clientEgress],
      [['Ce', 'Si'], yes, yes, serverEgress, serverEgress],
      [['Ce', 'Si', 'Se'], yes, yes, yes, clientIngress],
      [['Ce', 'Si', 'Se', 'Ci'], yes, yes, yes, yes],
      [['Ce', 'Si', 'Ci'], yes, yes, serverEgress, serverEgress],
    ];

    for (const [present, ...verdicts] of table) {
      it(`judges ${present.join(' ') || 'no rule'}`, () => {
        const policies = [denyAll, ...present.map(name => rules[name])];
        const judged = columns.map(name => verdict(world(policies, models[name]), flow(client, server)));
        expect(judged).to.deep.equal(verdicts);
      });
    }

    it('judges later packets too, where the model says so', () => {
      const policies = [denyAll, rules.Ce, rules.Si];
      const late = (...later: readonly Direction[]) =>
        verdict(world(policies, { request: [], reply: [], later }), flow(client, server));
      expect(late()).to.equal('succeeds');
      expect(late('ingress')).to.equal('later fails at source ingress');
      expect(late('egress', 'ingress')).to.equal('later fails at destination egress');
      expect(
        verdict(world([denyAll], { request: [], reply: [], later: ['ingress'] }), flow(client, server)),
      ).to.equal('later fails at destination ingress');
    });

    it('finds no one isolated in a flow from one node to another', () => {
      const given = world([denyAll], models.stateless);
      expect(verdict(given, flow(onOwnNode, otherNode))).to.equal('succeeds');
    });
  });

  describe('on closed ports', () => {
    const closing = policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{}] }, 'bank');
    const cases: readonly (readonly [string, readonly NetworkPolicy[], Flow, string])[] = [
      ['TCP to an open port', [], flow(client, teller, 9090), 'succeeds'],
      ['TCP to a closed port', [], flow(client, teller, 8080), 'refused'],
      ['an open port of another protocol', [], flow(client, teller, 9090, 'UDP'), 'refused'],
      ['declared ports are not all', [], flow(client, server, 1), 'succeeds'],
      ['a pod that listens everywhere', [], flow(server, client, 1), 'succeeds'],
      ['the address of nobody', [], flow(client, stranger, 1), 'succeeds'],
      ['a pod that dials itself', [], flow(teller, teller, 1), 'refused'],
      ['a pod in the network of a node', [], flow(client, node({ pod: withWeb }), 1), 'refused'],
      [
        'a request that is stopped',
        [policy({ podSelector: {} }, 'bank')],
        flow(client, teller, 1),
        'request fails at destination ingress',
      ],
      ['RST is stopped', [closing], flow(client, teller, 1), 'reply fails at destination egress'],
      ['ABORT is stopped', [closing], flow(client, teller, 1, 'SCTP'), 'reply fails at destination egress'],
      ['an ICMP error is not', [closing], flow(client, teller, 1, 'UDP'), 'refused'],
    ];

    for (const [title, policies, asked, expected] of cases) {
      it(`${title}: ${expected}`, () => {
        expect(verdict(world(policies, models['three-check']), asked)).to.equal(expected);
      });
    }
  });
});

function verdict(given: JudgedWorld, asked: Flow): string {
  const judged = naiveVerdict(given, asked);
  return judged.kind === 'fails'
    ? `${judged.packet} fails at ${judged.end} ${judged.direction}`
    : judged.kind;
}
