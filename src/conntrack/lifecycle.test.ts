import { expect } from 'chai';
import { exchanges, type PacketKind } from '../dataplane/exchange';
import { type ConnectionState, lifecycle } from './lifecycle';

/** The state that each packet of a conversation leaves behind. */
function course(protocol: keyof typeof lifecycle, packets: readonly PacketKind[]): readonly string[] {
  let state: ConnectionState = 'unreplied';
  return packets.map(({ name, direction }, i) => {
    if (i > 0) state = lifecycle[protocol][state][direction];
    return `${name}: ${state}`;
  });
}

describe('the life of a connection', () => {
  it('TCP is established once the ACK of the handshake has passed', () => {
    expect(course('TCP', exchanges.TCP.listening)).to.deep.equal([
      'SYN: unreplied',
      'SYN-ACK: replied',
      'ACK: established',
      'data: established',
      'data: established',
    ]);
  });

  it('UDP is established with its first answer', () => {
    expect(course('UDP', exchanges.UDP.listening)).to.deep.equal([
      'datagram: unreplied',
      'answer: established',
    ]);
  });

  it('SCTP is established with its first answer', () => {
    expect(course('SCTP', exchanges.SCTP.listening)).to.deep.equal([
      'INIT: unreplied',
      'INIT-ACK: established',
      'COOKIE-ECHO: established',
      'COOKIE-ACK: established',
      'DATA: established',
      'SACK: established',
    ]);
  });

  for (const protocol of ['TCP', 'UDP', 'SCTP'] as const) {
    it(`${protocol} waits as long as its opener alone speaks`, () => {
      expect(lifecycle[protocol].unreplied.original).to.equal('unreplied');
    });

    it(`${protocol} never becomes younger`, () => {
      const ages: readonly ConnectionState[] = ['unreplied', 'replied', 'established'];
      for (const [age, state] of ages.entries())
        for (const next of Object.values(lifecycle[protocol][state]))
          expect(ages.indexOf(next)).to.be.at.least(age);
    });
  }

  it('TCP is not established by answers alone, however many', () => {
    expect(lifecycle.TCP.replied.reply).to.equal('replied');
  });
});
