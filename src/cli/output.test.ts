import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect } from 'chai';

/** What a shell makes of a command line that lists the connections of one pod. */
function sh(redirection: string) {
  const pod =
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"containers":[{"name":"c","image":"i"}]}}';
  const command = `printf '%s' '${pod}' | ${process.execPath} bin/netpol-bdd.js connections -f - ${redirection}`;
  return spawnSync('bash', ['-o', 'pipefail', '-c', command], { encoding: 'utf8' });
}

describe('standard output', () => {
  it('that is full is said in a sentence, with status 2', function () {
    if (!existsSync('/dev/full')) this.skip();
    const { stderr, status } = sh('>/dev/full');
    expect(stderr)
      .to.contain('Standard output cannot be written: ENOSPC')
      .and.not.to.match(/^\s+at /m);
    expect(status).to.equal(2);
  }).timeout(60_000);

  it('that nobody reads any more is no failure', () => {
    expect(sh('2>&1 | head -c 1').status).to.equal(0);
  }).timeout(60_000);
});
