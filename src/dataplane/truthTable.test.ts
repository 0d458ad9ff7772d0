import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { z } from 'zod';
import { readQuestion } from '../english/question';
import { allow, denyAllIn } from '../scenario/authored';
import { listPods } from '../scenario/inventory';
import { Scenario } from '../scenario/scenario';
import { modelNames } from '../settings/models';
import { nowhere } from '../testing/edge';
import { answer } from './answer';

const permissions = {
  Ce: ['client', 'egress to server on port 8080'],
  Si: ['server', 'ingress from client on port 8080'],
  Se: ['server', 'egress to client on port 32768-60999'],
  Ci: ['client', 'ingress from server on port 32768-60999'],
} as const;

const verdict = z.string();
const rows = z
  .array(
    z.strictObject({
      rules: z.array(z.enum(['Ce', 'Si', 'Se', 'Ci'])),
      unenforced: verdict,
      stateful: verdict,
      'three-check': verdict,
      stateless: verdict,
    }),
  )
  .parse(parse(readFileSync(join(__dirname, 'testdata', 'truth-table.yaml'), 'utf8')));

describe('the truth table of the models', () => {
  it('has seven sets of rules and four models', () => {
    expect(rows).to.have.length(7);
    expect(modelNames).to.have.members(['unenforced', 'stateful', 'three-check', 'stateless']);
  });

  for (const row of rows)
    for (const model of modelNames)
      it(`${row.rules.join(' ') || 'no rule'}, ${model}: ${row[model]}`, () => {
        const scenario = new Scenario(nowhere);
        listPods(scenario, [
          ['pod', 'ports'],
          ['client', ''],
          ['server', '8080'],
        ]);
        denyAllIn(scenario, {});
        for (const [who, what] of row.rules.map(rule => permissions[rule])) allow(scenario, who, what);
        const question = readQuestion('client → server:8080', scenario.surroundings);
        const { kind, cases } = answer(scenario.network, model, question);
        const drops = cases.flatMap(({ walks }) =>
          walks.flatMap(({ dropped }) =>
            dropped ? `${scenario.names.point(dropped.at)} ${dropped.packet.kind.name}` : [],
          ),
        );
        expect(kind === 'succeeds' ? 'yes' : drops.join()).to.equal(row[model]);
      });
});
