import { expect } from 'chai';
import type { Pod } from '../cluster/pod';
import { address, inventoryOf, inventoryWith, podOf, serviceOf } from '../testing/smallZone';
import type { DnsAnswer } from './dnsAnswer';
import { type Lookup, lookUp } from './lookup';
import { nodeResolvConf, resolvConfOf } from './resolvConf';

const inventory = inventoryOf();
const frontend = podOf('default/frontend', '10.1.0.1');
const own = resolvConfOf(frontend);

const asked = (written: string, conf = own): Lookup => lookUp(inventory, conf, written);
const kind = ({ kind }: DnsAnswer): string => kind;

const queries: readonly (readonly [written: string, queries: number, result: string, name: string])[] = [
  ['web', 1, 'service', 'web.default.svc.cluster.local'],
  ['Web', 1, 'service', 'web.default.svc.cluster.local'],
  ['web.default', 2, 'service', 'web.default.svc.cluster.local'],
  ['web.default.svc', 3, 'service', 'web.default.svc.cluster.local'],
  ['web.default.svc.cluster.local', 4, 'service', 'web.default.svc.cluster.local'],
  ['web.default.svc.cluster.local.', 1, 'service', 'web.default.svc.cluster.local'],
  ['db-0.db.shop.svc.cluster.local', 1, 'backings', 'db-0.db.shop.svc.cluster.local'],
  ['shop.example.com', 4, 'outside', 'shop.example.com'],
  ['shop.example.com.', 1, 'outside', 'shop.example.com'],
  ['absent', 4, 'NXDOMAIN', 'absent'],
  ['backend', 4, 'NXDOMAIN', 'backend'],
  ['late.shop', 4, 'NXDOMAIN', 'late.shop'],
  ['pay', 1, 'outside', 'pay.default.svc.cluster.local'],
  ['data', 1, 'backings', 'data.default.svc.cluster.local'],
  ['twice', 1, 'backings', 'twice.default.svc.cluster.local'],
  ['default', 4, 'NODATA', 'default'],
];

describe('a name that glibc looks up', () => {
  for (const [written, count, result, name] of queries)
    it(`${written}: ${count} to ${result}`, () => {
      const lookup = asked(written);
      expect([lookup.queries.length, kind(lookup.result), lookup.name]).to.deep.equal([count, result, name]);
    });

  it('is asked of the forwarder where it is not of the cluster', () => {
    expect(asked('shop.example.com').queries.map(query => query.forwarded)).to.deep.equal([
      false,
      false,
      false,
      true,
    ]);
  });

  it('says that its Service has no ready endpoint', () => {
    const { result } = asked('late.shop');
    expect(result.kind === 'NXDOMAIN' && result.unready?.name).to.equal('late');
  });

  it('fails by its own answer where it has dots enough to be asked first', () => {
    expect(kind(asked('default', { ...own, ndots: 1 }).result)).to.equal('NODATA');
    expect(kind(asked('default', { ...own, ndots: 0 }).result)).to.equal('NXDOMAIN');
  });
});

describe('an alias', () => {
  it('is followed by the server, to the forwarder if need be', () => {
    const [query] = asked('pay').queries;
    expect(query?.forwarded).to.equal(true);
    expect(query?.aliases.map(({ of }) => of)).to.deep.equal(['Shop.Example.com.']);
    expect(asked('twice').queries[0]?.aliases).to.have.lengthOf(2);
    expect(asked('twice').queries[0]?.forwarded).to.equal(false);
  });

  // `backend.shop` is taken as absolute: nobody completes it.
  for (const name of ['gone', 'short', 'tick', 'self'])
    it(`that leads nowhere has no data: ${name}`, () => {
      const { result, queries: all } = asked(name);
      expect(result).to.deep.equal({ kind: 'NODATA', because: 'its alias leads nowhere' });
      expect(all).to.have.lengthOf(4);
    });

  it('is followed once round a circle', () => {
    const followed = (name: string): number | undefined => asked(name).queries[0]?.aliases.length;
    expect(['tick', 'self'].map(followed)).to.deep.equal([2, 1]);
  });

  it('is followed eleven times, and not a twelfth time', () => {
    const chain = (length: number): Lookup =>
      lookUp(
        inventoryWith(
          Array.from({ length }, (_, i) =>
            serviceOf(`default/a${i}`, {
              type: 'ExternalName',
              externalName:
                i + 1 < length ? `a${i + 1}.default.svc.cluster.local` : 'web.default.svc.cluster.local',
            }),
          ),
        ),
        own,
        'a0',
      );
    expect(kind(chain(11).result)).to.equal('service');
    expect(kind(chain(12).result)).to.equal('NODATA');
  });
});

describe('an answer over UDP', () => {
  const crowd = (size: number): readonly Pod[] =>
    Array.from({ length: size }, (_, i) => podOf(`shop/hl-${i}`, `10.2.0.${i}`, { labels: { app: 'hl' } }));
  const isTruncated = (size: number, family = ''): boolean =>
    lookUp(
      inventoryWith(
        [serviceOf('shop/hl', { headless: true })],
        crowd(size).map((pod, i) => (family === '' ? pod : { ...pod, addresses: [address(`fd02::${i}`)] })),
      ),
      resolvConfOf(podOf('shop/x', '')),
      'hl',
    ).queries.some(({ truncated }) => truncated);

  it('holds 29 IPv4 addresses of a headless Service, or 16 of IPv6', () => {
    expect([29, 30].map(size => isTruncated(size))).to.deep.equal([false, true]);
    expect([16, 17].map(size => isTruncated(size, 'IPv6'))).to.deep.equal([false, true]);
  });
});

describe('who is asked', () => {
  const none = { policy: 'None', searches: [], nameservers: [address('9.9.9.9')] } as const;
  const name = 'web.default.svc.cluster.local';
  const result = (...nameservers: readonly string[]): string =>
    kind(
      asked(name, resolvConfOf({ ...frontend, dns: { ...none, nameservers: nameservers.map(address) } }))
        .result,
    );

  it('knows no name of the cluster if it is the resolver of the node', () => {
    expect(kind(asked(name, nodeResolvConf).result)).to.equal('NXDOMAIN');
    const [query] = asked('shop.example.com', nodeResolvConf).queries;
    expect([query?.answer.kind, query?.forwarded]).to.deep.equal(['outside', false]);
  });

  it('is the cluster if a pod names its address', () => {
    expect(['10.96.0.10', '169.254.20.10', '9.9.9.9'].map(server => result(server))).to.deep.equal([
      'service',
      'service',
      'NXDOMAIN',
    ]);
    expect(result('9.9.9.9', '10.96.0.10')).to.equal('NXDOMAIN');
  });
});
