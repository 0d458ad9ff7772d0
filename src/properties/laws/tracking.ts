import fc from 'fast-check';
import { endText, type GeneratedFlow } from '../../arbitraries/flows';
import { networkPolicies } from '../../arbitraries/policies';
import { placeOf } from '../../dataplane/tables';
import { sendPacket } from '../../scenario/connections';
import { quietScenario } from '../../scenario/quietScenario';
import type { ModelName } from '../../settings/models';
import { caseOf, outcomeOf } from '../outcome';
import { withPolicies } from '../rewrites/policies';
import { connectionCommands, followed, Surprise } from './commands';
import { ConnectionModel } from './connectionModel';
import { opening } from './deeds';
import { always, type Law, type Story } from './law';
import { isAskedOnce, statusClaim, statusOf, tryOpening } from './opened';

/** The models that remember connections. */
const remembering: readonly ModelName[] = ['stateful', 'three-check'];

/** Of the connection back, with and without another: replies may pass to some ports alone. */
const backPort = 50_000;

/** What one side may open is no business of what the other side has open. */
export const entriesOpenNothing: Law = always(({ state, flows }) => {
  for (const flow of flows) {
    const back = { ...flow, source: flow.destination, destination: flow.source };
    const fresh = quietScenario(state);
    const used = quietScenario(state);
    if (!tryOpening(fresh, back, backPort)) continue;
    tryOpening(used, flow);
    tryOpening(used, back, backPort);
    for (const model of remembering) {
      const [alone, after] = [fresh, used].map(world => statusOf(world, model));
      if (alone !== after)
        return [
          {
            state,
            deeds: [opening(flow), opening(back, backPort)].map(({ text }) => ({ text })),
            claims: [statusClaim(model, alone ?? 'open')],
          },
        ];
    }
  }
  return undefined;
});

/** A tracker records a connection once its first packet has passed the last point there, never before. */
export const droppedLeavesNothing: Law = always(({ state, flows }) => {
  const world = quietScenario(state);
  for (const flow of flows) {
    const [stop] = outcomeOf(world, 'stateful', flow).stops;
    if (stop?.packet !== 'request' || !isAskedOnce(flow)) continue;
    const asked = caseOf(world, flow);
    const [near, far] = [asked.source, asked.destination].map(party => placeOf(party, state.settings));
    // What left its sender's node is recorded there, even if the receiver's drops it.
    const empty = stop.end === 'source' || near === far || near === undefined ? undefined : far;
    const live = quietScenario(state);
    if (!tryOpening(live, flow)) continue;
    const { tables, now } = live.lives.under('stateful');
    const filled = [...tables.ofNodes].some(
      ([place, table]) => (empty === undefined || place === empty) && table.entries(now).length > 0,
    );
    if (!filled) continue;
    const where = empty === undefined ? '' : ` on ${placeText(empty, flow)}`;
    return [
      {
        state: { ...state, model: 'stateful' },
        deeds: [{ text: opening(flow).text }],
        claims: [{ text: `conntrack -L shows nothing${where}` }],
      },
    ];
  }
  return undefined;
});

/** Rules that begin by accepting what is ESTABLISHED never see an open connection, whatever comes after them. */
export const establishedStays: Law = words =>
  fc
    .tuple(networkPolicies(words, { minLength: 1 }), fc.boolean())
    .map(([policies, byClient]) => ({ state, flows }) => {
      const after = withPolicies(state, policies);
      for (const flow of flows) {
        const world = quietScenario(state);
        if (!tryOpening(world, flow)) continue;
        const open = remembering.filter(model => statusOf(world, model) === 'open');
        if (open.length === 0) continue;
        world.change({ policies: after.policies });
        const who = endText(byClient ? flow.source : flow.destination);
        sendPacket(world, who, 'data');
        const model = open.find(name => statusOf(world, name) !== 'open');
        if (model)
          return [
            { state, deeds: [{ text: opening(flow).text }], claims: [statusClaim(model, 'open')] },
            { state: after, deeds: [{ text: `${who} sends data` }], claims: [statusClaim(model, 'open')] },
          ];
      }
      return undefined;
    });

/** Whatever is sent, closed, reset, waited for, flushed and deleted: what a small model of it predicts. */
export const tablesStayConsistent: Law = () =>
  connectionCommands().map(commands => ({ state, flows }): Story | undefined => {
    const start = { ...state, model: followed } as const;
    const model = new ConnectionModel(flows);
    try {
      fc.modelRun(() => ({ model, real: quietScenario(start) }), commands);
      return undefined;
    } catch (error) {
      if (!(error instanceof Surprise)) throw error;
      return [{ state: start, deeds: model.deeds, claims: [error.claim] }];
    }
  });

/** A table as sentences call it. */
function placeText(place: string, { destination }: GeneratedFlow): string {
  const [, name = ''] = /^node\/(.+)$/.exec(place) ?? [];
  return name !== '' || destination.kind !== 'pod' ? `node ${name}` : `pod ${destination.key}`;
}
