import { expect } from 'chai';
import { answer } from '../dataplane/answer';
import { readQuestion } from '../english/question';
import { listPods } from '../scenario/inventory';
import { addKubeDns } from '../scenario/kubeDns';
import type { Scenario } from '../scenario/scenario';
import { listServices, setReady } from '../scenario/services';
import type { Settings } from '../settings/settings';
import { isolate, shopWith } from '../testing/smallServices';
import { hintsOf } from './hints';

/** What is hinted of the first case, upstream, where api may only send as the egress rules say. */
function told(
  flow: string,
  {
    egress,
    settings = {},
    change,
  }: { egress?: string; settings?: Partial<Settings>; change?: (scenario: Scenario) => void } = {},
): readonly string[] {
  const scenario = shopWith({}, settings);
  if (egress !== undefined) isolate(scenario, 'api', `policyTypes: [Egress], egress: [${egress}]`);
  change?.(scenario);
  const { network, names, surroundings } = scenario;
  const [verdict] = answer(network, 'stateful', readQuestion(flow, surroundings)).cases;
  return verdict ? hintsOf(network, names, verdict) : [];
}

const flow = 'api → service/web:80';
const web = '{ podSelector: { matchLabels: { app: web } } }';
const block = (cidr: string, more = ''): string => `{ to: [{ ipBlock: { cidr: ${cidr}${more} } }] }`;

describe('a hint', () => {
  it('is none where a flow succeeds, or rules are about something else', () => {
    expect(told(flow)).to.deep.equal([]);
    expect(told(flow, { egress: `{ to: [${web}], ports: [{ port: 81 }] }` })).to.deep.equal([]);
    expect(told('api → web:8080', { egress: `{ to: [${web}], ports: [{ port: 80 }] }` })).to.deep.equal([]);
  });

  it('tells the port of a Service from that of its pods', () => {
    expect(told(flow, { egress: `{ to: [${web}], ports: [{ port: 80 }] }` })).to.deep.equal([
      'api, egress rule 1 names 80, the port of the Service: service/web:80 leads to port 8080 of web, and policy sees that. Name 8080.',
    ]);
  });

  it('tells the address of a Service from those of its pods', () => {
    const hint = (cidr: string): string =>
      `api, egress rule 1 names ${cidr}, which holds 10.96.0.20, the address of the Service: policy sees that of web, 10.244.2.2. Select the pods.`;
    expect(told(flow, { egress: block('10.96.0.0/16') })).to.deep.equal([hint('10.96.0.0/16')]);
    expect(told(flow, { egress: block('10.97.0.0/16') })).to.deep.equal([]);
    expect(told(flow, { egress: block('10.96.0.0/16', ', except: [10.96.0.0/24]') })).to.deep.equal([]);
  });

  it('is silent of what policy does see, where a CNI asks it before', () => {
    const settings = { 'service-addresses': 'judged-first' } as const;
    const egress = '{ to: [{ ipBlock: { cidr: 10.96.0.0/16 } }], ports: [{ port: 8080 }] }';
    expect(told(flow, { egress, settings })).to.deep.equal([]);
  });

  it('says why a Service is empty, for the port that was asked', () => {
    const change = (scenario: Scenario): void =>
      listServices(scenario, [
        ['service', 'ports'],
        ['web', '80 → 8080, 443 → tls, 443 → 53/UDP'],
      ]);
    expect(told(flow, { change })).to.deep.equal([]);
    expect(told('api → service/web:443', { change })).to.deep.equal([
      'service/web has no endpoints: no pod that it selects has a port named tls/TCP.',
    ]);
    expect(told(flow, { change: scenario => setReady(scenario, 'web', false) })).to.deep.equal([
      'service/web has no endpoints: no pod that it selects is ready.',
    ]);
  });

  it('does not call a Service empty whose endpoints are elsewhere', () => {
    const change = (scenario: Scenario): void =>
      listServices(scenario, [
        ['service', 'ports', 'internal traffic'],
        ['web', '443 → tls, 80 → 8080', 'Local'],
      ]);
    expect(told(flow, { change })).to.deep.equal([]);
  });

  it('names the Service that a name has no endpoints of, and names that are near', () => {
    const change = (scenario: Scenario): void => {
      addKubeDns(scenario);
      listPods(scenario, [['pod'], ['api'], ['web']]);
      listServices(scenario, [
        ['service', 'ports', 'type'],
        ['web', '80', ''],
        ['late', '80', 'headless'],
      ]);
    };
    expect(told('api → http://late', { change })[0]).to.equal(
      'service/late has no endpoints: no pod of default is app=late.',
    );
    expect(told('api → http://wed', { change })).to.deep.equal(['Did you mean web?']);
  });
});
