import { expect } from 'chai';
import type { Direction, NetworkPolicySpec, PolicyPort, PolicyType } from '../kubernetes/objects';
import { compilePolicy, directionsOf } from './compiledPolicy';

const policy = (spec: Omit<NetworkPolicySpec, 'podSelector'>) =>
  ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'p' },
    spec: { podSelector: {}, ...spec },
  }) as const;

/** policyTypes, then the directions isolated with: no egress list, an empty one, one with a rule. */
const both: readonly Direction[] = ['ingress', 'egress'];
const table: readonly (readonly [
  readonly PolicyType[] | undefined,
  readonly Direction[],
  readonly Direction[],
  readonly Direction[],
])[] = [
  [undefined, ['ingress'], ['ingress'], both],
  [[], ['ingress'], ['ingress'], both],
  [['Ingress'], ['ingress'], ['ingress'], ['ingress']],
  [['Egress'], ['egress'], ['egress'], ['egress']],
  [['Ingress', 'Egress'], both, both, both],
  [['Egress', 'Ingress'], both, both, both],
  [['Ingress', 'Ingress'], ['ingress'], ['ingress'], ['ingress']],
];

describe('the directions that a policy isolates', () => {
  for (const [types, ...expected] of table)
    it(`policyTypes ${types ? `[${types}]` : 'missing'}: whatever its ingress rules`, () => {
      const policyTypes = types && { policyTypes: types };
      for (const ingress of [{}, { ingress: [] }, { ingress: [{}] }]) {
        const found = [{}, { egress: [] }, { egress: [{}] }].map(egress =>
          directionsOf(policy({ ...policyTypes, ...ingress, ...egress })),
        );
        expect(found).to.deep.equal(expected);
      }
    });
});

describe('a compiled policy', () => {
  it('has no rules where it does not isolate, though some are written', () => {
    const { rules } = compilePolicy(policy({ policyTypes: ['Egress'], ingress: [{}] }), 'x');
    expect(rules).to.deep.equal({ egress: [] });
  });

  it('lives in its own namespace, else in the one it is read in', () => {
    const written = policy({});
    const metadata = { name: 'p', namespace: 'y' };
    expect(compilePolicy(written, 'x').namespace).to.equal('x');
    expect(compilePolicy({ ...written, metadata }, 'x').namespace).to.equal('y');
  });

  it('counts its rules from 1', () => {
    const { rules } = compilePolicy(policy({ ingress: [{}, { ports: [{ port: 80 }] }] }), 'x');
    expect(rules.ingress?.map(({ number }) => number)).to.deep.equal([1, 2]);
  });

  const ports: readonly (readonly [PolicyPort, object])[] = [
    [{}, { protocol: 'TCP' }],
    [{ protocol: 'SCTP' }, { protocol: 'SCTP' }],
    [{ port: 80 }, { protocol: 'TCP', numbers: [80, 81] }],
    [
      { port: 80, endPort: 80 },
      { protocol: 'TCP', numbers: [80, 81] },
    ],
    [
      { port: 80, endPort: 90, protocol: 'UDP' },
      { protocol: 'UDP', numbers: [80, 91] },
    ],
    [
      { port: 1, endPort: 65535 },
      { protocol: 'TCP', numbers: [1, 65536] },
    ],
    [{ port: 'http' }, { protocol: 'TCP', name: 'http' }],
  ];
  for (const [port, expected] of ports)
    it(`reads the port ${JSON.stringify(port)}`, () => {
      expect(compilePolicy(policy({ ingress: [{ ports: [port] }] }), 'x').ports).to.deep.equal([
        { ...expected, source: port },
      ]);
    });

  it('is made of blocks that were validated, and of no others', () => {
    const from = [{ ipBlock: { cidr: '10.0.0.0/33' } }];
    expect(() => compilePolicy(policy({ ingress: [{ from }] }), 'x')).to.throw(
      'ipBlock 10.0.0.0/33 was not validated',
    );
  });
});
