import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { z } from 'zod';
import { kernelSysctls, kubeProxyTimeouts, sysctlNames } from '../settings/sysctls';
import { Conversation, handshake, tupleOf } from '../testing/packetScripts';
import { ConnectionTable } from './connectionTable';

const rows = z
  .array(
    z.strictObject({
      protocol: z.enum(['TCP', 'UDP', 'SCTP', 'ICMP']),
      packets: z.string().transform(text => text.split('; ')),
      seconds: z.number(),
      sysctl: z.enum(sysctlNames).optional(),
    }),
  )
  .parse(parse(readFileSync(join(__dirname, 'testdata', 'timers.yaml'), 'utf8')));

describe('timers', () => {
  it('are checked for every sysctl that sets one', () => {
    const set = new Set(rows.map(row => row.sysctl));
    const timeouts = sysctlNames.filter(name => name.includes('timeout') && !name.includes('generic'));
    expect(timeouts.filter(name => !set.has(name))).to.deep.equal([]);
  });

  for (const { protocol, packets, seconds, sysctl } of rows) {
    it(`${protocol} ${packets.join('; ')}: ${seconds} s`, () => {
      expect(new Conversation(protocol).play(...packets).entry?.seconds).to.equal(seconds);
    });

    it(`${protocol} ${packets.join('; ')}: gone after that`, () => {
      const conversation = new Conversation(protocol).play(...packets);
      conversation.now += seconds * 1000 - 1;
      expect(conversation.entry?.seconds).to.equal(0);
      conversation.now += 1;
      expect(conversation.entry).to.equal(undefined);
      expect(conversation.table.find(conversation.opener, conversation.now)).to.equal(undefined);
    });

    if (sysctl)
      it(`${protocol} ${packets.join('; ')}: set by ${sysctl}`, () => {
        const shorter = seconds > 2 ? seconds - 2 : seconds;
        const conversation = Conversation.under({ [sysctl]: shorter }, protocol).play(...packets);
        expect(conversation.entry?.seconds).to.equal(shorter);
      });
  }

  it('are those that kube-proxy sets, where it does', () => {
    const conversation = new Conversation(
      'TCP',
      new ConnectionTable({ ...kernelSysctls, ...kubeProxyTimeouts }),
    );
    expect(conversation.play(...handshake).entry?.seconds).to.equal(86_400);
    expect(conversation.play('> FIN', '< ACK').entry?.seconds).to.equal(3600);
  });

  it('are rounded down', () => {
    expect(new Conversation('UDP').play('> datagram', 'wait 0.1').entry?.seconds).to.equal(29);
  });

  it('run on when sysctls change, until the next packet', () => {
    const conversation = new Conversation('UDP').play('> datagram');
    conversation.table.configure({ ...kernelSysctls, nf_conntrack_udp_timeout: 5 });
    expect(conversation.entry?.seconds).to.equal(30);
    expect(conversation.play('> datagram').entry?.seconds).to.equal(5);
  });

  it('run out one by one, in whatever order the entries lie', () => {
    const table = new ConnectionTable();
    for (let port = 1; port <= 20; port++) {
      new Conversation('TCP', table, tupleOf('TCP', port)).play(...handshake);
      new Conversation('UDP', table, tupleOf('UDP', port)).play(`wait ${port}`, '> datagram');
    }
    for (let port = 1; port <= 20; port++) expect(table.size((30 + port) * 1000)).to.equal(40 - port);
  });

  it('start when a packet is confirmed, not when it is tracked', () => {
    const { table, opener } = new Conversation('UDP');
    const tracking = table.track(opener, { protocol: 'UDP' }, 0);
    table.confirm(tracking, 4000);
    expect(table.find(opener, 4000)?.seconds).to.equal(30);
  });

  it('are refreshed by a packet that a rule drops later', () => {
    const conversation = new Conversation('UDP').play('> datagram', 'wait 20', '> datagram, dropped');
    expect(conversation.entry?.seconds).to.equal(30);
  });
});
