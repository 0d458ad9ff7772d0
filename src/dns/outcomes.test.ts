import { expect } from 'chai';
import { podOf } from '../testing/smallZone';
import { type NameFailure, nameExitCode, nameFailures, resolvingPrograms, secondsToFail } from './outcomes';
import { nodeResolvConf, type ResolvConf, resolvConfOf } from './resolvConf';

const own = resolvConfOf(podOf('default/frontend', ''));

const waits: readonly (readonly [NameFailure, written: string, ResolvConf, seconds: number])[] = [
  ['NXDOMAIN', 'web', own, 0],
  ['SERVFAIL', 'example.com', own, 0],
  ['no answer', 'web', own, 20],
  ['no answer', 'example.com', own, 20],
  ['no answer', 'a.b.c.d.e.f', own, 20],
  ['no answer', 'web.', own, 10],
  ['no answer', 'example.com', nodeResolvConf, 10],
  ['no answer over TCP', 'db', own, 135],
  ['port unreachable', 'web', own, 0],
  ['administratively prohibited', 'web', own, 0],
];

/** curl, getent, wget, busybox wget, nc, nslookup, dig. */
const exits: Readonly<Record<NameFailure, string>> = {
  NXDOMAIN: '6 2 4 1 1 1 0',
  NODATA: '6 2 4 1 1 0 0',
  SERVFAIL: '6 2 4 1 1 1 0',
  REFUSED: '6 2 4 1 1 1 0',
  'no answer': '6 2 4 1 1 1 9',
  'no answer over TCP': '6 2 4 1 1 1 9',
  'port unreachable': '6 2 4 1 1 1 9',
  'administratively prohibited': '6 2 4 1 1 1 9',
};

describe('a name that does not resolve', () => {
  for (const [failure, written, conf, seconds] of waits)
    it(`${failure} for ${written}: ${seconds} s`, () => {
      expect(secondsToFail(failure, written, conf)).to.equal(seconds);
    });

  for (const failure of nameFailures)
    it(`${failure}: programs exit with ${exits[failure]}`, () => {
      const codes = resolvingPrograms.map(program => nameExitCode(program, failure, 0));
      expect(codes.join(' ')).to.equal(exits[failure]);
    });

  it('is a timeout for curl where its limit is shorter', () => {
    expect(nameExitCode('curl', 'no answer', 20, 4)).to.equal(28);
    expect(nameExitCode('curl', 'no answer', 20, 30)).to.equal(6);
    expect(nameExitCode('wget', 'no answer', 20, 4)).to.equal(4);
  });
});
