import { isIP, isIPv4, isIPv6 } from 'node:net';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Address, addressKey, formatAddress, formatRange, parseAddress } from './address';

/** Texts in the neighbourhood of addresses: right ones, and right ones with something put in or taken out. */
const nearAddresses = fc
  .tuple(
    fc.oneof(
      fc.ipV4(),
      fc.ipV4Extended(),
      fc.ipV6(),
      fc.constantFrom('::', '1::', '::ffff:10.1.2.3', '1:2:3:4:5:6:7:8'),
    ),
    fc.nat(40),
    fc.nat(2),
    fc.constantFrom('', '', '0', '00', '1', ':', '::', '.', 'a', 'g', '/', ' ', '-', 'x'),
  )
  .map(([text, at, removed, inserted]) => text.slice(0, at) + inserted + text.slice(at + removed));

const values = (family: Address['family'], bits: bigint): fc.Arbitrary<Address> =>
  fc.bigInt({ min: 0n, max: (1n << bits) - 1n }).map(value => ({ family, value }));
const addresses = fc.oneof(values('IPv4', 32n), values('IPv6', 128n));

/** What WHATWG's URL parser makes of an address: another implementation of RFC 5952. */
const spelledByUrl = (text: string): string =>
  new URL(`http://${isIPv6(text) ? `[${text}]` : text}/`).hostname.replace(/^\[|\]$/g, '');

const refused: readonly (readonly [string, string])[] = [
  ['', 'nothing'],
  ['10.1.2.3:80', 'a port'],
  ['10.0.0.0/8', 'a prefix'],
  ['fe80::1%eth0', 'a zone'],
  ['10.010.0.1', 'an octal part'],
  ['010.0.0.1', 'a first part with a leading zero'],
  ['0x0a.0.0.1', 'a hexadecimal part'],
  ['10.1', 'two parts'],
  ['167772161', 'one number'],
  ['10.0.0.256', 'a part beyond 255'],
  ['1::2::3', 'two gaps'],
  ['1:2:3:4:5:6:7', 'seven groups'],
  ['::12345', 'a group of five digits'],
  ['::ffff:10.0.0.01', 'a leading zero in the dotted end of an IPv6 address'],
  ['::ffff:010.0.0.1', 'a leading zero where the dotted end of an IPv6 address begins'],
  ['10.0.0.1e1', 'an exponent'],
  ['10.0.0.0x1', 'a hexadecimal last part'],
  ['::ffff:10.0.0.256', 'a part beyond 255 in the dotted end of an IPv6 address'],
  ['::ffff:10.0.1', 'three parts in the dotted end of an IPv6 address'],
  ['::10.0.0.1:5', 'dotted parts that are not the last'],
  ['::f10.0.0.1', 'a dotted end right behind a hexadecimal digit'],
  [' 10.0.0.1', 'a space'],
  ['10.0.0.1 ', 'a space behind'],
  [' ::1', 'a space before an IPv6 address'],
];

describe('an address', () => {
  it('is read exactly where Node reads one', () => {
    fc.assert(
      fc.property(nearAddresses, text => {
        expect(parseAddress(text)?.family, text).to.equal(
          isIPv4(text) ? 'IPv4' : isIP(text) ? 'IPv6' : undefined,
        );
      }),
      { numRuns: 2000 },
    );
  });

  for (const [text, what] of refused)
    it(`is not read from ${what}: "${text}"`, () => {
      expect(parseAddress(text)).to.equal(undefined);
    });

  it('comes back from its spelling', () => {
    fc.assert(
      fc.property(addresses, address => {
        expect(parseAddress(formatAddress(address))).to.deep.equal(address);
      }),
    );
  });

  it('is spelled as RFC 5952 and dotted decimal want it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), text => {
        const address = parseAddress(text);
        expect(address && formatAddress(address)).to.equal(spelledByUrl(text));
      }),
    );
  });

  it('ends in the four decimal parts that are written, mapped or not', () => {
    expect(parseAddress('::10.1.2.3')?.value).to.equal(0x0a010203n);
    expect(parseAddress('::ffff:10.1.2.3')?.value).to.equal(0xffff0a010203n);
    expect(parseAddress('64:ff9b::10.1.2.3')?.value).to.equal((0x0064ff9bn << 96n) | 0x0a010203n);
  });

  it('has a key of its own', () => {
    fc.assert(
      fc.property(addresses, addresses, (a, b) => {
        expect(addressKey(a) === addressKey(b)).to.equal(a.family === b.family && a.value === b.value);
      }),
    );
    expect(addressKey({ family: 'IPv4', value: 1n })).not.to.equal(addressKey({ family: 'IPv6', value: 1n }));
  });

  it('stands alone where a range holds only one', () => {
    expect(formatRange('IPv4', [0x0a000000n, 0x0a000001n])).to.equal('10.0.0.0');
    expect(formatRange('IPv4', [0x0a000000n, 0x0a000100n])).to.equal('10.0.0.0-10.0.0.255');
    expect(formatRange('IPv6', [0n, 1n << 128n])).to.equal('::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff');
  });
});
