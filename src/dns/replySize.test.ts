import { expect } from 'chai';
import type { Family } from '../addresses/address';
import { replySize, udpLimit } from './replySize';

/** Bytes and limits as the package that CoreDNS packs its answers with has them (miekg/dns v1.1.64, Msg.Truncate). */
const most: readonly (readonly [
  question: string,
  targets: readonly string[],
  family: Family,
  addresses: number,
  bytes: number,
])[] = [
  ['hl.shop.svc.cluster.local', [], 'IPv4', 29, 507],
  ['hl.shop.svc.cluster.local', [], 'IPv6', 16, 491],
  ['db.default.svc.cluster.local', ['hl.shop.svc.cluster.local'], 'IPv4', 27, 500],
  ['db.default.svc.cluster.local', ['example.com'], 'IPv4', 27, 503],
  ['db.default.svc.cluster.local', ['a.example.com', 'b.example.com'], 'IPv4', 26, 505],
];

describe('the size of an answer', () => {
  for (const [question, targets, family, addresses, bytes] of most)
    it(`${[question, ...targets].join(' → ')}: ${addresses} ${family} addresses fit`, () => {
      expect(replySize(question, targets, addresses, family)).to.equal(bytes);
      expect(replySize(question, targets, addresses + 1, family)).to.be.above(udpLimit);
    });
});
