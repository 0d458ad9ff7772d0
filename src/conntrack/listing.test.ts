import { expect } from 'chai';
import { Conversation, handshake } from '../testing/packetScripts';
import { conntrackLine } from './listing';
import type { TrackedProtocol } from './packet';

type Family = 'IPv4' | 'IPv6';

const cases: readonly (readonly [TrackedProtocol, Family, readonly string[], string])[] = [
  [
    'TCP',
    'IPv4',
    ['> SYN', 'wait 2'],
    'tcp      6 118 SYN_SENT src=10.0.0.1 dst=10.0.0.2 sport=40000 dport=80 [UNREPLIED] src=10.0.0.2 dst=10.0.0.1 sport=80 dport=40000 mark=0 use=1',
  ],
  [
    'TCP',
    'IPv4',
    [...handshake, 'wait 0.5'],
    'tcp      6 431999 ESTABLISHED src=10.0.0.1 dst=10.0.0.2 sport=40000 dport=80 src=10.0.0.2 dst=10.0.0.1 sport=80 dport=40000 [ASSURED] mark=0 use=1',
  ],
  [
    'UDP',
    'IPv6',
    ['> datagram'],
    'udp      17 30 src=10.0.0.1 dst=10.0.0.2 sport=40000 dport=80 [UNREPLIED] src=10.0.0.2 dst=10.0.0.1 sport=80 dport=40000 mark=0 use=1',
  ],
  [
    'SCTP',
    'IPv4',
    ['> INIT', '< INIT-ACK'],
    'sctp     132 3 COOKIE_WAIT src=10.0.0.1 dst=10.0.0.2 sport=40000 dport=80 src=10.0.0.2 dst=10.0.0.1 sport=80 dport=40000 mark=0 use=1',
  ],
  [
    'ICMP',
    'IPv4',
    ['> echo', '< echo-reply'],
    'icmp     1 30 src=10.0.0.1 dst=10.0.0.2 type=8 code=0 id=40000 src=10.0.0.2 dst=10.0.0.1 type=0 code=0 id=40000 mark=0 use=1',
  ],
  [
    'ICMP',
    'IPv6',
    ['> echo6'],
    'icmpv6   58 30 src=10.0.0.1 dst=10.0.0.2 type=128 code=0 id=40000 [UNREPLIED] src=10.0.0.2 dst=10.0.0.1 type=129 code=0 id=40000 mark=0 use=1',
  ],
];

describe('a line of conntrack -L', () => {
  for (const [protocol, family, packets, line] of cases)
    it(`${line.slice(0, 24).trim()}…`, () => {
      const { entry } = new Conversation(protocol).play(...packets);
      expect(entry && conntrackLine(entry, id => `10.0.0.${id}`, family)).to.equal(line);
    });

  it('has the mark of a blocked connection', () => {
    const conversation = new Conversation('UDP').play('> datagram');
    conversation.table.block(conversation.send('> datagram'));
    const { entry } = conversation;
    expect(entry && conntrackLine(entry, String, 'IPv4')).to.match(/ mark=1 use=1$/);
  });
});
