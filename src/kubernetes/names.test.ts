import { expect } from 'chai';
import { absoluteName } from './names';

describe('a DNS name', () => {
  for (const written of ['shop.example.com', 'Shop.Example.COM', 'shop.example.com.']) {
    it(`is the same as ${written}`, () => {
      expect(absoluteName(written)).to.equal('shop.example.com');
    });
  }
});
