import { expect } from 'chai';
import { inventoryOf } from '../testing/smallZone';
import { nearNames, nearNameText } from './nearNames';

const inventory = inventoryOf();

const meant: readonly (readonly [written: string, namespace: string, ...texts: string[]])[] = [
  ['backend', 'default', 'backend exists in namespace shop: write backend.shop'],
  ['backend.default', 'default', 'backend exists in namespace shop: write backend.shop'],
  ['Web.shop.svc.cluster.local.', 'shop', 'web exists in namespace default: write web.default'],
  ['web.shop', 'default', 'web exists in namespace default: write web'],
  ['bakcend', 'shop', 'did you mean backend?'],
  ['bakcend', 'default', 'did you mean backend.shop?'],
  ['backend.shopp', 'default', 'backend exists in namespace shop: write backend.shop'],
  ['bakend.shop', 'default', 'did you mean backend.shop?'],
  ['shop.exmaple.com', 'default', 'did you mean shop.example.com?'],
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
