import { expect } from 'chai';
import { answer } from '../dataplane/answer';
import { readQuestion } from '../english/question';
import { setReady } from '../scenario/services';
import type { ModelName } from '../settings/models';
import type { Settings } from '../settings/settings';
import { isolate, shopWith } from '../testing/smallServices';
import { exitCode, type Sight, sightOf, sightOfStatus, sights, tools } from './sight';

interface Row {
  readonly title: string;
  readonly flow: string;
  readonly model?: ModelName;
  readonly settings?: Partial<Settings>;
  /** Rules in YAML, by pod. */
  readonly rules?: readonly (readonly [string, string])[];
  readonly unready?: true;
  readonly external?: string;
  readonly sight: Sight | undefined;
}

const mute = 'policyTypes: [Egress]';
const flow = 'api → service/web:80';

const rows: readonly Row[] = [
  { title: 'a Service', flow, sight: 'an answer' },
  { title: 'a Service without endpoints', flow, unready: true, sight: 'connection refused' },
  { title: 'a closed port', flow: 'api → web:81', sight: 'connection refused' },
  {
    title: 'a node without an endpoint',
    flow: 'laptop → node/a:30080',
    external: 'Local',
    sight: 'a timeout',
  },
  { title: 'policy', flow, rules: [['api', mute]], sight: 'a timeout' },
  {
    title: 'policy that resets',
    flow,
    rules: [['api', mute]],
    settings: { 'blocked-packets': 'reset' },
    sight: 'connection refused',
  },
  {
    title: 'policy that says so',
    flow,
    rules: [['api', mute]],
    settings: { 'blocked-packets': 'prohibited' },
    sight: 'no route to host',
  },
  {
    title: 'an answer that is stopped, of which the client is told nothing',
    flow,
    model: 'three-check',
    rules: [['web', mute]],
    settings: { 'blocked-packets': 'prohibited' },
    sight: 'a timeout',
  },
  {
    title: 'some client ports alone',
    flow,
    model: 'three-check',
    rules: [['web', `${mute}, egress: [{ ports: [{ port: 40000 }] }]`]],
    sight: undefined,
  },
];

describe('what a client sees', () => {
  for (const {
    title,
    flow: asked,
    model = 'stateful',
    settings,
    rules = [],
    unready,
    external,
    sight,
  } of rows)
    it(`${sight ?? 'this or that'}: ${title}`, () => {
      const scenario = shopWith(external === undefined ? {} : { external }, settings);
      for (const [pod, spec] of rules) isolate(scenario, pod, spec);
      if (unready) setReady(scenario, 'web', false);
      const [verdict] = answer(scenario.network, model, readQuestion(asked, scenario.surroundings)).cases;
      expect(verdict && sightOf(verdict, scenario.state.settings)).to.equal(sight);
    });

  it('is what programs exit with', () => {
    const codes = Object.fromEntries(
      tools.map(tool => [
        tool,
        sights.flatMap(sight => (sight === 'could not resolve host' ? [] : [exitCode(tool, sight, 'TCP')])),
      ]),
    );
    expect(codes).to.deep.equal({
      curl: [0, 28, 7, 7, 56, 0, 0, 0],
      nc: [0, 1, 1, 1, 1, 0, 0, 0],
      wget: [0, 4, 4, 4, 4, 8, 8, 8],
      'busybox wget': [0, 1, 1, 1, 1, 1, 1, 1],
    });
  });

  it('is seen over UDP by nc alone, which takes silence for an open port', () => {
    expect(exitCode('nc', 'a timeout', 'UDP')).to.equal(0);
    expect(exitCode('nc', 'connection refused', 'UDP')).to.equal(1);
    expect(exitCode('curl', 'an answer', 'UDP')).to.equal(undefined);
    expect(exitCode('nc', 'an answer', 'SCTP')).to.equal(undefined);
  });

  it('is the same of a connection', () => {
    expect(
      (['open', 'hanging', 'refused', 'unreachable', 'reset'] as const).map(sightOfStatus),
    ).to.deep.equal(['an answer', 'a timeout', 'connection refused', 'no route to host', 'a reset']);
  });
});
