import { expect } from 'chai';
import { pauses, type Waiting } from './retransmission';

/** When each is sent again, and when the end gives up, in seconds after the first sending. */
const schedules: Readonly<Record<Waiting, { readonly again: readonly number[]; readonly givesUp: number }>> =
  {
    opening: { again: [1, 2, 3, 4, 5, 7, 11, 19, 35, 67], givesUp: 131 },
    accepting: { again: [1, 3, 7, 15, 31], givesUp: 63 },
    open: {
      again: [0.2, 0.6, 1.4, 3, 6.2, 12.6, 25.4, 51, 102.2, 204.6, 324.6, 444.6, 564.6, 684.6, 804.6],
      givesUp: 924.6,
    },
  };

describe('what is not answered is sent again', () => {
  for (const [waiting, { again, givesUp }] of Object.entries(schedules) as [
    Waiting,
    (typeof schedules)[Waiting],
  ][])
    it(`${waiting}: ${again.length} times, and given up after ${givesUp} s`, () => {
      let at = 0;
      const times = pauses[waiting].map(pause => {
        at += pause;
        return Number(at.toFixed(3));
      });
      expect(times).to.deep.equal([...again, givesUp]);
    });
});
