import { BlockList } from 'node:net';
import { expect } from 'chai';
import fc from 'fast-check';
import { families, formatAddress, width } from './address';
import { addressSetOf, familiesIn, theInternet } from './addressSet';
import { parseBlock } from './block';
import { contains } from './spans';

/** RFC 1918, 6598, 1122 (loopback), 3927, 1112; RFC 4291 loopback, 4193, 4291 link-local and multicast. */
const notPublic = [
  '10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 224.0.0.0/4',
  '::1/128 fc00::/7 fe80::/10 ff00::/8',
].flatMap(line => line.split(' '));

const oracle = new BlockList();
for (const text of notPublic) {
  const [base = '', prefix] = text.split('/');
  oracle.addSubnet(base, Number(prefix), base.includes(':') ? 'ipv6' : 'ipv4');
}

/** Addresses anywhere, and close to where a listed block begins or ends. */
const addresses = fc.constantFrom(...families).chain(family => {
  const end = 1n << BigInt(width[family]);
  const edges = notPublic.flatMap(text => {
    const block = parseBlock(text)?.block;
    return block?.family === family ? block.span : [];
  });
  const near = fc
    .tuple(fc.constantFrom(...edges), fc.bigInt({ min: -2n, max: 2n }))
    .map(([edge, by]) => (edge + by + end) % end);
  return fc.oneof(near, fc.bigInt({ min: 0n, max: end - 1n })).map(value => ({ family, value }));
});

describe('the Internet', () => {
  it('is every address but those of the listed blocks', () => {
    fc.assert(
      fc.property(addresses, ({ family, value }) => {
        const text = formatAddress({ family, value });
        const listed = oracle.check(text, family === 'IPv4' ? 'ipv4' : 'ipv6');
        expect(contains(theInternet[family], value), text).to.equal(!listed);
      }),
      { numRuns: 500 },
    );
  });
});

describe('an address set', () => {
  const blocks = ['10.0.0.0/9', '10.128.0.0/9', 'fd00::/8'].flatMap(text => parseBlock(text)?.block ?? []);

  it('joins blocks of a family and keeps families apart', () => {
    expect(addressSetOf(blocks)).to.deep.equal({
      IPv4: [[0x0a000000n, 0x0b000000n]],
      IPv6: [[0xfdn << 120n, 0xfen << 120n]],
    });
  });

  it('tells in which families it has an address', () => {
    expect(familiesIn(addressSetOf(blocks))).to.deep.equal(['IPv4', 'IPv6']);
    expect(familiesIn(addressSetOf(blocks.slice(2)))).to.deep.equal(['IPv6']);
    expect(familiesIn(addressSetOf([]))).to.deep.equal([]);
  });
});
