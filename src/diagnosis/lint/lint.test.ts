import { expect } from 'chai';
import type { NetworkPolicy, NetworkPolicySpec } from '../../kubernetes/objects';
import { listNamespaces, listPods } from '../../scenario/inventory';
import { apply } from '../../scenario/policies';
import { Scenario, type State } from '../../scenario/scenario';
import { listServices } from '../../scenario/services';
import { nowhere } from '../../testing/edge';
import { findingText, lintCodes } from './finding';
import { lint } from './lint';
import { lintRules } from './rules';

/** Of a namespace x with web, api and db, and a namespace y with db; nobody else is said to be unselected. */
function scenarioWith(policies: readonly NetworkPolicy[], model: State['model'] = 'stateful'): Scenario {
  const scenario = new Scenario(nowhere, { namespace: 'x', model });
  listNamespaces(scenario, [
    ['namespace', 'labels'],
    ['x', ''],
    ['y', 'team=b'],
  ]);
  listPods(scenario, [
    ['pod', 'labels', 'ports', 'ip'],
    ['web', 'app=web', 'http=8080', '10.0.0.1'],
    ['api', 'app=api', '8080', '10.0.0.2'],
    ['db', 'app=db', 'sql=5432', '10.0.0.3'],
    ['y/db', 'app=db,role=main', '5432', '10.0.0.4'],
  ]);
  listServices(scenario, [
    ['service', 'ports', 'cluster ip'],
    ['api', '80 → 8080', '10.96.0.5'],
  ]);
  apply(scenario, policies);
  return scenario;
}

function policy(spec: NetworkPolicySpec, name = 'p', namespace = 'x'): NetworkPolicy {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec };
}

const app = (name: string) => ({ podSelector: { matchLabels: { app: name } } });
const labelled = (key: string, value: string) => ({ matchLabels: { [key]: value } });
const dns = [{ port: 53, protocol: 'UDP' as const }, { port: 53 }];

/** What is said of policy p beside an allow-all for whoever is not meant. */
const rows: readonly (readonly [string, NetworkPolicySpec, readonly string[]])[] = [
  [
    'selects-nothing',
    { podSelector: labelled('app', 'shop') },
    ['policy x/p does nothing: no pod of x is app=shop'],
  ],
  [
    'peer-matches-nothing',
    { ...app('web'), ingress: [{ from: [{ podSelector: labelled('role', 'main') }] }] },
    ['x/p, ingress rule 1 names pods role=main: there is none in namespace x'],
  ],
  [
    'namespace-matches-nothing',
    { ...app('web'), ingress: [{ from: [{ namespaceSelector: labelled('name', 'y') }] }] },
    ['x/p, ingress rule 1 names every pod in namespaces name=y: no namespace is name=y'],
  ],
  [
    'port-matches-nothing',
    { ...app('db'), ingress: [{ ports: [{ port: 5433 }] }] },
    ['x/p, ingress rule 1 names port 5433/TCP, on which nobody listens: x/db listens on 5432/TCP'],
  ],
  [
    'service-port',
    { ...app('api'), ingress: [{ ports: [{ port: 80 }] }] },
    ['x/p, ingress rule 1 names port 80/TCP of Service x/api, whose pods are reached on 8080: write 8080'],
  ],
  [
    'dead-rule',
    { ...app('web'), policyTypes: ['Ingress'], ingress: [{}], egress: [{}] },
    ['x/p, egress rule 1 is dead: policyTypes leaves Egress out; add it, or delete the rule'],
  ],
  [
    'policy-types-missing',
    { ...app('web'), egress: [{}] },
    [
      'policy x/p has egress rules and no policyTypes, so that it lets nothing in as well: write policyTypes: [Egress], or [Ingress, Egress] if that is meant',
    ],
  ],
  [
    'egress-without-dns',
    { ...app('web'), policyTypes: ['Egress'], egress: [{ to: [app('api')], ports: [{ port: 8080 }] }] },
    [
      'policy x/p opens egress for x/web and not for DNS, so that no name is found: open port 53 over UDP and TCP to namespace kube-system',
    ],
  ],
  [
    'dns-over-udp-only',
    { ...app('web'), policyTypes: ['Egress'], egress: [{ to: [app('api')] }, { ports: dns.slice(0, 1) }] },
    [
      'x/p, egress rule 2 lets x/web ask DNS over UDP alone: add TCP, over which truncated answers are asked for again',
    ],
  ],
  [
    'block-covers-service',
    {
      ...app('web'),
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr: '10.96.0.0/24' } }] }, { ports: dns }],
    },
    [
      'x/p, egress rule 1 has 10.96.0.0/24 with 10.96.0.5, the address of Service x/api, which policy never sees: name its pods by their labels',
    ],
  ],
  [
    'block-covers-pod',
    { ...app('web'), ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.3/32' } }] }] },
    [
      'x/p, ingress rule 1 has 10.0.0.3/32 with 10.0.0.3, the address of pod x/db, which it does not keep: name pods by their labels',
    ],
  ],
  [
    'and-or',
    {
      ...app('web'),
      ingress: [
        { from: [{ namespaceSelector: labelled('team', 'b') }, { podSelector: labelled('role', 'main') }] },
      ],
    },
    [
      'x/p, ingress rule 1 names every pod in namespaces team=b, or pods role=main of namespace x, of which there is none: for pods role=main in namespaces team=b, write both selectors as one item',
    ],
  ],
  [
    'except-outside',
    {
      ...app('web'),
      ingress: [{ from: [{ ipBlock: { cidr: '192.0.2.0/24', except: ['198.51.100.0/24'] } }] }],
    },
    [
      'x/p, ingress rule 1 has an except 198.51.100.0/24 that lies outside 192.0.2.0/24: correct it, or delete it',
    ],
  ],
  [
    'except-outside',
    {
      ...app('web'),
      ingress: [{ from: [{ ipBlock: { cidr: '192.0.2.0/24', except: ['192.0.2.0/28', '192.0.2.4/30'] } }] }],
    },
    [
      'x/p, ingress rule 1 has an except 192.0.2.4/30 that lies inside 192.0.2.0/28: correct it, or delete it',
    ],
  ],
  [
    'except-equal',
    { ...app('web'), ingress: [{ from: [{ ipBlock: { cidr: '192.0.2.0/24', except: ['192.0.2.0/24'] } }] }] },
    [
      'x/p, ingress rule 1 has 192.0.2.0/24 except 192.0.2.0/24, of which nothing is left: correct the excepts, or delete the peer',
    ],
  ],
  [
    'shadowed-rule',
    { ...app('web'), ingress: [{ from: [app('api')] }, { from: [app('api')], ports: [{ port: 8080 }] }] },
    ['x/p, ingress rule 2 opens nothing that ingress rule 1 does not open: delete it, or narrow the other'],
  ],
  [
    'shadowed-rule',
    {
      ...app('web'),
      ingress: [{ from: [app('api'), app('db'), app('web')] }, { from: [{ podSelector: {} }] }],
    },
    ['x/p, ingress rule 1 opens nothing that ingress rule 2 does not open: delete it, or narrow the other'],
  ],
  [
    'redundant-rule',
    {
      ...app('db'),
      ingress: [
        { from: [app('api')], ports: [{ port: 5000, endPort: 5432 }] },
        { from: [app('api')], ports: [{ port: 5432, endPort: 5500 }] },
        { from: [app('api')], ports: [{ port: 5400, endPort: 5499 }] },
      ],
    },
    ['x/p, ingress rule 3 changes nothing in this cluster: other rules open all that it opens; delete it'],
  ],
  [
    'superfluous-reply-rule',
    {
      ...app('db'),
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [app('api')], ports: [{ port: 5432 }] }],
      egress: [{ to: [app('api')] }],
    },
    [
      'x/p, egress rule 1 only lets x/db answer pods app=api, which needs no rule upstream: delete it, as it opens new connections besides: x/db → x/api on every port',
    ],
  ],
];

describe('lint', () => {
  for (const [code, spec, expected] of rows)
    it(`says ${code} in plain words`, () => {
      const { network } = scenarioWith([policy(spec)]);
      const findings = lint(network, 'stateful').filter(finding => finding.code !== 'unselected-workload');
      expect(findings.map(findingText)).to.deep.equal(expected);
    });

  it('says nothing of a wide network that holds Services', () => {
    const wide = { ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/24'] } };
    const spec: NetworkPolicySpec = {
      ...app('web'),
      policyTypes: ['Egress'],
      egress: [{ to: [wide] }, { ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] }],
    };
    const findings = lint(scenarioWith([policy(spec)]).network, 'stateful');
    expect(findings.filter(({ policy: own }) => own)).to.deep.equal([]);
  });

  it('says redundant-policy in plain words', () => {
    const both = [policy(app('web'), 'p'), policy(app('web'), 'q')];
    const { network } = scenarioWith([...both, policy({ podSelector: {} }, 'all')]);
    expect(lint(network, 'stateful').flatMap(each => (each.policy ? findingText(each) : []))).to.deep.equal([
      'policy x/p changes nothing in this cluster: others isolate its pods and open all that it opens; delete it',
      'policy x/q changes nothing in this cluster: others isolate its pods and open all that it opens; delete it',
    ]);
  });

  it('says unselected-workload in plain words', () => {
    const { network } = scenarioWith([policy(app('web'))]);
    expect(lint(network, 'stateful').map(findingText)).to.deep.equal([
      'x/api[Pod] is selected by no policy, so that everybody may reach it and it may reach everybody',
      'x/db[Pod] is selected by no policy, so that everybody may reach it and it may reach everybody',
      'namespace y has no policy, so that y/db may be reached by everybody and reach everybody',
    ]);
  });

  it('takes rules for replies as needed where every packet is judged, or none', () => {
    const [, spec] = rows.at(-1) ?? [];
    const found = (model: State['model']): readonly string[] =>
      spec ? lint(scenarioWith([policy(spec)], model).network, model).map(({ code }) => code) : [];
    expect(found('three-check')).to.include('superfluous-reply-rule');
    for (const model of ['stateless', 'unenforced'] as const)
      expect(found(model), model).not.to.include('superfluous-reply-rule');
  });

  it('has one rule for each code, and gives way only to codes that there are', () => {
    expect(lintRules.map(({ code }) => code).sort()).to.deep.equal([...lintCodes].sort());
    expect(rows.map(([code]) => code)).to.include.members(
      lintCodes.filter(code => code !== 'redundant-policy' && code !== 'unselected-workload'),
    );
  });
});
