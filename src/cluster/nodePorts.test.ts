import { expect } from 'chai';
import { withNodePorts } from './nodePorts';
import { type Service, serviceKey } from './service';

const service = (name: string, type: Service['type'], ports: Service['ports']): Service => ({
  namespace: 'x',
  name,
  type,
  headless: false,
  clusterIPs: [],
  externalIPs: [],
  ports,
  externalTrafficPolicy: 'Cluster',
  internalTrafficPolicy: 'Cluster',
  publishNotReadyAddresses: false,
});
const tcp = (port: number, nodePort?: number) =>
  ({ protocol: 'TCP', port, targetPort: port, ...(nodePort && { nodePort }) }) as const;

describe('node ports', () => {
  const given = [
    service('a', 'NodePort', [tcp(80), tcp(443, 30000)]),
    service('b', 'LoadBalancer', [{ protocol: 'UDP', port: 53, targetPort: 53 }, tcp(80)]),
    service('c', 'ClusterIP', [tcp(80)]),
    { ...service('d', 'LoadBalancer', [tcp(80), tcp(443, 30443)]), allocatesNodePorts: false as const },
  ];
  const ports = [...withNodePorts(new Map(given.map(one => [serviceKey(one), one]))).values()].map(one =>
    one.ports.map(({ nodePort }) => nodePort),
  );

  it('are given to Services that need them, protocols apart, past those that are taken', () => {
    expect(ports.slice(0, 2)).to.deep.equal([
      [30001, 30000],
      [30000, 30002],
    ]);
  });

  it('are not given to others', () => {
    expect(ports[2]).to.deep.equal([undefined]);
  });

  it('are not given to load balancers that want none but those that are written', () => {
    expect(ports[3]).to.deep.equal([undefined, 30443]);
  });
});
