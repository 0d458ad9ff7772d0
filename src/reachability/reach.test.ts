import { expect } from 'chai';
import { formatPorts } from '../addresses/port';
import { candidatesOf } from '../dataplane/candidates';
import { resolveEndpoint } from '../english/endpoint';
import { listPods } from '../scenario/inventory';
import { addPolicies } from '../scenario/policies';
import { Scenario } from '../scenario/scenario';
import { type ModelName, models } from '../settings/models';
import { nowhere } from '../testing/edge';
import { reachBetween } from './reach';

const policyOf = (name: string, spec: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name} }\nspec: ${spec}\n`;

/** As `TCP 80,443-445 | UDP 53`, what is unreliable after a question mark. */
function reach(policies: readonly string[], model: ModelName, [from, to]: readonly [string, string]): string {
  const scenario = new Scenario(nowhere, {});
  listPods(scenario, [
    ['pod', 'ports'],
    ['web', ''],
    ['db', 'sql=5432, metrics=9100'],
  ]);
  if (policies.length > 0) addPolicies(scenario, policies.join('---\n'));
  const { network, surroundings } = scenario;
  const [source, destination] = [from, to].map(
    name => candidatesOf(network, resolveEndpoint(name, surroundings))[0]?.party,
  );
  if (!source || !destination) throw new Error('nobody is there');
  const { succeeds, unreliable } = reachBetween(network, models[model], source, destination);
  const texts = (['TCP', 'UDP', 'SCTP'] as const).flatMap(protocol => [
    ...(succeeds[protocol].length > 0 ? [`${protocol} ${formatPorts(succeeds[protocol])}`] : []),
    ...(unreliable[protocol].length > 0 ? [`${protocol} ${formatPorts(unreliable[protocol])}?`] : []),
  ]);
  return texts.join(' | ') || 'nothing';
}

const ingress = (rules: string): string =>
  policyOf('in', `{ podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress], ingress: ${rules} }`);
const egress = (rules: string): string =>
  policyOf('out', `{ podSelector: { matchLabels: { app: db } }, policyTypes: [Egress], egress: ${rules} }`);

const all = 'TCP 1-65535 | UDP 1-65535 | SCTP 1-65535';
const cases: readonly (readonly [string, readonly string[], ModelName, readonly [string, string], string])[] =
  [
    ['no policy', [], 'stateful', ['web', 'db'], all],
    ['a pod and itself', [ingress('[]')], 'stateless', ['db', 'db'], all],
    ['nothing allowed', [ingress('[]')], 'stateful', ['web', 'db'], 'nothing'],
    ['nothing enforced', [ingress('[]')], 'unenforced', ['web', 'db'], all],
    [
      'numbers and a range',
      [ingress('[{ ports: [{ port: 80 }, { port: 443, endPort: 445 }, { port: 53, protocol: UDP }] }]')],
      'stateful',
      ['web', 'db'],
      'TCP 80,443-445 | UDP 53',
    ],
    ['a name', [ingress('[{ ports: [{ port: sql }] }]')], 'stateful', ['web', 'db'], 'TCP 5432'],
    [
      'a name that nobody has',
      [ingress('[{ ports: [{ port: smtp }] }]')],
      'stateful',
      ['web', 'db'],
      'nothing',
    ],
    ['a protocol', [ingress('[{ ports: [{ protocol: SCTP }] }]')], 'stateful', ['web', 'db'], 'SCTP 1-65535'],
    [
      'what both ends allow',
      [
        ingress('[{ ports: [{ port: 80, endPort: 90 }] }]'),
        policyOf(
          'w',
          '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{ ports: [{ port: 85, endPort: 99 }] }] }',
        ),
      ],
      'stateful',
      ['web', 'db'],
      'TCP 85-90',
    ],
    ['no egress for the reply', [egress('[]')], 'three-check', ['web', 'db'], 'nothing'],
    ['no egress for the reply, upstream', [egress('[]')], 'stateful', ['web', 'db'], all],
    [
      'egress for some of the client’s ports',
      [egress('[{ ports: [{ port: 40000, endPort: 50000 }] }]')],
      'three-check',
      ['web', 'db'],
      'TCP 1-65535?',
    ],
    [
      'egress for all of them',
      [egress('[{ ports: [{ port: 32768, endPort: 60999 }] }]')],
      'three-check',
      ['web', 'db'],
      'TCP 1-65535',
    ],
    [
      'the block of an address outside',
      [
        ingress(
          '[{ from: [{ ipBlock: { cidr: 203.0.113.0/24, except: [203.0.113.128/25] } }], ports: [{ port: 80 }] }]',
        ),
      ],
      'stateful',
      ['203.0.113.7', 'db'],
      'TCP 80',
    ],
    [
      'its exception',
      [
        ingress(
          '[{ from: [{ ipBlock: { cidr: 203.0.113.0/24, except: [203.0.113.128/25] } }], ports: [{ port: 80 }] }]',
        ),
      ],
      'stateful',
      ['203.0.113.200', 'db'],
      'nothing',
    ],
  ];

describe('the ports on which one reaches another', () => {
  for (const [title, policies, model, pair, expected] of cases)
    it(`${title}: ${expected} (${model})`, () => {
      expect(reach(policies, model, pair)).to.equal(expected);
    });
});
