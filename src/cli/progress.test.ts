import { expect } from 'chai';
import { Progress } from './progress';

describe('progress', () => {
  const said = (isWatched: boolean, times: readonly number[]): readonly string[] => {
    const texts: string[] = [];
    let now = 0;
    const io = { stdin: () => '', stdout: () => {}, stderr: (text: string) => texts.push(text), isWatched };
    const progress = new Progress(io, () => now);
    for (const time of times) {
      now = time;
      progress.at('Workloads', time, 9000);
    }
    progress.end();
    return texts;
  };

  it('is told after a second, a few times a second, and wiped away at the end', () => {
    expect(said(true, [500, 1100, 1200, 1400])).to.deep.equal([
      '\rWorkloads: 1100 of 9000',
      '\rWorkloads: 1400 of 9000',
      `\r${' '.repeat('Workloads: 1400 of 9000'.length)}\r`,
    ]);
  });

  it('is not told where nobody watches, or nothing takes long', () => {
    expect(said(false, [500, 1100])).to.deep.equal([]);
    expect(said(true, [100, 900])).to.deep.equal([]);
  });
});
