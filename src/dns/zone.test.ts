import { expect } from 'chai';
import fc from 'fast-check';
import { families, formatAddress } from '../addresses/address';
import { inventoryOf } from '../testing/smallZone';
import { addressesIn, type DnsAnswer } from './dnsAnswer';
import { isOfCluster } from './names';
import { answerOf } from './zone';

const inventory = inventoryOf();

/** `service web 10.96.0.20`. */
function answerText(answer: DnsAnswer): string {
  const addresses = families.flatMap(family => addressesIn(inventory, answer, family)).map(formatAddress);
  const who = (): string => {
    switch (answer.kind) {
      case 'service':
      case 'backings':
        return answer.service.name;
      case 'alias':
        return answer.of;
      case 'outside':
        return answer.endpoint.name;
      case 'NXDOMAIN':
        return answer.unready ? `as ${answer.unready.name} has no ready endpoint` : '';
      case 'NODATA':
        return `as ${answer.because}`;
      case 'addresses':
        return '';
    }
  };
  return [answer.kind, who(), ...addresses].filter(word => word !== '').join(' ');
}

const onlyBelow = 'NODATA as there are only names below it';
const mail = 'backings outdoors 192.0.2.1';

const answers: readonly (readonly [name: string, answer: string])[] = [
  // A cluster IP answers whether or not anybody is behind it.
  ['web.default.svc.cluster.local', 'service web 10.96.0.20'],
  ['WEB.Default.svc.cluster.LOCAL.', 'service web 10.96.0.20'],
  ['backend.shop.svc.cluster.local', 'service backend 10.96.0.21'],
  ['backend.default.svc.cluster.local', 'NXDOMAIN'],
  ['web.nowhere.svc.cluster.local', 'NXDOMAIN'],
  ['_http._tcp.web.default.svc.cluster.local', 'service web 10.96.0.20'],
  ['http.tcp.web.default.svc.cluster.local', 'service web 10.96.0.20'],
  ['_http._udp.web.default.svc.cluster.local', 'NXDOMAIN'],
  ['_grpc._tcp.web.default.svc.cluster.local', 'NXDOMAIN'],
  ['a._http._tcp.web.default.svc.cluster.local', 'NXDOMAIN'],

  ['db.shop.svc.cluster.local', 'backings db 10.1.1.0 10.1.1.1 fd01::10 fd01::11'],
  ['db-1.db.shop.svc.cluster.local', 'backings db 10.1.1.1 fd01::11'],
  ['db-2.db.shop.svc.cluster.local', 'NXDOMAIN'],
  // A hostname stands in place of the address.
  ['10-1-1-1.db.shop.svc.cluster.local', 'NXDOMAIN'],
  ['_http._tcp.db.shop.svc.cluster.local', 'backings db 10.1.1.0 10.1.1.1 fd01::10 fd01::11'],
  // Endpoints have names below a Service with a cluster IP as well.
  ['10-1-0-2.backend.shop.svc.cluster.local', 'backings backend 10.1.0.2'],
  ['10-1-0-3.backend.shop.svc.cluster.local', 'NXDOMAIN'],

  ['late.shop.svc.cluster.local', 'NXDOMAIN as late has no ready endpoint'],
  ['early.shop.svc.cluster.local', 'backings early 10.1.2.0'],
  ['leaving.shop.svc.cluster.local', 'NXDOMAIN as leaving has no ready endpoint'],
  ['parting.shop.svc.cluster.local', 'backings parting 10.1.3.0'],
  ['outdoors.shop.svc.cluster.local', 'backings outdoors 192.0.2.1 192.0.2.2'],
  ['mail.outdoors.shop.svc.cluster.local', mail],
  ['192-0-2-2.outdoors.shop.svc.cluster.local', 'backings outdoors 192.0.2.2'],
  ['192-0-2-3.outdoors.shop.svc.cluster.local', 'NXDOMAIN'],

  ['pay.default.svc.cluster.local', 'alias Shop.Example.com.'],
  ['x.pay.default.svc.cluster.local', 'NXDOMAIN'],
  ['number.default.svc.cluster.local', 'NXDOMAIN'],

  ['10-9-8-7.shop.pod.cluster.local', 'addresses 10.9.8.7'],
  ['fd01--1.empty.pod.cluster.local', 'addresses fd01::1'],
  ['10-9-8-7.kube-public.pod.cluster.local', 'addresses 10.9.8.7'],
  ['10-9-8-7.nowhere.pod.cluster.local', 'NXDOMAIN'],
  ['10-9-8-777.shop.pod.cluster.local', 'NXDOMAIN'],
  ['frontend.default.pod.cluster.local', 'NXDOMAIN'],

  ['cluster.local', onlyBelow],
  ['svc.cluster.local', onlyBelow],
  ['shop.svc.cluster.local', onlyBelow],
  ['nowhere.svc.cluster.local', 'NXDOMAIN'],
  ['web.default.cluster.local', 'NXDOMAIN'],
  ['web.default.svc.cluster.local.svc.cluster.local', 'NXDOMAIN'],

  ['Shop.Example.com', 'outside shop.example.com'],
  ['shop.example.com.', 'outside shop.example.com'],
  ['example.com', 'NXDOMAIN'],
  ['web', 'NXDOMAIN'],
  ['notcluster.local', 'NXDOMAIN'],
];

describe('what CoreDNS answers', () => {
  for (const [name, answer] of answers)
    it(`${name}: ${answer}`, () => {
      expect(answerText(answerOf(inventory, name))).to.equal(answer);
    });

  it('does not depend on capitals or a final dot', () => {
    const spelt = fc
      .constantFrom(...answers.map(([name]) => name))
      .chain(name =>
        fc.tuple(
          fc.constant(name),
          fc.tuple(...[...name].map(letter => fc.constantFrom(letter, letter.toUpperCase()))),
          fc.constantFrom('', '.'),
        ),
      );
    fc.assert(
      fc.property(spelt, ([name, letters, dot]) => {
        expect(answerOf(inventory, letters.join('').replace(/\.$/, '') + dot)).to.deep.equal(
          answerOf(inventory, name),
        );
      }),
    );
  });

  it('is its own where the name is of the cluster', () => {
    const names = ['a.cluster.local', 'cluster.local.', 'xcluster.local', 'cluster.local.com', 'local'];
    expect(names.filter(isOfCluster)).to.deep.equal(['a.cluster.local', 'cluster.local.']);
  });
});
