import { expect } from 'chai';
import { Conversation } from '../testing/packetScripts';

describe('UDP', () => {
  it('is a stream with the first datagram more than two seconds after it began', () => {
    const conversation = new Conversation('UDP').play('> datagram', '< datagram', 'wait 2', '> datagram');
    expect(conversation.entry).to.include({ seconds: 30, assured: false });
    conversation.now += 1;
    expect(conversation.play('< datagram').entry).to.include({ seconds: 120, assured: true });
  });

  it('is none while one side alone speaks', () => {
    const conversation = new Conversation('UDP').play('> datagram', 'wait 5', '> datagram');
    expect(conversation.entry).to.include({ seconds: 30, assured: false, seenReply: false });
    expect(conversation.play('< datagram').entry).to.include({ seconds: 30, assured: false });
  });

  it('answers within the timeout are established', () => {
    const conversation = new Conversation('UDP').play('> datagram', 'wait 29');
    expect(conversation.send('< datagram')).to.include({ state: 'ESTABLISHED', direction: 'reply' });
  });

  it('answers after it are new, from the server', () => {
    const conversation = new Conversation('UDP').play('> datagram', 'wait 30');
    expect(conversation.send('< datagram')).to.include({ state: 'NEW', direction: 'original' });
    expect(conversation.entry?.original.source).to.equal(2);
  });

  it('begins anew on a tuple that expired', () => {
    const conversation = new Conversation('UDP').play('> datagram', 'wait 30', '> datagram');
    expect(conversation.stateOf('< datagram')).to.equal('ESTABLISHED');
  });
});

describe('ICMP', () => {
  for (const [request, answer] of [
    ['echo', 'echo-reply'],
    ['timestamp', 'timestamp-reply'],
    ['echo6', 'echo-reply6'],
  ]) {
    it(`${request} opens and ${answer} answers, as often as it likes`, () => {
      const conversation = new Conversation('ICMP');
      expect(conversation.stateOf(`> ${request}`)).to.equal('NEW');
      expect(conversation.stateOf(`< ${answer}`)).to.equal('ESTABLISHED');
      expect(conversation.stateOf(`< ${answer}`)).to.equal('ESTABLISHED');
      expect(conversation.stateOf(`> ${request}`)).to.equal('ESTABLISHED');
      expect(conversation.table.size(0)).to.equal(1);
    });

    it(`${answer} without ${request} is invalid`, () => {
      expect(new Conversation('ICMP').stateOf(`< ${answer}`)).to.equal('INVALID');
    });
  }

  for (const type of ['unreachable', 'router-advertisement', 'neighbour-solicitation'])
    it(`${type} opens nothing`, () => {
      const conversation = new Conversation('ICMP');
      expect(conversation.stateOf(`> ${type}`)).to.equal('INVALID');
      expect(conversation.table.size(0)).to.equal(0);
    });

  it('an answer of another type belongs to nothing', () => {
    expect(new Conversation('ICMP').play('> echo').stateOf('< timestamp-reply')).to.equal('INVALID');
  });

  it('an echo with another id is another one', () => {
    const { table, opener } = new Conversation('ICMP').play('> echo');
    const other = { ...opener, sourcePort: 7 };
    expect(table.track(other, { protocol: 'ICMP' }, 0).state).to.equal('NEW');
  });
});

describe('SCTP', () => {
  const established = ['> INIT', '< INIT-ACK', '> COOKIE-ECHO', '< COOKIE-ACK'];

  it('is assured once it is established', () => {
    const conversation = new Conversation('SCTP').play(...established.slice(0, 3));
    expect(conversation.entry?.assured).to.equal(false);
    expect(conversation.play('< COOKIE-ACK').entry).to.include({ state: 'ESTABLISHED', assured: true });
  });

  it('does not renew its timer when INIT is repeated', () => {
    const conversation = new Conversation('SCTP').play('> INIT', 'wait 6', '> INIT');
    expect(conversation.entry?.seconds).to.equal(4);
    expect(conversation.play('< ABORT').entry).to.include({ state: 'CLOSED', seconds: 10 });
  });

  it('is answered by an INIT of the other side', () => {
    expect(new Conversation('SCTP').play('> INIT', '< INIT').entry?.seenReply).to.equal(true);
  });

  it('is not picked up midstream', () => {
    const conversation = new Conversation('SCTP').play(...established);
    conversation.table.flush();
    expect(conversation.stateOf('> DATA')).to.equal('INVALID');
    expect(conversation.stateOf('< DATA')).to.equal('INVALID');
  });

  it('is found again by a heartbeat and its answer', () => {
    const conversation = new Conversation('SCTP').play('> HEARTBEAT');
    expect(conversation.stateOf('< DATA')).to.equal('INVALID');
    expect(conversation.play('< HEARTBEAT-ACK').entry).to.include({ state: 'ESTABLISHED', assured: true });
    expect(conversation.stateOf('< DATA')).to.equal('ESTABLISHED');
  });

  it('takes nothing with a tag before it has seen the tag', () => {
    const conversation = new Conversation('SCTP').play('> INIT');
    expect(conversation.stateOf('> ABORT')).to.equal('INVALID');
    expect(conversation.stateOf('< ABORT')).to.equal('ESTABLISHED');
    expect(new Conversation('SCTP').play('> SHUTDOWN-ACK').stateOf('> DATA')).to.equal('INVALID');
  });
});
