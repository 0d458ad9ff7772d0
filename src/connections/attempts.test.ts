import { expect } from 'chai';
import fc from 'fast-check';
import { podOf } from '../cluster/flow';
import { attempt, type PortWalk } from '../dataplane/attempt';
import { casesOf, isListening } from '../dataplane/cases';
import { dropOf } from '../dataplane/check';
import { modelNames, models } from '../settings/models';
import { kernelSysctls } from '../settings/sysctls';
import { askedNetworks } from '../testing/smallNetworks';
import { LiveNetwork } from './liveNetwork';

/** `x/p0 egress, SYN`, or nothing. */
const dropText = ({ dropped }: Pick<PortWalk, 'dropped'>): string => {
  if (!dropped) return 'nowhere';
  const { party, direction } = dropped.at;
  const name = party.kind === 'external' ? party.name : (podOf(party)?.name ?? 'node');
  return `${name} ${direction}, ${dropped.packet.kind.name}`;
};

describe('a connection that is opened and an attempt', () => {
  it('come to the same end, at the same point and with the same packet', () => {
    fc.assert(
      fc.property(askedNetworks, fc.constantFrom(...modelNames), ({ network, question }, model) => {
        for (const asked of casesOf(network, question).slice(0, 3)) {
          const { walks } = attempt(network, models[model], asked);
          for (const walk of walks.slice(0, 2)) {
            const live = new LiveNetwork(network, models[model], kernelSysctls);
            const { source, destination, protocol, ports } = asked;
            const connection = live.open({
              source,
              destination,
              protocol,
              sourcePort: walk.sourcePorts[0],
              destinationPort: ports[0],
            });
            if (connection.status === 'open' && protocol !== 'UDP') live.say(connection, 'original', 'data');
            if (connection.status === 'open' && protocol === 'TCP') live.say(connection, 'reply', 'data');
            const isRejected = network.settings['blocked-packets'] !== 'dropped';
            const dropped = connection.history.flatMap(({ packet }) => dropOf(packet) ?? []).at(-1);
            expect(dropText({ ...(dropped && { dropped }) })).to.equal(dropText(walk));
            if (!walk.dropped)
              expect(connection.status).to.equal(
                isListening(destination, protocol, ports) ? 'open' : 'refused',
              );
            else if (!isRejected) expect(connection.status).to.equal('hanging');
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
