import { expect } from 'chai';
import fc from 'fast-check';
import { protocols } from '../addresses/port';
import { readPort, readPorts, readProtocol } from './port';
import { Refusal } from './refusal';

const form =
  'a port is a number, a range or a name, with a protocol if it is not TCP: 8080, 8000-8999, http, 53/UDP';
const between = 'a port number lies between 1 and 65535';

const refused: readonly (readonly [string, string])[] = [
  ['', `"" is no port: ${form}.`],
  ['80/TCP/x', `"80/TCP/x" is no port: ${form}.`],
  ['a b', `"a b" is no port: ${form}.`],
  ['-http', `"-http" is no port: ${form}.`],
  ['0', `"0" is no port: ${between}.`],
  ['65536', `"65536" is no port: ${between}.`],
  ['-1', `"-1" is no port: ${between}.`],
  ['80.5', `"80.5" is no port: ${between}.`],
  ['0-80', `"0-80" is no port: ${between}.`],
  ['80-65536', `"80-65536" is no port: ${between}.`],
  ['90-80', '"90-80" is no range of ports: it ends before it begins.'],
  ['80/', '"" is no protocol. There are: TCP, UDP, SCTP.'],
  ['80/UDPP', '"UDPP" is no protocol. Did you mean "UDP"? There are: TCP, UDP, SCTP.'],
  ['8/ICMP', 'NetworkPolicy does not say what happens to ICMP; ask about TCP, UDP or SCTP.'],
  ['8/icmpv6', 'NetworkPolicy does not say what happens to ICMP; ask about TCP, UDP or SCTP.'],
];

describe('a port in words', () => {
  it('is a number, a range or a name, of any protocol in any case', () => {
    const ports = fc.integer({ min: 1, max: 65535 });
    const cased = fc.constantFrom(...protocols, 'tcp', 'Udp', 'sctp');
    fc.assert(
      fc.property(ports, ports, cased, (a, b, protocol) => {
        const [first, last] = [Math.min(a, b), Math.max(a, b)];
        const expected = { kind: 'numbers', protocol: protocol.toUpperCase() };
        expect(readPort(`${a}/${protocol}`)).to.deep.equal({ ...expected, span: [a, a + 1] });
        expect(readPort(` ${first}-${last}/${protocol} `)).to.deep.equal({
          ...expected,
          span: [first, last + 1],
        });
      }),
    );
    expect(readPort('http-8/UDP')).to.deep.equal({ kind: 'name', protocol: 'UDP', name: 'http-8' });
  });

  it('is TCP where nothing else is said', () => {
    expect([readPort('80'), readPort('http')].map(({ protocol }) => protocol)).to.deep.equal(['TCP', 'TCP']);
  });

  for (const [text, message] of refused)
    it(`is refused from "${text}"`, () => {
      expect(() => readPort(text)).to.throw(Refusal, message);
    });

  it('stands in a list with commas and "and"', () => {
    const named = readPorts('80, 443 and 53/UDP, http');
    expect(named.map(port => (port.kind === 'name' ? port.name : port.span[0]))).to.deep.equal([
      80,
      443,
      53,
      'http',
    ]);
    expect(named.map(({ protocol }) => protocol)).to.deep.equal(['TCP', 'TCP', 'UDP', 'TCP']);
  });

  it('keeps "and" where it is part of a name', () => {
    expect(readPorts('b-and-b and 80')).to.have.length(2);
  });

  it('has a protocol in any case', () => {
    expect(['tcp', ' Udp ', 'SCTP'].map(readProtocol)).to.deep.equal(['TCP', 'UDP', 'SCTP']);
  });
});
