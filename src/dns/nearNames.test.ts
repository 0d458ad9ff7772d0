import { expect } from 'chai';
import { inventoryOf } from '../testing/smallZone';
import { nearNames, nearNameText } from './nearNames';

const inventory = inventoryOf();

const meant: readonly (readonly [written: string, namespace: string, ...texts: string[]])[] = [
  ['backend', 'default', 'There is a Service backend in namespace shop: write backend.shop.'],
  ['backend.default', 'default', 'There is a Service backend in namespace shop: write backend.shop.'],
  ['Web.shop.svc.cluster.local.', 'shop', 'There is a Service web in namespace default: write web.default.'],
  ['web.shop', 'default', 'There is a Service web in namespace default: write web.'],
  ['bakcend', 'shop', 'Did you mean backend?'],
  ['bakcend', 'default', 'Did you mean backend.shop?'],
  ['backend.shopp', 'default', 'There is a Service backend in namespace shop: write backend.shop.'],
  ['bakend.shop', 'default', 'Did you mean backend.shop?'],
  ['shop.exmaple.com', 'default', 'Did you mean shop.example.com?'],
  ['something-else', 'default'],
  ['web.example.org', 'shop'],
  // It exists, and has no ready endpoint.
  ['late', 'shop'],
];

describe('what a name that does not exist may have meant', () => {
  for (const [written, namespace, ...texts] of meant)
    it(`${written} in ${namespace}: ${texts.join(' ') || 'nothing'}`, () => {
      expect(nearNames(inventory, written, namespace).map(nearNameText)).to.deep.equal(texts);
    });
});
