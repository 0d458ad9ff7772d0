import { expect } from 'chai';
import { Refusal } from '../english/refusal';
import { BadManifests } from '../kubernetes/problem';
import { VerdictError } from '../report/failure';
import { defaultSettings } from '../settings/settings';
import { nowhere } from '../testing/edge';
import { expectAccepted, expectRejected } from './admission';
import { Scenario } from './scenario';

const policy = (spec: string): string =>
  `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: web}, spec: ${spec}}`;
const sound = policy('{}');
const endPort = 'spec.ingress[0].ports[0].endPort';
const twiceWrong = policy('{ingress: [{ports: [{port: 80, endPort: 0}]}]}');
const hostBits = policy('{ingress: [{from: [{ipBlock: {cidr: 10.0.0.5/8}}]}]}');
const lax = { ...defaultSettings, 'cidr-spelling': 'lax' } as const;

describe('what the API server makes of a policy', () => {
  it('leaves the scenario as it was', () => {
    const scenario = new Scenario(nowhere);
    const before = scenario.state;
    expectAccepted(scenario, sound);
    expectRejected(scenario, `${endPort} as invalid, "must be greater" and "must be between"`, twiceWrong);
    expect(scenario.state).to.equal(before);
  });

  it('is that it accepts what it only warns of, and the warning is a notice', () => {
    const said: string[] = [];
    const scenario = new Scenario({ ...nowhere, attach: text => said.push(text) }, { settings: lax });
    expectAccepted(scenario, hostBits);
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/^Notice: NetworkPolicy web: spec\.ingress\[0\]\.from\[0\]\.ipBlock\.cidr: /);
  });

  const holding: readonly (readonly [string, string])[] = [
    ['the errors in another order', `${endPort} as invalid, "must be between" and "must be greater"`],
    [
      'one detail that fits both errors, and one that fits one',
      `${endPort} as invalid, "must be" and "must be g"`,
    ],
    ['errors without details', `${endPort} as invalid and ${endPort} as invalid`],
  ];
  for (const [title, named] of holding)
    it(`may be asked for with ${title}`, () => {
      expectRejected(new Scenario(nowhere), named, twiceWrong);
    });

  const failing: readonly (readonly [string, string])[] = [
    ['an error that is not named', `${endPort} as invalid, "must be greater"`],
    ['an error that does not occur', `${endPort} as invalid, "must be g", "must be b" and "must be"`],
    ['another type', `${endPort} as invalid, "must be greater" and ${endPort} as required`],
    ['another field', `${endPort} as invalid, "must be g", and spec.ingress[0].ports[0].port as invalid`],
    ['another detail', `${endPort} as invalid, "must be greater" and "greater than"`],
  ];
  for (const [title, named] of failing)
    it(`is not ${title}`, () => {
      const sentence = () => expectRejected(new Scenario(nowhere), named, twiceWrong);
      expect(sentence).to.throw(VerdictError, 'but rejects the policy otherwise.');
    });

  it('shows why a lax cluster accepts', () => {
    const scenario = new Scenario(nowhere, { settings: lax });
    const sentence = () =>
      expectRejected(scenario, 'spec.ingress[0].from[0].ipBlock.cidr as invalid', hostBits);
    expect(sentence).to.throw(VerdictError, 'but accepts the policy.\n\n  NetworkPolicy web: ');
  });

  it('fails on what it cannot decode', () => {
    const unknown = policy('{ingres: []}');
    const scenario = new Scenario(nowhere);
    expect(() => expectAccepted(scenario, unknown)).to.throw(VerdictError, 'unknown field "spec.ingres"');
    expect(() => expectRejected(scenario, 'spec as invalid', unknown)).to.throw(
      VerdictError,
      'unknown field',
    );
  });

  it('is about one policy', () => {
    const scenario = new Scenario(nowhere);
    const two = `${sound}\n---\n${sound}`;
    for (const sentence of [
      expectAccepted,
      (_: Scenario, text: string) => expectRejected(_, 'spec as invalid', text),
    ]) {
      expect(() => sentence(scenario, '')).to.throw(Refusal, 'The doc string holds no NetworkPolicy.');
      expect(() => sentence(scenario, two)).to.throw(Refusal, 'The doc string holds 2 policies');
      expect(() => sentence(scenario, 'kind: [')).to.throw(BadManifests);
      expect(() => sentence(scenario, '{apiVersion: v1, kind: Pod}')).to.throw(
        BadManifests,
        'found a Pod (v1)',
      );
    }
  });
});
