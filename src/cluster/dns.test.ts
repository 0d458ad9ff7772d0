import { expect } from 'chai';
import { address } from '../testing/smallZone';
import { defaultDns, dnsOf } from './dns';

describe('the DNS of a cluster', () => {
  const said = { service: 'dns/own', forwarder: address('10.0.0.53') };

  it('is what was said of it', () => {
    expect(dnsOf({ dns: said, services: new Map() })).to.equal(said);
    expect(dnsOf({ dns: said, services: new Map([['kube-system/kube-dns', {}]]) })).to.equal(said);
  });

  it('is kube-dns, where there is such a Service', () => {
    expect(dnsOf({ services: new Map([['kube-system/kube-dns', {}]]) })).to.equal(defaultDns);
    expect(defaultDns).to.include({ service: 'kube-system/kube-dns' });
  });

  it('is none without either', () => {
    expect(dnsOf({ services: new Map([['shop/kube-dns', {}]]) })).to.equal(undefined);
  });
});
