import { expect } from 'chai';
import type { Address } from '../addresses/address';
import { AddressIds } from './addressIds';

describe('the ids of addresses', () => {
  const one: Address = { family: 'IPv4', value: 1n };

  it('count from 0', () => {
    const ids = new AddressIds();
    expect(ids.idOf(one)).to.equal(0);
    expect(ids.idOf({ family: 'IPv4', value: 2n })).to.equal(1);
  });

  it('are the same for equal addresses, and differ by family', () => {
    const ids = new AddressIds();
    expect(ids.idOf({ ...one })).to.equal(ids.idOf(one));
    expect(ids.idOf({ family: 'IPv6', value: 1n })).to.not.equal(ids.idOf(one));
  });

  it('lead back', () => {
    const ids = new AddressIds();
    expect(ids.addressOf(ids.idOf(one))).to.deep.equal(one);
    expect(() => ids.addressOf(7)).to.throw('No address has the id 7.');
  });
});
