import { expect } from 'chai';
import { isPort } from '../addresses/port';
import { schemeNamed, schemes } from './schemes';

describe('the schemes of URLs', () => {
  it('are in lower case, with ports that exist', () => {
    for (const [name, { port }] of Object.entries(schemes)) {
      expect(name).to.match(/^[a-z][a-z0-9]*$/);
      expect(port === undefined || isPort(port), name).to.equal(true);
    }
  });

  it('have no port of their own where the service could be any', () => {
    const without = Object.keys(schemes).filter(name => schemes[name]?.port === undefined);
    expect(without).to.deep.equal(['grpc', 'grpcs', 'tcp', 'udp', 'sctp']);
  });

  it('connect by TCP, apart from those that do not', () => {
    const others = Object.entries(schemes).filter(([, { protocol }]) => protocol !== 'TCP');
    expect(others.map(([name, { protocol, port }]) => `${name} ${port ?? ''}/${protocol}`)).to.deep.equal([
      'tftp 69/UDP',
      'dns 53/UDP',
      'ntp 123/UDP',
      'udp /UDP',
      'sctp /SCTP',
    ]);
  });

  it('are found by name only', () => {
    expect(schemeNamed('http')).to.deep.equal({ protocol: 'TCP', port: 80 });
    expect(['gopher', '', 'constructor', '__proto__'].map(schemeNamed)).to.deep.equal([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
