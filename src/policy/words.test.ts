import { expect } from 'chai';
import type { Peer, PolicyPort } from '../kubernetes/objects';
import { peerText, portText } from './words';

const web = { matchLabels: { app: 'web' } };
const inBlue = { matchExpressions: [{ key: 'team', operator: 'In' as const, values: ['blue'] }] };

const peers: readonly (readonly [Peer, string])[] = [
  [{ podSelector: web }, 'pods app=web'],
  [{ podSelector: {} }, 'every pod'],
  [{ podSelector: { matchLabels: {}, matchExpressions: [] } }, 'every pod'],
  [{ podSelector: inBlue }, 'pods team in (blue)'],
  [{ namespaceSelector: {} }, 'every pod in any namespace'],
  [{ podSelector: web, namespaceSelector: {} }, 'pods app=web in any namespace'],
  [{ podSelector: web, namespaceSelector: inBlue }, 'pods app=web in namespaces team in (blue)'],
  [{ ipBlock: { cidr: '10.0.0.0/8' } }, '10.0.0.0/8'],
  [
    { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.2.0.0/16'] } },
    '10.0.0.0/8 except 10.1.0.0/16, 10.2.0.0/16',
  ],
];

const ports: readonly (readonly [PolicyPort, string])[] = [
  [{}, 'every TCP port'],
  [{ protocol: 'UDP' }, 'every UDP port'],
  [{ port: 8080 }, '8080/TCP'],
  [{ port: 'http', protocol: 'SCTP' }, 'http/SCTP'],
  [{ port: 8000, endPort: 8999 }, '8000-8999/TCP'],
  [{ port: 8000, endPort: 8000 }, '8000/TCP'],
];

describe('in the words of a rule', () => {
  for (const [peer, text] of peers)
    it(`a peer is "${text}"`, () => {
      expect(peerText(peer)).to.equal(text);
    });

  for (const [port, text] of ports)
    it(`a port is "${text}"`, () => {
      expect(portText(port)).to.equal(text);
    });
});
