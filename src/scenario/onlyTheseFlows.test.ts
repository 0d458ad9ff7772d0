import { expect } from 'chai';
import { nowhere } from '../testing/edge';
import { allow } from './authored';
import { listPods } from './inventory';
import { expectOnly } from './onlyTheseFlows';
import { Scenario } from './scenario';

type Cells = readonly (readonly string[])[];

function scenarioOf(pods: Cells, sentences: readonly (readonly [string, string])[]): Scenario {
  const scenario = new Scenario(nowhere, { model: 'stateful' });
  listPods(scenario, pods);
  for (const [who, what] of sentences) allow(scenario, who, what);
  return scenario;
}

/** The first line and the surplus of the message; nothing when the sentence holds. */
async function complaint(scenario: Scenario, flows: readonly string[]): Promise<string> {
  try {
    await expectOnly(
      scenario,
      flows.map(flow => [flow]),
    );
    return '';
  } catch (error) {
    return String(error).split('\n\n').slice(0, 2).join('\n');
  }
}

const closed = [
  ['every pod', 'ingress from 192.0.2.1'],
  ['every pod', 'egress to 192.0.2.1'],
] as const;

describe('only these flows succeed', () => {
  it('asks every protocol that a rule names', async () => {
    const scenario = scenarioOf(
      [['pod'], ['a'], ['b'], ['dns']],
      [
        ...closed,
        ['a', 'egress to dns'],
        ['b', 'egress to dns on port 53/UDP'],
        ['dns', 'ingress on port 53/UDP'],
      ],
    );
    expect(await complaint(scenario, ['a → dns:53/UDP'])).to.contain('  b → dns:53/UDP');
  });

  it('asks each address of a dual-stack pod', async () => {
    const scenario = scenarioOf(
      [
        ['pod', 'ports', 'ip'],
        ['a', '80', '10.0.0.1, fd00::1'],
        ['b', '80', '10.0.0.2, fd00::2'],
      ],
      [...closed, ['a', 'egress to b'], ['b', 'ingress from a']],
    );
    expect(await complaint(scenario, ['10.0.0.1 → 10.0.0.2'])).to.contain('  a → b:80/TCP');
    expect(await complaint(scenario, ['a → b'])).to.equal('');
  });

  it('names the ports that are left over', async () => {
    const scenario = scenarioOf(
      [
        ['pod', 'ports'],
        ['a', '80'],
        ['b', '80,443'],
      ],
      [...closed, ['a', 'egress to b'], ['b', 'ingress from a']],
    );
    expect(await complaint(scenario, ['a → b:80'])).to.contain(
      '1 flow succeeds that the table does not list',
    );
    expect(await complaint(scenario, ['a → b:80'])).to.contain('  a → b:443/TCP');
  });

  it('stops counting where nobody would read on', async () => {
    const names = Array.from({ length: 60 }, (_, i) => [`pod-${i}`, '80']);
    const lines = (await complaint(scenarioOf([['pod', 'ports'], ...names], []), [])).split('\n');
    expect(lines[0]).to.contain('1000 or more flows succeed that the table does not list');
    expect(lines.slice(1)).to.have.length(101);
    expect(lines.at(-1)).to.equal('  …');
  });

  it('fails where a listed flow does not succeed', async () => {
    const scenario = scenarioOf(
      [
        ['pod', 'ports'],
        ['a', '80'],
        ['b', '80'],
      ],
      closed,
    );
    expect(await complaint(scenario, ['a → b'])).to.contain('a → b was to succeed, but fails at a egress');
  });
});
