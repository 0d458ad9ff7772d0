import { expect } from 'chai';
import { stringify } from 'yaml';
import { allowPolicy } from '../authoring/grant';
import { listExternals, listNamespaces, listNodes, listPods } from '../scenario/inventory';
import { Scenario } from '../scenario/scenario';
import { nowhere } from '../testing/edge';
import { readGrant } from './grant';
import { Refusal } from './refusal';
import { readSubject } from './subject';

const scenario = new Scenario(nowhere, { namespace: 'x' });
listNamespaces(scenario, [
  ['namespace', 'labels'],
  ['x', ''],
  ['y', 'team=y'],
]);
listPods(scenario, [
  ['pod', 'ip'],
  ['x/web', '10.0.0.5'],
  ['x/db', ''],
  ['y/db', ''],
  ['x/salt-and-pepper', ''],
]);
listNodes(scenario, [
  ['node', 'ip'],
  ['n1', '192.168.0.1'],
]);
listExternals(scenario, [
  ['name', 'addresses'],
  ['office', '203.0.113.0/25, 203.0.113.128/26, 2001:db8::1'],
]);

/** The spec that "web allows …" makes, but for its podSelector, as flow YAML. */
const specOf = (what: string, who = 'web'): string => {
  const subject = readSubject(who, scenario.surroundings);
  const { podSelector, ...spec } = allowPolicy(subject, readGrant(what, subject, scenario.surroundings)).spec;
  return stringify(spec, { collectionStyle: 'flow', lineWidth: 0 }).trim();
};

const ingress = (from: string): string => `{ policyTypes: [ Ingress ], ingress: [ { from: [ ${from} ] } ] }`;
const pods = (app: string): string => `{ podSelector: { matchLabels: { app: ${app} } } }`;
const inY = 'namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: y } }';

const rows: readonly (readonly [string, string])[] = [
  ['ingress', '{ policyTypes: [ Ingress ], ingress: [ {} ] }'],
  ['egress', '{ policyTypes: [ Egress ], egress: [ {} ] }'],
  ['ingress and egress', '{ policyTypes: [ Ingress, Egress ], ingress: [ {} ], egress: [ {} ] }'],
  ['Egress to anyone', '{ policyTypes: [ Egress ], egress: [ {} ] }'],
  ['ingress from db', ingress(pods('db'))],
  ['ingress from y/db', ingress(`{ ${inY}, podSelector: { matchLabels: { app: db } } }`)],
  [
    'ingress from db and y/db',
    ingress(`${pods('db')}, { ${inY}, podSelector: { matchLabels: { app: db } } }`),
  ],
  ['ingress from every pod', ingress('{ podSelector: {} }')],
  ['ingress from every pod in namespace y', ingress(`{ ${inY}, podSelector: {} }`)],
  ['ingress from every pod in any namespace', ingress('{ namespaceSelector: {}, podSelector: {} }')],
  ['ingress from namespace y', ingress(`{ ${inY} }`)],
  ['ingress from namespaces labelled team=y', ingress('{ namespaceSelector: { matchLabels: { team: y } } }')],
  ['ingress from any namespace', ingress('{ namespaceSelector: {} }')],
  ['ingress from pods labelled a=b, c=d', ingress('{ podSelector: { matchLabels: { a: b, c: d } } }')],
  [
    'ingress from pods labelled a=b and db',
    ingress(`{ podSelector: { matchLabels: { a: b } } }, ${pods('db')}`),
  ],
  ['ingress from 10.0.0.0/8', ingress('{ ipBlock: { cidr: 10.0.0.0/8 } }')],
  ['ingress from 10.0.0.5', ingress('{ ipBlock: { cidr: 10.0.0.5/32 } }')],
  ['ingress from 192.168.0.1', ingress('{ ipBlock: { cidr: 192.168.0.1/32 } }')],
  [
    'ingress from 10.0.0.0/8 except 10.1.0.0/16, 10.2.0.0/16 and web',
    ingress(`{ ipBlock: { cidr: 10.0.0.0/8, except: [ 10.1.0.0/16, 10.2.0.0/16 ] } }, ${pods('web')}`),
  ],
  [
    'ingress from 10.0.0.0/8 except 10.1.0.0/16 and db',
    ingress(`{ ipBlock: { cidr: 10.0.0.0/8, except: [ 10.1.0.0/16 ] } }, ${pods('db')}`),
  ],
  ['ingress from salt-and-pepper and db', ingress(`${pods('salt-and-pepper')}, ${pods('db')}`)],
  [
    'ingress from office',
    ingress(
      ['203.0.113.0/25', '203.0.113.128/26', '2001:db8::1/128']
        .map(cidr => `{ ipBlock: { cidr: ${cidr} } }`)
        .join(', '),
    ),
  ],
  [
    'egress to db on ports 80, 443-445 and dns/UDP',
    `{ policyTypes: [ Egress ], egress: [ { to: [ ${pods('db')} ], ports: [ { protocol: TCP, port: 80 }, { protocol: TCP, port: 443, endPort: 445 }, { protocol: UDP, port: dns } ] } ] }`,
  ],
  [
    'ingress on port 80',
    '{ policyTypes: [ Ingress ], ingress: [ { ports: [ { protocol: TCP, port: 80 } ] } ] }',
  ],
];

const refused: readonly (readonly [string, string])[] = [
  ['exgress', '"exgress" is no direction. Did you mean "egress"? There are: ingress, egress.'],
  ['ingress and ingress', '"ingress and ingress" says ingress twice.'],
  ['ingress to db', '"to db": ingress comes from someone, egress goes to someone.'],
  ['egress from db', '"from db": ingress comes from someone, egress goes to someone.'],
  ['ingress by db', '"by db" cannot be read: it goes: ingress [from …], egress [to …]'],
  ['ingress from anyone and db', '"anyone" stands alone: leave the other peers out, or leave it out.'],
  ['ingress from node/n1', '"node/n1" is a node: no selector names nodes; write its address.'],
  ['ingress from 10.0.0.0/8 except 11.0.0.0/16', 'what is excepted must be a smaller part of 10.0.0.0/8.'],
  ['ingress from 10.0.0.0/8 except 10.0.0.0/8', 'what is excepted must be a smaller part of 10.0.0.0/8.'],
  ['ingress from 10.0.0.1/8', '"10.0.0.1/8" is no exact address block: write 10.0.0.0/8.'],
  ['ingress from namespace q', 'There is no namespace "q".'],
];

describe('what a sentence grants', () => {
  for (const [what, spec] of rows)
    it(what, () => {
      expect(specOf(what)).to.equal(spec);
    });

  for (const [what, message] of refused)
    it(`is refused from "${what}"`, () => {
      expect(() => specOf(what)).to.throw(Refusal, message);
    });
});
