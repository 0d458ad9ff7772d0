import { expect } from 'chai';
import fc from 'fast-check';
import { parseBlock } from '../addresses/block';
import { protocols } from '../addresses/port';
import { cutAt } from '../addresses/spans';
import type { Party } from '../cluster/flow';
import type { Network } from '../dataplane/network';
import type { Direction, IngressRule, NetworkPolicy } from '../kubernetes/objects';
import { clusterOf, networks, podWith } from '../testing/smallNetworks';
import { compilePolicy } from './compiledPolicy';
import { addressSpans, portEdges } from './edges';
import { type Decision, judge } from './judge';
import { policySetOf } from './policySet';

const podParty = (network: Network, i: number): Party => {
  const pod = [...network.cluster.pods.values()][i];
  const address = pod && network.addresses.ofPod(pod)[0];
  if (!pod || !address) throw new Error(`no pod ${i}`);
  return { kind: 'pod', pod, address };
};

/** The decision in a form that can be compared: why, by whom. */
const spelled = (decision: Decision): string =>
  decision.allowed
    ? `${decision.reason} ${decision.reason === 'rule' ? `${decision.by.policy.name} ${decision.by.rule}` : ''}`
    : `denied by ${decision.isolatedBy.map(({ name }) => name).join()}`;

const decide = (
  { policies, settings }: Network,
  direction: Direction,
  flow: { source: Party; destination: Party; protocol: 'TCP' | 'UDP' | 'SCTP'; destinationPort: number },
): string => spelled(judge({ set: policies, settings, direction, flow: { ...flow, sourcePort: 50000 } }));

const policyWith = (ingress: readonly IngressRule[]): NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'p', namespace: 'x' },
  spec: { podSelector: {}, ingress },
});

describe('the edges of policy', () => {
  it('leave all ports between two of them with the same decision at both ends', () => {
    fc.assert(
      fc.property(
        networks,
        fc.constantFrom(...protocols),
        fc.nat(3),
        fc.nat(3),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (network, protocol, from, to, within) => {
          const source = podParty(network, from);
          const destination = podParty(network, to);
          const edges = portEdges(network.policies, protocol, source, destination);
          for (const [start, end] of cutAt([[1, 65536]], edges))
            for (const direction of ['egress', 'ingress'] as const) {
              const decisions = [start, Math.floor(start + within * (end - 1 - start)), end - 1].map(port =>
                decide(network, direction, { source, destination, protocol, destinationPort: port }),
              );
              expect(new Set(decisions).size, `ports ${start}-${end - 1}`).to.equal(1);
            }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('leave all addresses between two of them with the same decision', () => {
    fc.assert(
      fc.property(networks, fc.nat(3), (network, to) => {
        const pod = podParty(network, to);
        const spans = addressSpans(network.policies).IPv4;
        for (const [start, end] of cutAt([[0n, 1n << 32n]], spans.flat())) {
          const outside = [start, (start + end) / 2n, end - 1n].map(
            (value): Party => ({ kind: 'external', name: 'outside', address: { family: 'IPv4', value } }),
          );
          const tcp = { protocol: 'TCP', destinationPort: 80 } as const;
          for (const decisions of [
            outside.map(source => decide(network, 'ingress', { ...tcp, source, destination: pod })),
            outside.map(destination => decide(network, 'egress', { ...tcp, source: pod, destination })),
          ])
            expect(new Set(decisions).size, `addresses from ${start} to ${end}`).to.equal(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('lie around every number that a name stands for on the destination', () => {
    const named = [80, 8080].map(port => ({ name: 'http', port, protocol: 'TCP' as const }));
    const ports = [...named, { port: 9000, protocol: 'SCTP' as const }];
    const [web, api] = ['web', 'api'].map((name, i) =>
      podWith(name, {
        listening: { kind: 'declared', ports },
        addresses: [{ family: 'IPv4', value: BigInt(i) }],
      }),
    );
    if (!web || !api) throw new Error('two pods');
    const source = policyWith([
      { ports: [{ port: 'http' }, { port: 'dns', protocol: 'UDP' }, { protocol: 'SCTP' }] },
    ]);
    const set = policySetOf([compilePolicy(source, 'x')], clusterOf([web, api]));
    const [from, to] = [web, api].map(
      (pod): Party => ({ kind: 'pod', pod, address: { family: 'IPv4', value: 0n } }),
    );
    if (!from || !to) throw new Error('two parties');
    expect(portEdges(set, 'TCP', from, to)).to.deep.equal([80, 81, 8080, 8081]);
    expect(portEdges(set, 'UDP', from, to)).to.deep.equal([]);
    // A rule for every port changes nothing at any.
    expect(portEdges(set, 'SCTP', from, to)).to.deep.equal([]);
  });

  it('do not lie where a name stands for nothing, as outside', () => {
    const source: NetworkPolicy = {
      ...policyWith([]),
      spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ ports: [{ port: 'http' }] }] },
    };
    const web = podWith('web');
    const set = policySetOf([compilePolicy(source, 'x')], clusterOf([web]));
    const address = { family: 'IPv4', value: 0n } as const;
    const outside: Party = { kind: 'external', name: 'laptop', address };
    expect(portEdges(set, 'TCP', { kind: 'pod', pod: web, address }, outside)).to.deep.equal([]);
  });

  it('are the blocks that rules name and what these leave out, each once, in both families', () => {
    const source = policyWith([
      { from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] },
      { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }, { ipBlock: { cidr: '2001:db8::/32' } }] },
    ]);
    const set = policySetOf([compilePolicy(source, 'x')], clusterOf([]));
    const spans = (...texts: readonly string[]) => texts.map(text => parseBlock(text)?.block.span);
    expect(addressSpans(set)).to.deep.equal({
      IPv4: spans('10.0.0.0/8', '10.1.0.0/16'),
      IPv6: spans('2001:db8::/32'),
    });
  });
});
