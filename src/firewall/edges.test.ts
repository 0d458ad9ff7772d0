import { expect } from 'chai';
import { type Block, parseBlock } from '../addresses/block';
import { readNetworkAcl, readSecurityGroup } from '../english/firewall';
import { firewallPortEdges, firewallSpans } from './edges';

const acl = readNetworkAcl('web', [
  ['rule', 'direction', 'action', 'protocol', 'ports', 'peer'],
  ['100', 'inbound', 'allow', 'TCP', '80', '10.1.0.0/16'],
  ['110', 'inbound', 'allow', 'UDP', '53', '2001:db8::/32'],
  ['120', 'outbound', 'deny', 'all', 'all', '10.1.0.0/16'],
]);
const group = readSecurityGroup('web', [
  ['direction', 'protocol', 'ports', 'peer'],
  ['inbound', 'TCP', '8000-8999', '2001:db8:1::/48'],
  ['inbound', 'TCP', '22', 'group admin'],
  ['outbound', 'none'],
]);
const filters = { acls: [acl], groups: [group] };

const spanOf = (text: string): Block['span'] | undefined => parseBlock(text)?.block.span;

describe('where an answer of firewalls may change', () => {
  it('is at the blocks that their rules name, each once, in both families', () => {
    expect(firewallSpans(filters)).to.deep.equal({
      IPv4: [spanOf('10.1.0.0/16')],
      IPv6: [spanOf('2001:db8::/32'), spanOf('2001:db8:1::/48')],
    });
  });

  it('is at the ports that their rules for the protocol name', () => {
    expect(firewallPortEdges(filters, 'TCP')).to.have.members([80, 81, 8000, 9000, 22, 23]);
    expect(firewallPortEdges(filters, 'UDP')).to.have.members([53, 54]);
  });
});
