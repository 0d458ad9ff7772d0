import { join } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import { expect } from 'chai';
import { Annotations } from './annotations';

/** The messages of a scenario whose only step ends so. */
function scenario(i: number, name: string, result: object): readonly Envelope[] {
  const timestamp = { seconds: 0, nanos: 0 };
  return [
    {
      pickle: {
        id: `p${i}`,
        uri: 'features/x.feature',
        name,
        steps: [],
        astNodeIds: [],
        location: { line: i },
      },
    },
    { testCase: { id: `c${i}`, pickleId: `p${i}`, testSteps: [{ id: `s${i}` }] } },
    { testCaseStarted: { id: `a${i}`, testCaseId: `c${i}`, attempt: 0, timestamp } },
    {
      testStepFinished: {
        testCaseStartedId: `a${i}`,
        testStepId: `s${i}`,
        testStepResult: result,
        timestamp,
      },
    },
    { testCaseFinished: { testCaseStartedId: `a${i}`, willBeRetried: false, timestamp } },
  ] as unknown as readonly Envelope[];
}

function linesOf(envelopes: readonly Envelope[]): readonly string[] {
  const annotations = new Annotations();
  for (const envelope of envelopes) annotations.see(envelope);
  return annotations.lines(process.cwd());
}

describe('annotations for GitHub', () => {
  it('name file, line, title and message, each escaped as it must be', () => {
    const failed = { status: 'FAILED', exception: { message: 'to 100 %, a: b\nnext' } };
    expect(linesOf(scenario(12, 'One, two: 50 %', failed))).to.deep.equal([
      '::error file=features/x.feature,line=12,title=One%2C two%3A 50 %25::to 100 %25, a: b%0Anext',
    ]);
  });

  it('are there for undefined steps, and not for what passed', () => {
    expect(
      linesOf([...scenario(1, 'a', { status: 'PASSED' }), ...scenario(2, 'b', { status: 'UNDEFINED' })]),
    ).to.deep.equal(['::error file=features/x.feature,line=2,title=b::a hook: undefined']);
  });

  it('count files from the folder of the checkout', () => {
    const annotations = new Annotations();
    for (const envelope of scenario(3, 'a', { status: 'FAILED', message: 'm' })) annotations.see(envelope);
    expect(annotations.lines(join(process.cwd(), '..'))[0]).to.match(
      /^::error file=[^/]+\/features\/x\.feature,/,
    );
  });

  it('cannot be ended by what a scenario is called, and are ten at most', () => {
    const many = Array.from({ length: 13 }, (_, i) =>
      scenario(i + 1, 'a\r\n::warning::b', { status: 'FAILED', message: 'm' }),
    ).flat();
    const lines = linesOf(many);
    expect(lines).to.have.lengthOf(11);
    expect(lines[0]).to.equal(
      '::error file=features/x.feature,line=1,title=a\\u000d%0A%3A%3Awarning%3A%3Ab::m',
    );
    expect(lines[10]).to.equal('::notice title=netpol-bdd::3 more scenarios did not pass');
  });
});
