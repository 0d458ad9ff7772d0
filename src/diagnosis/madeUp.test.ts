import { expect } from 'chai';
import { allow } from '../scenario/authored';
import { listPods } from '../scenario/inventory';
import { Scenario } from '../scenario/scenario';
import { expectKind } from '../scenario/verdicts';
import { nowhere } from '../testing/edge';

async function noticesOf(pods: readonly (readonly string[])[], grant: string): Promise<readonly string[]> {
  const shown: string[] = [];
  const scenario = new Scenario({ ...nowhere, attach: text => shown.push(text) }, { model: 'stateful' });
  listPods(scenario, pods);
  allow(scenario, 'db', grant);
  await expectKind(scenario, { flow: 'web → db:5432' }, grant.includes('0.0.0.0/0') ? 'succeeds' : 'fails');
  return shown;
}

const withoutAddress = [['pod'], ['web'], ['db']];
const withAddress = [
  ['pod', 'ip'],
  ['web', '172.16.0.1'],
  ['db', '172.16.0.2'],
];

describe('an address that was made up', () => {
  it('is told of where a block was compared with it, in or out', async () => {
    expect(await noticesOf(withoutAddress, 'ingress from 10.0.0.0/8')).to.deep.equal([
      'Notice: default/allow-db-ingress-from-10.0.0.0-8 names 10.0.0.0/8; default/web has the made-up address 100.64.0.1: list its real one in the column ip, or in status.podIP of its manifest.',
    ]);
  });

  it('is nothing to tell of where the address is real', async () => {
    expect(await noticesOf(withAddress, 'ingress from 10.0.0.0/8')).to.deep.equal([]);
  });

  it('is nothing to tell of where the block holds every address', async () => {
    expect(await noticesOf(withoutAddress, 'ingress from 0.0.0.0/0')).to.deep.equal([]);
  });
});
