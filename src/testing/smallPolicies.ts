import fc from 'fast-check';
import { protocols } from '../addresses/port';
import type { LabelSelector, NetworkPolicy, Peer, PolicyPort } from '../kubernetes/objects';

// Policies so small that random ones meet: two namespaces, two label keys of two values, ports and addresses from a
// handful, some of the ports in the ephemeral range, where replies are judged.

export const portNumbers = fc.constantFrom(1, 80, 81, 8080, 32768, 40000, 60999, 65535);
const blocks = ['0.0.0.0/0', '10.0.0.0/30', '10.0.0.2/31', '203.0.113.0/24', '203.0.113.128/25', '::/0'];

export const labels = fc.record(
  { app: fc.constantFrom('a', 'b'), tier: fc.constantFrom('1', '2') },
  { requiredKeys: [] },
);

const expressions = fc.oneof(
  fc.record({
    key: fc.constantFrom('app', 'tier'),
    operator: fc.constantFrom('In' as const, 'NotIn' as const),
    values: fc.subarray(['a', 'b', '1'], { minLength: 1 }),
  }),
  fc.record({
    key: fc.constantFrom('app', 'tier'),
    operator: fc.constantFrom('Exists' as const, 'DoesNotExist' as const),
  }),
);
const selectors: fc.Arbitrary<LabelSelector> = fc.oneof(
  fc.constant({}),
  labels.map(matchLabels => ({ matchLabels })),
  expressions.map(expression => ({ matchExpressions: [expression] })),
);
const namespaceSelectors = fc.constantFrom(
  {},
  { matchLabels: { team: 'x' } },
  { matchLabels: { team: 'y' } },
);

const peers: fc.Arbitrary<Peer> = fc.oneof(
  selectors.map(podSelector => ({ podSelector })),
  namespaceSelectors.map(namespaceSelector => ({ namespaceSelector })),
  fc.record({ podSelector: selectors, namespaceSelector: namespaceSelectors }),
  fc.constantFrom(...blocks).map(cidr => ({ ipBlock: { cidr } })),
  fc.constant({ ipBlock: { cidr: '10.0.0.0/30', except: ['10.0.0.2/31'] } }),
  fc.constant({ ipBlock: { cidr: '0.0.0.0/0', except: ['203.0.113.128/25'] } }),
);

const ports: fc.Arbitrary<PolicyPort> = fc
  .record(
    {
      protocol: fc.constantFrom(...protocols),
      port: fc.oneof(portNumbers, fc.constant('http')),
      end: fc.nat(9),
    },
    { requiredKeys: [] },
  )
  .chain(({ end, ...port }) =>
    typeof port.port !== 'number' || end === undefined
      ? fc.constant(port)
      : portNumbers.map(last => ({ ...port, endPort: Math.max(last, Number(port.port)) })),
  );

const portLists = fc.array(ports, { maxLength: 2 });
const peerLists = fc.array(peers, { maxLength: 2 });
const ingress = fc.array(fc.record({ ports: portLists, from: peerLists }, { requiredKeys: [] }), {
  maxLength: 2,
});
const egress = fc.array(fc.record({ ports: portLists, to: peerLists }, { requiredKeys: [] }), {
  maxLength: 2,
});

const specs = fc
  .record(
    {
      policyTypes: fc.subarray(['Ingress' as const, 'Egress' as const]),
      ingress,
      egress,
      selector: selectors,
    },
    { requiredKeys: ['selector'] },
  )
  .map(({ selector, ...rest }) => ({ podSelector: selector, ...rest }));

/** Up to five policies, named p1, p2 … */
export const policies: fc.Arbitrary<readonly NetworkPolicy[]> = fc
  .array(fc.tuple(specs, fc.constantFrom('x', 'y')), { maxLength: 5 })
  .map(all =>
    all.map(([spec, namespace], i) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: `p${i + 1}`, namespace },
      spec,
    })),
  );
