import { expect } from 'chai';
import type { LabelSelector, NetworkPolicySpec } from '../../kubernetes/objects';
import { compilePolicy } from '../../policy/compiledPolicy';
import { coversRule, coversSelector } from './cover';

const labels = (matchLabels: Record<string, string>): LabelSelector => ({ matchLabels });
const by = (operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist', ...values: string[]): LabelSelector => ({
  matchExpressions: [{ key: 'app', operator, ...(values.length > 0 && { values }) }],
});

/** Whether the first selects whatever the second does. */
const selectors: readonly (readonly [LabelSelector, LabelSelector, boolean])[] = [
  [{}, labels({ app: 'a' }), true],
  [labels({ app: 'a' }), {}, false],
  [labels({ app: 'a' }), labels({ app: 'a', tier: 'b' }), true],
  [labels({ app: 'a', tier: 'b' }), labels({ app: 'a' }), false],
  [by('In', 'a', 'b'), labels({ app: 'a' }), true],
  [by('In', 'a'), by('In', 'a', 'b'), false],
  [by('Exists'), by('In', 'a'), true],
  [by('Exists'), by('NotIn', 'a'), false],
  [by('NotIn', 'a'), by('In', 'b'), true],
  [by('NotIn', 'a'), by('In', 'a', 'b'), false],
  [by('NotIn', 'a'), by('NotIn', 'a', 'b'), true],
  [by('NotIn', 'a', 'b'), by('NotIn', 'a'), false],
  [by('NotIn', 'a'), by('DoesNotExist'), true],
  [by('DoesNotExist'), by('NotIn', 'a'), false],
];

type Rule = NonNullable<NetworkPolicySpec['ingress']>[number];
const own = { podSelector: labels({ app: 'a' }) };
const elsewhere = { ...own, namespaceSelector: labels({ team: 't' }) };
const named = { ...own, namespaceSelector: labels({ 'kubernetes.io/metadata.name': 'x' }) };
const block = (cidr: string, ...except: string[]) => ({ ipBlock: { cidr, except } });

/** Whether the first rule of a policy opens whatever the second does. */
const rules: readonly (readonly [string, Rule, Rule, boolean])[] = [
  ['anyone and somebody', {}, { from: [own] }, true],
  ['somebody and anyone', { from: [own] }, {}, false],
  ['the own namespace and others', { from: [own] }, { from: [elsewhere] }, false],
  ['other namespaces and the own', { from: [elsewhere] }, { from: [own] }, false],
  ['the own namespace by name and by silence', { from: [named] }, { from: [own] }, true],
  ['every namespace and the own', { from: [{ ...own, namespaceSelector: {} }] }, { from: [own] }, true],
  ['a block and a part of it', { from: [block('10.0.0.0/8')] }, { from: [block('10.1.0.0/16')] }, true],
  [
    'a block without the part',
    { from: [block('10.0.0.0/8', '10.1.0.0/16')] },
    { from: [block('10.1.0.0/24')] },
    false,
  ],
  ['a block and pods', { from: [block('0.0.0.0/0')] }, { from: [own] }, false],
  [
    'two ranges and one across them',
    {
      ports: [
        { port: 1, endPort: 5 },
        { port: 6, endPort: 9 },
      ],
    },
    { ports: [{ port: 4, endPort: 7 }] },
    true,
  ],
  [
    'a port and the same of another protocol',
    { ports: [{ port: 53 }] },
    { ports: [{ port: 53, protocol: 'UDP' }] },
    false,
  ],
  [
    'all ports of a protocol and a name',
    { ports: [{ protocol: 'TCP' }] },
    { ports: [{ port: 'http' }] },
    true,
  ],
  ['a number and a name', { ports: [{ port: 80 }] }, { ports: [{ port: 'http' }] }, false],
  ['all TCP ports and all ports', { ports: [{ protocol: 'TCP' }] }, {}, false],
];

describe('a selector holds another one within itself', () => {
  for (const [wide, narrow, expected] of selectors)
    it(`${JSON.stringify(wide)}, ${JSON.stringify(narrow)}: ${expected}`, () => {
      expect(coversSelector(wide, narrow)).to.equal(expected);
    });
});

describe('a rule opens whatever another one does', () => {
  for (const [title, wide, narrow, expected] of rules)
    it(`${title}: ${expected}`, () => {
      const policy = compilePolicy(
        {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'p', namespace: 'x' },
          spec: { podSelector: {}, ingress: [wide, narrow] },
        },
        'x',
      );
      const [first, second] = policy.rules.ingress ?? [];
      if (!first || !second) throw new Error('there are two rules');
      expect(coversRule({ policy, rule: first }, { policy, rule: second })).to.equal(expected);
    });
});
