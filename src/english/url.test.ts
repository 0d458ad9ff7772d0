import { expect } from 'chai';
import fc from 'fast-check';
import { Refusal } from './refusal';
import { schemes } from './schemes';
import { readHost, readUrl, type WrittenUrl } from './url';

const shown = ({ scheme, host, port, protocol, path }: WrittenUrl): string =>
  `${scheme} ${host} ${port}/${protocol} ${path}`;

const read: readonly (readonly [string, string])[] = [
  ['http://backend', 'http backend 80/TCP /'],
  [' http://backend/ ', 'http backend 80/TCP /'],
  ['https://shop.example.com:8443/cart?x=1', 'https shop.example.com 8443/TCP /cart'],
  ['https://shop.example.com?x=/cart', 'https shop.example.com 443/TCP /'],
  ['https://shop.example.com#/cart', 'https shop.example.com 443/TCP /'],
  ['http://backend/a/../b%20c#d', 'http backend 80/TCP /a/../b%20c'],
  ['ws://backend/live', 'ws backend 80/TCP /live'],
  ['wss://backend', 'wss backend 443/TCP /'],
  ['grpc://backend:50051', 'grpc backend 50051/TCP /'],
  ['redis://cache.shop', 'redis cache.shop 6379/TCP /'],
  ['rediss://cache.shop/0', 'rediss cache.shop 6379/TCP /0'],
  ['postgres://db', 'postgres db 5432/TCP /'],
  ['postgresql://user:p@ss:word@db/shop', 'postgresql db 5432/TCP /shop'],
  ['http://user@backend:8080', 'http backend 8080/TCP /'],
  ['tcp://db.shop:5432', 'tcp db.shop 5432/TCP /'],
  ['udp://syslog:514', 'udp syslog 514/UDP /'],
  ['sctp://amf:38412', 'sctp amf 38412/SCTP /'],
  ['dns://kube-dns.kube-system', 'dns kube-dns.kube-system 53/UDP /'],
  ['HTTP://BackEnd.Shop./A', 'http backend.shop. 80/TCP /A'],
  ['http://my_backend.shop', 'http my_backend.shop 80/TCP /'],
  ['http://_http._tcp.backend', 'http _http._tcp.backend 80/TCP /'],
  ['http://10.0.0.1:8080', 'http 10.0.0.1 8080/TCP /'],
  ['http://[2001:DB8:0::1]/a', 'http 2001:db8::1 80/TCP /a'],
  ['http://user@[::1]:65535', 'http ::1 65535/TCP /'],
];

const noUrl: readonly string[] = ['', 'backend', 'backend:80', 'shop/backend', '10.0.0.0/8', 'http:/backend'];

const between = 'a port number lies between 1 and 65535.';
const someSchemes =
  'There are: amqp, amqps, dns, ftp, ftps, git, grpc, grpcs, http, https, imap, imaps, ldap, ldaps, mongodb, mysql, nats, ntp, pop3, pop3s and 15 more.';
const otherwise = 'Anything else is written with tcp, udp or sctp and its port.';
const urlLetters = 'labels have letters, digits, hyphens and underscores, with no hyphen at either end.';

const refusedUrls: readonly (readonly [string, string])[] = [
  [
    'htpp://backend',
    `"htpp" is no scheme that is known here. Did you mean "http"? ${someSchemes} ${otherwise}`,
  ],
  ['Kafka://backend', `"Kafka" is no scheme that is known here. ${someSchemes} ${otherwise}`],
  ['constructor://backend', `"constructor" is no scheme that is known here. ${someSchemes} ${otherwise}`],
  ['://backend', '"://backend" is no URL: it begins with its scheme, such as http://backend.'],
  ['shop/http://web', '"shop/http://web" is no URL: it begins with its scheme, such as http://backend.'],
  ['grpc://backend/x', '"grpc://backend/x" needs a port, as grpc has none of its own: grpc://backend:8080.'],
  ['tcp://[fd00::1]', '"tcp://[fd00::1]" needs a port, as tcp has none of its own: tcp://[fd00::1]:8080.'],
  ['http://', '"http://" names no host: write one, such as http://backend.'],
  ['http:///cart', '"http:///cart" names no host: write one, such as http://backend.'],
  ['http://:80', '"http://:80" names no host: write one, such as http://backend.'],
  ['http://user@', '"http://user@" names no host: write one, such as http://backend.'],
  ['http://backend:', `"http://backend:" is no URL: there is none after the colon; ${between}`],
  ['http://backend:0', `"http://backend:0" is no URL: "0" is no port; ${between}`],
  ['http://backend:65536', `"http://backend:65536" is no URL: "65536" is no port; ${between}`],
  ['http://backend:080', `"http://backend:080" is no URL: "080" is no port; ${between}`],
  ['http://backend:http', `"http://backend:http" is no URL: "http" is no port; ${between}`],
  ['http://a:80:90', `"http://a:80:90" is no URL: "80:90" is no port; ${between}`],
  ['http://[::1]:0', `"http://[::1]:0" is no URL: "0" is no port; ${between}`],
  [
    'http://fd00::1/x',
    '"http://fd00::1/x" is no URL: an IPv6 address stands in brackets, as in [2001:db8::1].',
  ],
  [
    'http://[10.0.0.1]',
    '"http://[10.0.0.1]" is no URL: what stands in brackets is an IPv6 address, as in [2001:db8::1].',
  ],
  [
    'http://[fe80::1%25eth0]',
    '"http://[fe80::1%25eth0]" is no URL: what stands in brackets is an IPv6 address, as in [2001:db8::1].',
  ],
  [
    'mongodb://a:27017,b:27017',
    '"mongodb://a:27017,b:27017" names several hosts: ask for each with a sentence of its own.',
  ],
  ['http://my backend', '"http://my backend" is no URL: it has a blank in it.'],
  ['http://-a', `"-a" is no DNS name: "-a" is no label, as ${urlLetters}`],
  ['http://10.0.0.256', '"10.0.0.256" is no DNS name: it has digits only, and is no IP address either.'],
  ['http://a..b', '"a..b" is no DNS name: a dot stands between two labels, or once at the end.'],
];

describe('a URL', () => {
  for (const [text, expected] of read)
    it(`is read from "${text}"`, () => {
      const url = readUrl(text);
      expect(url && shown(url)).to.equal(expected);
    });

  for (const text of noUrl)
    it(`is not what "${text}" is`, () => {
      expect(readUrl(text)).to.equal(undefined);
    });

  for (const [text, message] of refusedUrls)
    it(`is refused from "${text}"`, () => {
      expect(() => readUrl(text))
        .to.throw(Refusal)
        .with.property('message', message);
    });

  it('gives back what it was made of', () => {
    const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,8}[a-z0-9])?$/);
    const host = fc.tuple(fc.stringMatching(/^[a-z]{1,8}$/), fc.array(label, { maxLength: 4 }));
    const parts = fc.record({
      scheme: fc.constantFrom(...Object.keys(schemes)),
      host: host.map(([first, more]) => [first, ...more].join('.')),
      port: fc.integer({ min: 1, max: 65535 }),
      path: fc.stringMatching(/^\/[a-z0-9/._-]{0,8}$/),
      user: fc.constantFrom('', 'me@', 'me:secret@'),
    });
    fc.assert(
      fc.property(parts, ({ scheme, host, port, path, user }) => {
        const protocol = schemes[scheme]?.protocol;
        expect(readUrl(`${scheme}://${user}${host}:${port}${path}?q#f`)).to.deep.equal({
          scheme,
          host,
          port,
          protocol,
          path,
        });
      }),
    );
  });

  it('is refused with a sentence, whatever it holds', () => {
    const texts = fc.array(
      fc.constantFrom('http', 'tcp', '://', ':', '/', '@', '[', ']', '::1', 'a', '-', '.', '80', '?', ' '),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(texts, parts => {
        try {
          readUrl(parts.join(''));
        } catch (error) {
          expect(error).to.be.instanceOf(Refusal);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

const long = 'a'.repeat(63);
const hosts: readonly (readonly [string, string])[] = [
  ['db', 'db'],
  [' db.example.com ', 'db.example.com'],
  ['DB.Example.com.', 'db.example.com.'],
  ['3com.example', '3com.example'],
  ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  [`${long}.${long}.${long}.${'a'.repeat(61)}`, `${long}.${long}.${long}.${'a'.repeat(61)}`],
  [`${long}.${long}.${long}.${'a'.repeat(61)}.`, `${long}.${long}.${long}.${'a'.repeat(61)}.`],
];

const letters = 'labels have letters, digits and hyphens, with no hyphen at either end.';
const refusedHosts: readonly (readonly [string, string])[] = [
  ['', 'it is empty.'],
  ['.', 'it is empty.'],
  ['10.0.0.1', 'it is an IP address.'],
  ['2001:db8::1', 'it is an IP address.'],
  ['10.0.0.256', 'it has digits only, and is no IP address either.'],
  ['8080', 'it has digits only, and is no IP address either.'],
  ['db.example.com:5432', 'it stands alone, without a scheme, a port or a path.'],
  ['http://db', 'it stands alone, without a scheme, a port or a path.'],
  ['db/x', 'it stands alone, without a scheme, a port or a path.'],
  ['db..shop', 'a dot stands between two labels, or once at the end.'],
  ['.db', 'a dot stands between two labels, or once at the end.'],
  ['db..', 'a dot stands between two labels, or once at the end.'],
  ['my_db.shop', `"my_db" is no label, as ${letters}`],
  ['-db', `"-db" is no label, as ${letters}`],
  ['db-.shop', `"db-" is no label, as ${letters}`],
  ['*.shop', `"*" is no label, as ${letters}`],
  ['bücher.example', `"bücher" is no label, as ${letters}`],
  ['a b', `"a b" is no label, as ${letters}`],
  [`${long}a.shop`, `"${long}a" is longer than 63 characters.`],
  [`${long}.${long}.${long}.${'a'.repeat(62)}`, 'it is longer than 253 characters.'],
];

describe('a DNS name', () => {
  for (const [text, expected] of hosts)
    it(`is read from "${text}"`, () => {
      expect(readHost(text)).to.equal(expected);
    });

  for (const [text, problem] of refusedHosts)
    it(`is refused from "${text}"`, () => {
      expect(() => readHost(text))
        .to.throw(Refusal)
        .with.property('message', `"${text}" is no DNS name: ${problem}`);
    });
});
