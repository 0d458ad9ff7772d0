import { expect } from 'chai';
import type { Service } from '../cluster/service';
import type { CompiledPort } from './compiledPolicy';
import { coversServicePort } from './serviceMatch';

const service: Service = {
  namespace: 'shop',
  name: 'web',
  type: 'ClusterIP',
  headless: false,
  clusterIPs: [],
  externalIPs: [],
  selector: { app: 'web' },
  ports: [
    { protocol: 'TCP', port: 80, targetPort: 8080 },
    { protocol: 'TCP', port: 443, targetPort: 'tls' },
    { protocol: 'UDP', port: 53, targetPort: 53 },
    { protocol: 'UDP', port: 444, targetPort: 8443 },
  ],
  externalTrafficPolicy: 'Cluster',
  internalTrafficPolicy: 'Cluster',
  publishNotReadyAddresses: false,
};
const behind = [
  { port: 8080, protocol: 'TCP' },
  { name: 'tls', port: 8443, protocol: 'TCP' },
] as const;

function ruleFor(text: string): CompiledPort {
  const [port = '', protocol = 'TCP'] = text.split('/');
  const [first, last = first] = port.split('-').map(Number);
  const read = { protocol: protocol === 'UDP' ? 'UDP' : 'TCP', source: {} } as const;
  if (port === '*') return read;
  return Number.isNaN(first) ? { ...read, name: port } : { ...read, numbers: [first ?? 0, (last ?? 0) + 1] };
}

/** What a rule names, what is dialled, and whether it is covered. */
const rows: readonly (readonly [string, number, boolean])[] = [
  ['8080', 80, true],
  ['80', 80, false],
  ['8443', 443, true],
  ['tls', 443, true],
  ['443', 443, false],
  ['8080', 443, false],
  ['http', 80, false],
  ['*', 80, true],
  ['*', 443, true],
  ['8080/UDP', 80, false],
  ['53/UDP', 53, true],
  // The name is of a TCP port.
  ['tls/UDP', 444, false],
  ['8080-9000', 80, true],
  ['8080-9000', 443, true],
  ['8080-8100', 79, false],
  ['8080-8100', 8100, true],
  ['8080-8100', 8101, false],
];

describe('a rule about ports of pods, read at the address of a Service', () => {
  for (const [rule, dialled, covered] of rows)
    it(`${rule} ${covered ? 'covers' : 'does not cover'} ${dialled}`, () => {
      expect(coversServicePort(ruleFor(rule), service, behind, dialled)).to.equal(covered);
    });
});
