import { expect } from 'chai';
import fc from 'fast-check';
import { Conversation, handshake, tupleOf } from '../testing/packetScripts';
import { ConnectionTable } from './connectionTable';
import type { Content } from './packet';
import { inverted, type Tuple } from './tuple';

const syn: Content = { protocol: 'TCP', flags: 'SYN' };
const udp: Content = { protocol: 'UDP' };

describe('a connection table', () => {
  it('knows nothing of a first packet that was dropped', () => {
    const conversation = new Conversation().play('> SYN, dropped', '> SYN, dropped');
    expect(conversation.stateOf('> SYN, dropped')).to.equal('NEW');
    expect(conversation.table.size(0)).to.equal(0);
    expect(conversation.table.entries(0)).to.deep.equal([]);
  });

  it('follows a connection although later packets are dropped', () => {
    const conversation = new Conversation().play('> SYN', '< SYN-ACK, dropped', '> ACK, dropped');
    expect(conversation.entry).to.include({ state: 'ESTABLISHED', seenReply: true, assured: true });
  });

  it('knows the opener and the one who answers apart', () => {
    const conversation = new Conversation().play('> SYN');
    expect(conversation.send('> SYN')).to.include({ state: 'NEW', direction: 'original' });
    expect(conversation.send('< SYN-ACK')).to.include({ state: 'ESTABLISHED', direction: 'reply' });
    expect(conversation.send('> ACK')).to.include({ state: 'ESTABLISHED', direction: 'original' });
  });

  it('takes a repeated SYN for new, and its answer for established', () => {
    const conversation = new Conversation().play('> SYN');
    expect(conversation.stateOf('> SYN again')).to.equal('NEW');
    expect(conversation.stateOf('< SYN-ACK')).to.equal('ESTABLISHED');
  });

  const opener = tupleOf('TCP');
  const others: readonly (readonly [string, Partial<Tuple>])[] = [
    ['from another port', { sourcePort: 40001 }],
    ['to another port', { destinationPort: 81 }],
    ['from another address', { source: 3 }],
    ['to another address', { destination: 3 }],
    ['that the server opens back to the same port', { source: 2, destination: 1, sourcePort: 81 }],
    ['that the server opens back', { source: 2, destination: 1, sourcePort: 80, destinationPort: 81 }],
  ];
  for (const [title, other] of others)
    it(`takes a packet ${title} for a new connection`, () => {
      const { table } = new Conversation().play(...handshake);
      expect(table.track({ ...opener, ...other }, syn, 0).state).to.equal('NEW');
      expect(table.find({ ...opener, ...other }, 0)).to.equal(undefined);
    });

  it('takes the same tuple of another protocol for a new connection', () => {
    const { table } = new Conversation().play(...handshake);
    expect(table.track({ ...opener, protocol: 'UDP' }, udp, 0).state).to.equal('NEW');
  });

  it('finds an entry by either tuple', () => {
    const { table } = new Conversation().play('> SYN');
    const entry = table.find(opener, 0);
    expect(entry).to.include({ state: 'SYN_SENT', seconds: 120, seenReply: false, assured: false });
    expect(entry?.original).to.deep.equal(opener);
    expect(entry?.reply).to.deep.equal(inverted(opener));
    expect(table.find(inverted(opener), 0)).to.deep.equal(entry);
  });

  it('lists entries in order of creation, wherever they lie', () => {
    const table = new ConnectionTable();
    const open = (port: number): void => table.confirm(table.track(tupleOf('UDP', port), udp, 0), 0);
    for (const port of [5, 3, 9]) open(port);
    table.removeWhere(({ original }) => original.sourcePort === 3, 0);
    for (const port of [1, 3]) open(port);
    expect(table.entries(0).map(({ original }) => original.sourcePort)).to.deep.equal([5, 9, 1, 3]);
  });

  it('is empty after a flush, and takes a connection up midstream', () => {
    const conversation = new Conversation().play(...handshake);
    conversation.table.flush();
    expect(conversation.table.size(0)).to.equal(0);
    expect(conversation.stateOf('> ACK data')).to.equal('NEW');
  });

  it('removes what is asked, and says how much', () => {
    const table = new ConnectionTable();
    for (const port of [1, 2, 3, 4]) table.confirm(table.track(tupleOf('UDP', port), udp, 0), 0);
    expect(table.removeWhere(({ original }) => original.sourcePort % 2 === 0, 0)).to.equal(2);
    expect(table.entries(0).map(({ original }) => original.sourcePort)).to.deep.equal([1, 3]);
    expect(table.find(tupleOf('UDP', 2), 0)).to.equal(undefined);
  });

  it('follows answers to where addresses were translated', () => {
    const table = new ConnectionTable();
    const reply: Tuple = { ...inverted(opener), source: 7, sourcePort: 8080 };
    table.confirm(table.track(opener, syn, 0, reply), 0);
    expect(table.track(reply, { protocol: 'TCP', flags: 'SYN-ACK' }, 0)).to.include({
      state: 'ESTABLISHED',
      direction: 'reply',
    });
    expect(table.track(inverted(opener), { protocol: 'TCP', flags: 'SYN-ACK' }, 0).state).to.equal('INVALID');
    expect(table.find(opener, 0)?.reply).to.deep.equal(reply);
    expect(table.removeWhere(() => true, 0)).to.equal(1);
    expect(table.find(reply, 0)).to.equal(undefined);
  });
});

describe('confirming', () => {
  const opener = tupleOf('UDP');

  it('inserts the first of two packets that raced, and keeps it', () => {
    const table = new ConnectionTable();
    const [first, second] = [table.track(opener, udp, 0), table.track(opener, udp, 0)];
    table.confirm(second, 0);
    table.confirm(first, 1000);
    expect(table.entries(1000)).to.have.length(1);
    expect(table.find(opener, 1000)?.seconds).to.equal(29);
  });

  it('inserts the first of two packets that raced, although they were to go to different endpoints', () => {
    const table = new ConnectionTable();
    const replies = [7, 8].map((source): Tuple => ({ ...inverted(opener), source }));
    const raced = replies.map(reply => table.track(opener, udp, 0, reply));
    for (const tracking of raced) table.confirm(tracking, 0);
    expect(table.entries(0).map(({ reply }) => reply)).to.deep.equal(replies.slice(0, 1));
  });

  it('does not insert an entry whose answers belong to another', () => {
    const table = new ConnectionTable();
    const other = tupleOf('UDP', 40001);
    table.confirm(table.track(opener, udp, 0), 0);
    table.confirm(table.track(other, udp, 0, inverted(opener)), 0);
    expect(table.entries(0).map(({ original }) => original)).to.deep.equal([opener]);
  });

  it('twice is once', () => {
    const table = new ConnectionTable();
    const tracking = table.track(opener, udp, 0);
    table.confirm(tracking, 0);
    table.confirm(tracking, 9000);
    expect(table.find(opener, 9000)?.seconds).to.equal(21);
  });

  it('does nothing for an entry that is gone, or whose place another has', () => {
    const table = new ConnectionTable();
    table.confirm(table.track(opener, udp, 0), 0);
    const answer = table.track(inverted(opener), udp, 0);
    table.flush();
    table.confirm(answer, 0);
    expect(table.size(0)).to.equal(0);
    table.confirm(table.track(tupleOf('UDP', 1), udp, 0), 0);
    table.confirm(answer, 0);
    table.block(answer);
    expect(table.entries(0)[0]).to.include({ setUp: false, blocked: false });
  });

  it('does nothing for the entry that the same ends opened since', () => {
    const table = new ConnectionTable();
    table.confirm(table.track(opener, udp, 0), 0);
    const answer = table.track(inverted(opener), udp, 0);
    table.flush();
    table.confirm(table.track(tupleOf('UDP', 1), udp, 0), 0);
    table.confirm(table.track(opener, udp, 0), 0);
    table.confirm(answer, 0);
    table.block(answer);
    expect(table.find(opener, 0)).to.include({ setUp: false, blocked: false });
  });
});

describe('blocking', () => {
  it('marks the entry, for its packets to see', () => {
    const conversation = new Conversation().play(...handshake);
    conversation.table.block(conversation.send('> ACK data'));
    expect(conversation.send('< ACK')).to.include({ state: 'ESTABLISHED', blocked: true });
    expect(conversation.entry).to.include({ blocked: true, state: 'ESTABLISHED' });
  });

  it('keeps a connection that was just opened out of the table', () => {
    const { table, opener } = new Conversation();
    const tracking = table.track(opener, syn, 0);
    table.block(tracking);
    table.confirm(tracking, 0);
    expect(table.size(0)).to.equal(0);
  });

  it('marks a connection that was confirmed with this very packet', () => {
    const { table, opener } = new Conversation();
    const tracking = table.track(opener, syn, 0);
    table.confirm(tracking, 0);
    table.block(tracking);
    expect(table.find(opener, 0)?.blocked).to.equal(true);
  });

  it('means nothing for what is INVALID', () => {
    const conversation = new Conversation();
    conversation.table.block(conversation.send('> SYN-ACK'));
    expect(conversation.send('> SYN-ACK')).to.include({ state: 'INVALID', blocked: false });
  });

  it('finds the entry again where others came in since, and the table grew', () => {
    const table = new ConnectionTable();
    const connection = new Conversation('TCP', table).play('> SYN', '< SYN-ACK');
    const last = table.track(tupleOf('TCP'), { protocol: 'TCP', flags: 'ACK' }, 0);
    for (let port = 1; port <= 100; port++) table.confirm(table.track(tupleOf('UDP', port), udp, 0), 0);
    table.block(last);
    expect(connection.entry?.blocked).to.equal(true);
    table.unblock(last);
    expect(connection.entry?.blocked).to.equal(false);
    table.confirm(last, 0);
    expect(connection.entry?.setUp).to.equal(true);
  });
});

describe('an ICMP error', () => {
  it('is related to the connection of the packet that it quotes, against its direction', () => {
    const { table, opener } = new Conversation().play(...handshake);
    expect(table.relate(opener, 0)).to.include({ state: 'RELATED', direction: 'reply', setUp: true });
    expect(table.relate(inverted(opener), 0)).to.include({ state: 'RELATED', direction: 'original' });
  });

  it('is invalid if the packet that it quotes belongs to none', () => {
    const { table, opener } = new Conversation().play('> SYN, dropped');
    expect(table.relate(opener, 0)).to.include({ state: 'INVALID', direction: 'original' });
    expect(table.relate({ ...tupleOf('ICMP'), destinationPort: 3 * 256 }, 0).state).to.equal('INVALID');
  });

  it('knows the packet as it looks after translation', () => {
    const table = new ConnectionTable();
    const opener = tupleOf('TCP');
    const reply: Tuple = { ...inverted(opener), source: 7, sourcePort: 8080 };
    table.confirm(table.track(opener, syn, 0, reply), 0);
    expect(table.relate(inverted(reply), 0)).to.include({ state: 'RELATED', direction: 'reply' });
    expect(table.relate(opener, 0).state).to.equal('INVALID');
  });

  it('changes nothing', () => {
    const conversation = new Conversation('UDP').play('> datagram', 'wait 10');
    const { table, opener, now } = conversation;
    const before = conversation.entry;
    table.confirm(table.relate(opener, now), now);
    expect(conversation.entry).to.deep.equal(before);
  });
});

describe('the set-up of a connection', () => {
  const cases: readonly (readonly ['TCP' | 'UDP' | 'SCTP' | 'ICMP', readonly string[], boolean])[] = [
    ['TCP', ['> SYN'], false],
    ['TCP', ['> SYN', '< SYN-ACK'], false],
    ['TCP', ['> SYN', '< SYN-ACK', '> ACK'], true],
    ['TCP', ['> SYN', '< SYN-ACK', '> ACK, dropped'], false],
    ['TCP', ['> SYN', '< SYN-ACK', '> ACK, dropped', '> ACK again'], true],
    ['TCP', ['> SYN', '< SYN-ACK', '< FIN'], true],
    ['TCP', ['> SYN', '< SYN-ACK', '> RST'], true],
    ['TCP', ['> ACK'], false],
    ['TCP', ['> ACK', '> ACK data'], false],
    ['TCP', ['> ACK', '< ACK'], true],
    ['TCP', ['> SYN', '< SYN'], false],
    ['TCP', [...handshake, '> RST', '< SYN-ACK'], true],
    ['UDP', ['> datagram', '> datagram'], false],
    ['UDP', ['> datagram', '< datagram, dropped'], false],
    ['UDP', ['> datagram', '< datagram'], true],
    ['UDP', ['> datagram', '< datagram, dropped', '> datagram'], false],
    ['SCTP', ['> INIT'], false],
    ['SCTP', ['> INIT', '< INIT-ACK'], true],
    ['ICMP', ['> echo'], false],
    ['ICMP', ['> echo', '< echo-reply'], true],
  ];
  for (const [protocol, packets, over] of cases)
    it(`is ${over ? '' : 'not '}over after ${protocol} ${packets.join('; ')}`, () => {
      expect(new Conversation(protocol).play(...packets).entry?.setUp).to.equal(over);
    });

  it('is told as it was before the packet', () => {
    const conversation = new Conversation().play('> SYN', '< SYN-ACK');
    expect(conversation.send('> ACK').setUp).to.equal(false);
    expect(conversation.send('> ACK data').setUp).to.equal(true);
  });

  it('stays over while the connection lives', () => {
    const packets = fc.constantFrom('SYN', 'SYN-ACK', 'ACK', 'FIN', 'RST', 'ACK data', 'FIN again');
    const scripts = fc.array(fc.tuple(fc.constantFrom('>', '<'), packets), { maxLength: 12 });
    fc.assert(
      fc.property(scripts, rest => {
        const conversation = new Conversation().play(...handshake);
        for (const [sign, packet] of rest) {
          const { state } = conversation.send(`${sign} ${packet}`);
          if (state === 'NEW') return; // The tuple was opened anew.
          expect(conversation.entry?.setUp).to.equal(true);
        }
      }),
    );
  });
});
