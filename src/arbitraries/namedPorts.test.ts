import { expect } from 'chai';
import { emptyCluster } from '../cluster/cluster';
import type { NetworkPolicy, PolicyPort } from '../kubernetes/objects';
import { anyPort, type Dialled, portsNamed } from './namedPorts';

const policyOn = (...ports: readonly PolicyPort[]): NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'p', namespace: 'shop' },
  spec: { podSelector: {}, ingress: [{ ports }] },
});

const declared = (policy: NetworkPolicy, dialled: Dialled): readonly string[] =>
  portsNamed(emptyCluster, [policy], dialled).map(ports =>
    ports.map(({ name, port, protocol }) => `${name}=${port}/${protocol}`).join(' '),
  );

describe('the ports that a pod may declare', () => {
  it('have each name that rules know, and two at once, as one may let out and the other in', () => {
    expect(
      declared(policyOn({ port: 'http' }, { port: 'web' }), { span: [80, 81], protocol: 'TCP' }),
    ).to.deep.equal(['', 'http=80/TCP', 'web=80/TCP', 'http=80/TCP web=80/TCP']);
  });

  it('have a number for each part of a range that rules tell apart', () => {
    const policy = policyOn({ port: 'http' }, { port: 8500, endPort: 8600 });
    expect(declared(policy, { span: [8000, 9000], protocol: 'TCP' })).to.deep.equal([
      '',
      'http=8000/TCP',
      'http=8500/TCP',
      'http=8601/TCP',
    ]);
  });

  it('have the name that is dialled, whether or not rules know it', () => {
    const dialled = { ...anyPort, name: 'http', protocol: 'TCP' } as const;
    expect(declared(policyOn({ port: 80 }), dialled)).to.deep.equal([
      'http=1/TCP',
      'http=80/TCP',
      'http=81/TCP',
    ]);
  });

  it('have no name of another protocol than the one dialled', () => {
    const policy = policyOn({ port: 'dns', protocol: 'UDP' });
    expect(declared(policy, { span: [53, 54], protocol: 'TCP' })).to.deep.equal(['']);
  });
});
