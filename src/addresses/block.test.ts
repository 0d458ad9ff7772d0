import { BlockList } from 'node:net';
import { expect } from 'chai';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { type Address, formatAddress, parseAddress, width } from './address';
import {
  type Block,
  blockAround,
  blocksOf,
  contains,
  formatBlock,
  holds,
  type LaxSpelling,
  parseBlock,
  parseBlockOrAddress,
} from './block';
import { spansOf } from './spans';

const addresses = fc
  .tuple(fc.constantFrom('IPv4' as const, 'IPv6' as const), fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }))
  .map(([family, value]): Address => ({ family, value: value >> BigInt(128 - width[family]) }));

/** A block, and an address that lies in it, beside it or anywhere. */
const neighbours = fc
  .tuple(addresses, fc.nat(128), fc.bigInt({ min: -300n, max: 300n }), fc.boolean())
  .map(([base, bits, offset, atEnd]): { block: Block; address: Address } => {
    const block = blockAround(base, bits % (width[base.family] + 1));
    const value = block.span[atEnd ? 1 : 0] + offset;
    const most = (1n << BigInt(width[base.family])) - 1n;
    return { block, address: { ...base, value: value < 0n ? 0n : value > most ? most : value } };
  });

const nodeFamily = ({ family }: Address): 'ipv4' | 'ipv6' => (family === 'IPv4' ? 'ipv4' : 'ipv6');

describe('an address block', () => {
  it('holds the addresses that Node says it holds', () => {
    fc.assert(
      fc.property(neighbours, ({ block, address }) => {
        const oracle = new BlockList();
        const base = formatAddress({ ...address, value: block.span[0] });
        oracle.addSubnet(base, block.prefix, nodeFamily(address));
        expect(holds(block, address)).to.equal(oracle.check(formatAddress(address), nodeFamily(address)));
      }),
    );
  });

  it('begins where ipaddr.js lets it begin', () => {
    fc.assert(
      fc.property(addresses, fc.nat(128), (address, bits) => {
        const text = `${formatAddress(address)}/${bits % (width[address.family] + 1)}`;
        const kind = address.family === 'IPv4' ? ipaddr.IPv4 : ipaddr.IPv6;
        const network = parseAddress(kind.networkAddressFromCIDR(text).toNormalizedString());
        expect(parseBlock(text)?.block.span[0]).to.equal(network?.value);
      }),
    );
  });

  it('comes back from its spelling, which is strict', () => {
    fc.assert(
      fc.property(neighbours, ({ block }) => {
        const isMapped = block.family === 'IPv6' && block.span[0] >> 32n === 0xffffn;
        expect(parseBlock(formatBlock(block))).to.deep.equal({ block, lax: isMapped ? ['IPv4-mapped'] : [] });
      }),
    );
  });

  it('holds another exactly if it holds both its ends', () => {
    fc.assert(
      fc.property(neighbours, addresses, fc.nat(128), ({ block, address }, other, bits) => {
        for (const near of [address, other]) {
          const inner = blockAround(near, bits % (width[near.family] + 1));
          const [first, end] = inner.span;
          const ends = [first, end - 1n].map(value => ({ family: near.family, value }));
          expect(contains(block, inner)).to.equal(ends.every(end => holds(block, end)));
        }
      }),
    );
  });

  it('of one family holds nothing of the other', () => {
    const all = parseBlockOrAddress('0.0.0.0/0');
    const six = parseBlockOrAddress('::/128');
    expect(all && six && [contains(all, six), contains(six, all)]).to.deep.equal([false, false]);
    expect(all && holds(all, { family: 'IPv6', value: 0n })).to.equal(false);
  });

  /** Texts, the block they mean, and how they are not strict (StrictIPCIDRValidation). */
  const spellings: readonly (readonly [string, string, readonly LaxSpelling[]])[] = [
    ['10.0.0.0/8', '10.0.0.0/8', []],
    ['0.0.0.0/0', '0.0.0.0/0', []],
    ['010.0.0.0/8', '10.0.0.0/8', ['leading zeros']],
    ['10.0.0.00/8', '10.0.0.0/8', ['leading zeros']],
    ['10.0.0.0/08', '10.0.0.0/8', ['leading zeros']],
    ['10.0.0.1/8', '10.0.0.0/8', ['host bits']],
    ['10.0.0.01/8', '10.0.0.0/8', ['leading zeros', 'host bits']],
    ['10.0.0.1/32', '10.0.0.1/32', []],
    ['2001:0db8::/32', '2001:db8::/32', []],
    ['2001:DB8:0::/32', '2001:db8::/32', []],
    ['2001:db8::1/32', '2001:db8::/32', ['host bits']],
    ['fd00::/08', 'fd00::/8', ['leading zeros']],
    ['::ffff:10.0.0.0/104', '::ffff:a00:0/104', ['IPv4-mapped']],
    ['::ffff:10.0.0.1/104', '::ffff:a00:0/104', ['IPv4-mapped', 'host bits']],
    ['::10.0.0.0/104', '::a00:0/104', []],
  ];
  for (const [text, meant, lax] of spellings)
    it(`${text} is ${meant}${lax.length > 0 ? `, with ${lax.join(' and ')}` : ''}`, () => {
      const read = parseBlock(text);
      expect(read && formatBlock(read.block)).to.equal(meant);
      expect(read?.lax).to.deep.equal(lax);
    });

  const refused = ['10.0.0.0', '10.0.0.0/33', '::/129', '10.0.0.0/', '/8', '10.0.0.0/-1', '10.0.0.0/8/8'];
  const others = ['10.0.0/8', '10.0.0.256/8', '::1::/64', 'fe80::%1/64', ' 10.0.0.0/8', '10.0.0.0/8 ', 'a/8'];
  for (const text of [...refused, ...others, '00001::/16', '10.0.0.0/0x8'])
    it(`"${text}" is none`, () => {
      expect(parseBlock(text)).to.equal(undefined);
    });

  it('may be one of the fewest that make up a span', () => {
    const spelled = (...span: readonly [bigint, bigint]) => blocksOf('IPv4', span).map(formatBlock).join(' ');
    expect(spelled(1n, 15n)).to.equal('0.0.0.1/32 0.0.0.2/31 0.0.0.4/30 0.0.0.8/30 0.0.0.12/31 0.0.0.14/32');
    expect(spelled(0n, 1n << 32n)).to.equal('0.0.0.0/0');
    expect(spelled(7n, 7n)).to.equal('');
    expect(blocksOf('IPv6', [0n, 1n << 128n]).map(formatBlock)).to.deep.equal(['::/0']);
    fc.assert(
      fc.property(neighbours, neighbours, ({ block }, { address: { value } }) => {
        const span = [block.span[0], block.span[1] + (value & 0xffffn)] as const;
        const blocks = blocksOf('IPv6', span);
        expect(spansOf(blocks.map(each => each.span))).to.deep.equal([span]);
        for (const [i, each] of blocks.entries()) {
          expect(each).to.deep.equal(blockAround({ family: 'IPv6', value: each.span[0] }, each.prefix));
          const next = blocks[i + 1];
          const wider = next && blockAround({ family: 'IPv6', value: each.span[0] }, each.prefix - 1);
          expect(wider?.span).not.to.deep.equal([each.span[0], next?.span[1]]);
        }
      }),
    );
  });

  it('may be a single address', () => {
    const read = parseBlockOrAddress('10.1.2.3');
    expect(read && formatBlock(read)).to.equal('10.1.2.3/32');
    expect(parseBlockOrAddress('2001:db8::1')?.prefix).to.equal(128);
    expect(parseBlockOrAddress('web')).to.equal(undefined);
  });
});
