import { expect } from 'chai';
import { Conversation, handshake } from '../testing/packetScripts';

const closed = ['> FIN', '< ACK', '< FIN', '> ACK'] as const;

describe('TCP picked up midstream', () => {
  for (const packet of ['> ACK', '> ACK data'])
    it(`begins with ${packet}, not assured and with the short timer`, () => {
      const conversation = new Conversation();
      expect(conversation.stateOf(packet)).to.equal('NEW');
      expect(conversation.entry).to.include({ state: 'ESTABLISHED', seconds: 300, assured: false });
    });

  it('belongs to whoever was seen first', () => {
    const conversation = new Conversation().play('< ACK data');
    expect(conversation.entry?.original).to.include({ source: 2, sourcePort: 80 });
    expect(conversation.send('> ACK')).to.include({ state: 'ESTABLISHED', direction: 'reply' });
  });

  it('is assured, and lives long, from the packet after the answer on', () => {
    const conversation = new Conversation().play('> ACK', '< ACK');
    expect(conversation.entry).to.include({ seconds: 300, assured: false, seenReply: true });
    expect(conversation.play('> ACK').entry).to.include({ seconds: 432_000, assured: true });
  });

  it('does not wait for the acknowledgement of what came before the answer, or first with it', () => {
    const unanswered = ['> ACK', '> ACK data', '< ACK, in window', '> ACK'];
    expect(new Conversation().play(...unanswered).entry?.seconds).to.equal(432_000);
    expect(new Conversation().play('> ACK', '< ACK data', '< ACK').entry?.seconds).to.equal(432_000);
    expect(new Conversation().play('> ACK', '< ACK', '< ACK data').entry?.seconds).to.equal(300);
  });

  it('lets segments out of window pass', () => {
    const conversation = new Conversation().play('> ACK', '< ACK');
    expect(conversation.stateOf('> ACK data, out of window')).to.equal('ESTABLISHED');
    expect(conversation.stateOf('< ACK data, out of window')).to.equal('ESTABLISHED');
  });

  it('does not happen without nf_conntrack_tcp_loose', () => {
    const conversation = Conversation.under({ nf_conntrack_tcp_loose: 0 });
    expect(conversation.stateOf('> ACK data')).to.equal('INVALID');
    expect(conversation.table.size(0)).to.equal(0);
    expect(conversation.stateOf('> SYN')).to.equal('NEW');
  });
});

describe('a TCP RST', () => {
  for (const packet of ['< RST', '> RST'])
    it(`${packet} before any answer ends the entry, and passes`, () => {
      const conversation = new Conversation().play('> SYN');
      expect(conversation.stateOf(`${packet}, dropped`)).to.equal(packet === '< RST' ? 'ESTABLISHED' : 'NEW');
      expect(conversation.entry).to.equal(undefined);
    });

  it('after an answer closes', () => {
    expect(new Conversation().play(...handshake, '< RST').entry).to.include({ state: 'CLOSE', seconds: 10 });
  });

  it('in window, but not exact, keeps an established flow and cuts its timer', () => {
    const conversation = new Conversation().play(...handshake);
    expect(conversation.stateOf('< RST, in window')).to.equal('ESTABLISHED');
    expect(conversation.entry).to.include({ state: 'ESTABLISHED', seconds: 10 });
  });

  it('in window closes what is not established', () => {
    const conversation = new Conversation().play('> SYN', '< SYN-ACK', '> RST, in window');
    expect(conversation.entry?.state).to.equal('CLOSE');
  });

  it('in window closes a flow that is assured and starts over', () => {
    const startsOver = [...handshake, '> SYN', '< SYN-ACK'];
    expect(new Conversation().play(...startsOver, '> RST, in window').entry?.state).to.equal('CLOSE');
  });

  it('in window closes a flow that was picked up and is not assured yet', () => {
    expect(new Conversation().play('> ACK', '< ACK', '> RST, in window').entry?.state).to.equal('CLOSE');
  });

  it('in window closes if the peer acknowledged nothing that was seen', () => {
    const assured = ['> ACK', '< ACK', '< ACK'];
    expect(new Conversation().play(...assured, '< RST, in window').entry?.state).to.equal('CLOSE');
    expect(new Conversation().play(...assured, '> RST, in window').entry?.state).to.equal('ESTABLISHED');
  });

  it('ahead of what was sent leaves the flow waiting for an acknowledgement', () => {
    const conversation = new Conversation().play(...handshake, '< RST, in window', '> ACK, in window');
    expect(conversation.entry?.seconds).to.equal(300);
    expect(conversation.play('> ACK').entry?.seconds).to.equal(432_000);
  });

  it('below the highest ACK of the peer is invalid', () => {
    const conversation = new Conversation().play(...handshake);
    expect(conversation.stateOf('< RST, out of window')).to.equal('INVALID');
    expect(conversation.entry).to.include({ state: 'ESTABLISHED', seconds: 432_000 });
  });

  it('below it passes under nf_conntrack_tcp_ignore_invalid_rst, and cuts the timer', () => {
    const sysctls = { nf_conntrack_tcp_ignore_invalid_rst: 1 };
    const conversation = Conversation.under(sysctls).play(...handshake);
    expect(conversation.stateOf('< RST, out of window')).to.equal('ESTABLISHED');
    expect(conversation.entry).to.include({ state: 'ESTABLISHED', seconds: 10 });
  });

  it('out of window is invalid all the same if the peer acknowledged nothing yet', () => {
    const conversation = Conversation.under({ nf_conntrack_tcp_ignore_invalid_rst: 1 });
    conversation.play('> SYN', '< SYN-ACK');
    expect(conversation.stateOf('< RST, out of window')).to.equal('INVALID');
    expect(conversation.stateOf('> RST, out of window')).to.equal('ESTABLISHED');
    expect(conversation.entry?.state).to.equal('CLOSE');
  });

  it('below it is invalid even where windows are liberal', () => {
    const conversation = Conversation.under({ nf_conntrack_tcp_be_liberal: 1 }).play(...handshake);
    expect(conversation.stateOf('< RST, out of window')).to.equal('INVALID');
  });

  it('closes whatever closes already, fit or not', () => {
    const conversation = new Conversation().play(...handshake, '> FIN');
    expect(conversation.stateOf('< RST, out of window')).to.equal('ESTABLISHED');
    expect(conversation.entry?.state).to.equal('CLOSE');
  });

  it('that answers an ignored SYN closes, although nothing fits', () => {
    const conversation = new Conversation().play(...handshake, '> SYN', '< RST, in window');
    expect(conversation.entry?.state).to.equal('CLOSE');
  });
});

describe('a SYN on a tuple in use', () => {
  it('of a connection closed in order is a new connection', () => {
    const conversation = new Conversation().play(...handshake, ...closed);
    expect(conversation.entry?.state).to.equal('TIME_WAIT');
    expect(conversation.send('> SYN')).to.include({ state: 'NEW', setUp: false });
    expect(conversation.entry).to.include({
      state: 'SYN_SENT',
      seenReply: false,
      assured: false,
      setUp: false,
    });
  });

  it('ends the old entry even if it is dropped then', () => {
    const conversation = new Conversation().play(...handshake, ...closed, '> SYN, dropped');
    expect(conversation.entry).to.equal(undefined);
  });

  it('of the other side, after a close in order, opens the other way round', () => {
    const conversation = new Conversation().play(...handshake, ...closed);
    expect(conversation.send('< SYN')).to.include({ state: 'NEW', direction: 'original' });
    expect(conversation.entry?.original.source).to.equal(2);
  });

  it('of a side that reset it is a new connection', () => {
    const conversation = new Conversation().play(...handshake, '> RST');
    expect(conversation.stateOf('> SYN')).to.equal('NEW');
  });

  it('after the server reset it passes as part of the old connection, which its answer revives', () => {
    const conversation = new Conversation().play(...handshake, '< RST');
    expect(conversation.send('> SYN')).to.include({ state: 'ESTABLISHED', setUp: true });
    expect(conversation.entry?.state).to.equal('CLOSE');
    expect(conversation.stateOf('< SYN-ACK')).to.equal('ESTABLISHED');
    expect(conversation.entry).to.include({ state: 'SYN_RECV', seconds: 60, assured: true });
    expect(conversation.play('> ACK').entry?.state).to.equal('ESTABLISHED');
  });

  it('after the server reset it and then waited out is new', () => {
    const conversation = new Conversation().play(...handshake, '< RST', 'wait 10');
    expect(conversation.stateOf('> SYN')).to.equal('NEW');
  });

  it('that is established passes and changes nothing', () => {
    const conversation = new Conversation().play(...handshake);
    const before = conversation.entry;
    expect(conversation.stateOf('> SYN')).to.equal('ESTABLISHED');
    expect(conversation.entry).to.deep.equal(before);
  });

  it('that is established starts over once it is answered by a SYN-ACK', () => {
    const conversation = new Conversation().play(...handshake, '> SYN', '< SYN-ACK');
    expect(conversation.entry).to.include({ state: 'SYN_RECV', seconds: 60 });
  });

  it('that is established starts not over with a SYN-ACK of the old handshake', () => {
    const conversation = new Conversation().play(...handshake, '> SYN', '< SYN-ACK again');
    expect(conversation.entry?.state).to.equal('ESTABLISHED');
  });

  it('that is established starts not over with a SYN-ACK that acknowledges something else', () => {
    const conversation = new Conversation().play(...handshake, '> SYN', '< SYN-ACK, in window');
    expect(conversation.entry?.state).to.equal('ESTABLISHED');
  });

  it('is answered by a SYN-ACK that is repeated, while the handshake is under way', () => {
    const conversation = new Conversation().play('> SYN', '< SYN-ACK', '> SYN', 'wait 20', '< SYN-ACK again');
    expect(conversation.entry).to.include({ state: 'SYN_RECV', seconds: 60 });
  });

  it('starts over with what is known of its own side', () => {
    const conversation = new Conversation().play(...handshake, '> SYN', '< SYN-ACK', '> ACK data');
    expect(conversation.entry).to.include({ state: 'ESTABLISHED', seconds: 300 });
  });

  it('starts over with a liberal window for the answering side alone', () => {
    const conversation = new Conversation().play('> ACK', '< ACK', '> SYN', '< SYN-ACK', '> ACK');
    expect(conversation.stateOf('< ACK data, out of window')).to.equal('ESTABLISHED');
    expect(conversation.stateOf('> ACK data, out of window')).to.equal('INVALID');
  });

  it('does not renew the timer while no answer came', () => {
    const conversation = new Conversation().play('> SYN', 'wait 100', '> SYN again');
    expect(conversation.entry?.seconds).to.equal(20);
    expect(conversation.play('wait 20').entry).to.equal(undefined);
  });

  it('makes the next ACK in LAST_ACK a challenge, and only that one', () => {
    const lastAck = [...handshake, '> FIN', '< ACK', '< FIN'];
    const conversation = new Conversation().play(...lastAck, '> SYN', '< ACK');
    expect(conversation.entry?.state).to.equal('LAST_ACK');
    expect(conversation.play('> ACK').entry?.state).to.equal('TIME_WAIT');
    expect(new Conversation().play(...lastAck, '> SYN', '< ACK', '< ACK').entry?.state).to.equal('TIME_WAIT');
    expect(new Conversation().play(...lastAck, '> SYN', '> ACK').entry?.state).to.equal('TIME_WAIT');
  });
});

describe('a simultaneous open', () => {
  for (const packets of [
    ['> SYN', '< SYN', '> SYN-ACK', '< SYN-ACK', '> ACK'],
    ['> SYN', '< SYN', '> SYN-ACK', '< ACK'],
  ])
    it(`is established by ${packets.join('; ')}`, () => {
      expect(new Conversation().play(...packets).entry?.state).to.equal('ESTABLISHED');
    });

  it('is forgotten with a SYN that is ignored', () => {
    const packets = ['> SYN', '< SYN', '> SYN-ACK', '> ACK', '> SYN', '< SYN-ACK', '< ACK'];
    expect(new Conversation().play(...packets).entry?.state).to.equal('SYN_RECV');
  });

  it('else an ACK of the answering side establishes nothing', () => {
    expect(new Conversation().play('> SYN', '< SYN-ACK', '< ACK').entry?.state).to.equal('SYN_RECV');
  });
});

describe('a TCP segment out of window', () => {
  it('is invalid and changes nothing', () => {
    const conversation = new Conversation().play(...handshake);
    const before = conversation.entry;
    expect(conversation.stateOf('> ACK data, out of window')).to.equal('INVALID');
    expect(conversation.entry).to.deep.equal(before);
  });

  it('is no such thing while nothing is known to compare it with', () => {
    expect(new Conversation().stateOf('> SYN, out of window')).to.equal('NEW');
  });

  it('is invalid under nf_conntrack_tcp_ignore_invalid_rst, if it is no RST', () => {
    const conversation = Conversation.under({ nf_conntrack_tcp_ignore_invalid_rst: 1 }).play(...handshake);
    expect(conversation.stateOf('> ACK data, out of window')).to.equal('INVALID');
  });

  it('passes under nf_conntrack_tcp_be_liberal', () => {
    const conversation = Conversation.under({ nf_conntrack_tcp_be_liberal: 1 }).play(...handshake);
    expect(conversation.stateOf('> FIN, out of window')).to.equal('ESTABLISHED');
    expect(conversation.entry?.state).to.equal('FIN_WAIT');
  });

  it('leaves nothing to acknowledge where it passes', () => {
    const conversation = Conversation.under({ nf_conntrack_tcp_be_liberal: 1 }).play(...handshake);
    expect(conversation.play('> ACK data, out of window').entry?.seconds).to.equal(432_000);
  });

  it('that closes, and one of the peer that does too, cut the timer', () => {
    const conversation = new Conversation().play(...handshake, '> FIN, out of window');
    expect(conversation.entry?.seconds).to.equal(432_000);
    expect(conversation.stateOf('< FIN, out of window')).to.equal('INVALID');
    expect(conversation.entry).to.include({ state: 'ESTABLISHED', seconds: 300 });
  });

  it('that resets after a SYN was let through counts as one that closes', () => {
    const conversation = new Conversation().play(...handshake, '> SYN');
    expect(conversation.stateOf('> RST, out of window')).to.equal('INVALID');
    expect(conversation.entry?.seconds).to.equal(432_000);
    expect(conversation.play('< FIN, out of window').entry?.seconds).to.equal(300);
  });

  it('that closes cuts no timer if the same side said so twice, or the peer said something else', () => {
    const twice = ['> FIN, out of window', '> FIN, out of window'];
    expect(new Conversation().play(...handshake, ...twice).entry?.seconds).to.equal(432_000);
    const other = ['> SYN', '< FIN, out of window'];
    expect(new Conversation().play(...handshake, ...other).entry?.seconds).to.equal(432_000);
  });

  it('that closes cuts no timer of what is not assured, nor if the peer did not close', () => {
    const long = { nf_conntrack_tcp_timeout_syn_recv: 500, nf_conntrack_tcp_timeout_max_retrans: 600 };
    const unassured = Conversation.under(long);
    unassured.play('> SYN', '< SYN-ACK', '> FIN, out of window', '< FIN, out of window');
    expect(unassured.entry?.seconds).to.equal(500);
    const open = new Conversation().play(...handshake, '> FIN, out of window', '< ACK, out of window');
    expect(open.entry?.seconds).to.equal(432_000);
  });

  it('never lengthens a timer', () => {
    const conversation = Conversation.under({ nf_conntrack_tcp_timeout_established: 200 }).play(...handshake);
    expect(conversation.play('> FIN, out of window', '< FIN, out of window').entry?.seconds).to.equal(200);
  });

  it('cuts no timer that is short already', () => {
    const sysctls = {
      nf_conntrack_tcp_timeout_established: 200,
      nf_conntrack_tcp_timeout_unacknowledged: 100,
    };
    const cut = ['> FIN, out of window', '< FIN, out of window'];
    const conversation = Conversation.under(sysctls).play(...handshake);
    expect(conversation.play('wait 90', ...cut).entry?.seconds).to.equal(110);
    expect(conversation.play('> ACK', ...cut).entry?.seconds).to.equal(100);
    // Two minutes are long enough to be cut.
    expect(conversation.play('> ACK', 'wait 80', ...cut).entry?.seconds).to.equal(100);
  });
});

describe('TCP data', () => {
  it('that is not acknowledged has the short timer', () => {
    const conversation = new Conversation().play(...handshake, '> ACK data');
    expect(conversation.entry?.seconds).to.equal(300);
  });

  it('loses it once the peer acknowledges', () => {
    const conversation = new Conversation().play(...handshake, '> ACK data', '< ACK');
    expect(conversation.entry?.seconds).to.equal(432_000);
  });

  it('loses it with data that acknowledges, which then waits itself', () => {
    const conversation = new Conversation().play(...handshake, '> ACK data', '< ACK data');
    expect(conversation.entry?.seconds).to.equal(300);
    expect(conversation.play('> ACK').entry?.seconds).to.equal(432_000);
  });

  it('is not acknowledged by an ACK in window that is not exact', () => {
    const conversation = new Conversation().play(...handshake, '> ACK data', '< ACK, in window');
    expect(conversation.entry?.seconds).to.equal(300);
  });

  it('is not acknowledged by what the peer sent before, nor by the sender', () => {
    const conversation = new Conversation().play(...handshake, '< ACK', '> ACK data', '< ACK again', '> ACK');
    expect(conversation.entry?.seconds).to.equal(300);
  });

  it('that was acknowledged before is not waited for again', () => {
    const conversation = new Conversation().play(...handshake, '> ACK data', '< ACK', '> ACK data again');
    expect(conversation.entry?.seconds).to.equal(432_000);
  });

  it('may be a FIN', () => {
    const conversation = Conversation.under({ nf_conntrack_tcp_timeout_unacknowledged: 50 });
    expect(conversation.play(...handshake, '> FIN').entry?.seconds).to.equal(50);
  });

  it('that a rule drops is tracked all the same', () => {
    const conversation = new Conversation().play(...handshake, '> ACK data, dropped');
    expect(conversation.entry?.seconds).to.equal(300);
  });
});

describe('TCP retransmissions', () => {
  const sysctls = { nf_conntrack_tcp_timeout_max_retrans: 40, nf_conntrack_tcp_timeout_unacknowledged: 50 };

  it('cut the timer with the third', () => {
    const conversation = Conversation.under(sysctls).play(...handshake, '> ACK data');
    expect(conversation.play('> ACK data again', '> ACK data again').entry?.seconds).to.equal(50);
    expect(conversation.play('> ACK data again').entry?.seconds).to.equal(40);
    expect(conversation.play('> ACK data again').entry?.seconds).to.equal(40);
  });

  it('are counted anew after any other segment', () => {
    const again = ['> ACK data again', '> ACK data again'];
    const conversation = Conversation.under(sysctls).play(...handshake, '> ACK data', ...again);
    expect(conversation.play('> ACK data', ...again).entry?.seconds).to.equal(50);
    expect(conversation.play('< ACK', '> ACK data', ...again).entry?.seconds).to.equal(50);
  });

  it('are counted anew after a segment of the peer', () => {
    const turn = ['> ACK data again', '< ACK, in window'];
    const conversation = Conversation.under(sysctls).play(...handshake, '> ACK data', '< ACK, in window');
    expect(conversation.play(...turn, ...turn, ...turn, ...turn).entry?.seconds).to.equal(50);
  });

  it('are counted anew after a segment of the peer that is ignored', () => {
    const again = ['> ACK data again', '> ACK data again', '< SYN-ACK again', '> ACK data again'];
    const conversation = Conversation.under(sysctls).play(...handshake, '> ACK data', ...again);
    expect(conversation.entry?.seconds).to.equal(50);
  });

  it('never lengthen a timer', () => {
    const conversation = new Conversation().play(...handshake, '< FIN', '> ACK');
    const again = ['> ACK again', '> ACK again', '> ACK again', '> ACK again'];
    expect(conversation.play(...again).entry).to.include({ state: 'CLOSE_WAIT', seconds: 60 });
  });

  it('as many as nf_conntrack_tcp_max_retrans says', () => {
    const conversation = Conversation.under({ ...sysctls, nf_conntrack_tcp_max_retrans: 1 });
    expect(conversation.play(...handshake, '> ACK', '> ACK again').entry?.seconds).to.equal(40);
  });

  it('lend their timer to what comes before any window is known', () => {
    expect(Conversation.under(sysctls).play('> SYN').entry?.seconds).to.equal(40);
    expect(Conversation.under(sysctls).play('> SYN', '< SYN-ACK').entry?.seconds).to.equal(40);
    expect(Conversation.under(sysctls).play('> ACK').entry?.seconds).to.equal(40);
    expect(Conversation.under(sysctls).play('> ACK', '< ACK').entry?.seconds).to.equal(50);
    const startedOver = [...handshake, '> SYN', '< SYN-ACK'];
    expect(Conversation.under(sysctls).play(...startedOver).entry?.seconds).to.equal(60);
  });
});

describe('a TCP connection is assured', () => {
  const cases: readonly (readonly [readonly string[], boolean])[] = [
    [['> SYN', '< SYN-ACK'], false],
    [['> SYN', '< SYN-ACK', '< ACK'], false],
    [['> SYN', '< SYN-ACK', '> ACK'], true],
    [['> SYN', '< SYN-ACK', '> FIN'], false],
    [['> ACK', '> ACK data'], false],
    [['> ACK', '< ACK'], false],
    [['> ACK', '< ACK', '< ACK'], true],
  ];
  for (const [packets, assured] of cases)
    it(`${assured ? '' : 'not '}after ${packets.join('; ')}`, () => {
      expect(new Conversation().play(...packets).entry?.assured).to.equal(assured);
    });
});
