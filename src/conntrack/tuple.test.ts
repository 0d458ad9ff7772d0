import { expect } from 'chai';
import fc from 'fast-check';
import { hasAnswer, inverted, type Tuple } from './tuple';

const tuple: Tuple = { protocol: 'ICMP', source: 1, destination: 2, sourcePort: 7, destinationPort: 8 * 256 };

describe('the tuple of an answer', () => {
  it('has ends and ports changed over', () => {
    const udp: Tuple = { protocol: 'UDP', source: 1, destination: 2, sourcePort: 3, destinationPort: 4 };
    const answer = { protocol: 'UDP', source: 2, destination: 1, sourcePort: 4, destinationPort: 3 };
    expect(inverted(udp)).to.deep.equal(answer);
  });

  for (const [request, reply] of [
    [8, 0],
    [13, 14],
    [15, 16],
    [17, 18],
    [128, 129],
    [139, 140],
  ] as const)
    it(`has ICMP type ${reply} for ${request}, and the same id and code`, () => {
      const sent = { ...tuple, destinationPort: request * 256 + 5 };
      expect(inverted(sent)).to.include({ source: 2, sourcePort: 7, destinationPort: reply * 256 + 5 });
    });

  it('has the same ICMP type where nobody answers', () => {
    const error = { ...tuple, destinationPort: 3 * 256 + 1 };
    expect(hasAnswer(error)).to.equal(false);
    expect(inverted(error).destinationPort).to.equal(error.destinationPort);
  });

  it('is answered by the tuple itself', () => {
    const port = fc.nat(65535);
    const tuples = fc.record({
      protocol: fc.constantFrom('TCP', 'UDP', 'SCTP', 'ICMP'),
      source: fc.nat(),
      destination: fc.nat(),
      sourcePort: port,
      destinationPort: port,
    });
    fc.assert(
      fc.property(tuples, any => {
        expect(inverted(inverted(any))).to.deep.equal(any);
      }),
    );
  });
});
