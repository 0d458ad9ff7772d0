import { dnsOf } from '../cluster/dns';
import { type Party, podOf } from '../cluster/flow';
import type { Pod } from '../cluster/pod';
import { attempt } from '../dataplane/attempt';
import { type Case, casesOf } from '../dataplane/cases';
import { isOfDns } from '../dataplane/leg';
import type { Network } from '../dataplane/network';
import { type Model, type ModelName, models } from '../settings/models';
import { type Blocker, blockersOf } from './blockers';
import { overlookedFor } from './overlooked';
import { reasonsOf } from './reasons';

/** The questions that people go through when a connection fails, in this order. */
export const checks = [
  'source-egress',
  'destination-ingress',
  'destination-egress-for-the-reply',
  'endpoints',
  'dns',
  'labels',
  'enforcement',
] as const;

export type CheckCode = (typeof checks)[number];

export interface Checked {
  readonly code: CheckCode;
  /** `not asked`: the model has no such check. `unknown`: nothing that was given says so; a cluster does. */
  readonly state: 'passes' | 'fails' | 'not asked' | 'unknown';
  /** What stops the flow there. */
  readonly blockers: readonly Blocker[];
}

/** The checklist of a case, whatever the model asks for: the third check is made, and said to be none upstream. */
export function checklistOf(network: Network, model: ModelName, asked: Case): readonly Checked[] {
  const blockers = blockersOf(network, models[model === 'unenforced' ? model : 'three-check'], asked);
  const direct = blockers.filter(({ leg }) => !isOfDns(leg));
  const at = (code: CheckCode, found: readonly Blocker[]): Checked => ({
    code,
    state: found.length > 0 ? 'fails' : 'passes',
    blockers: found,
  });
  const points = direct.filter(({ drop }) => drop.check.by === 'policy');
  const isLost = direct.some(({ drop }) => drop.check.by === 'kube-proxy');
  const lost: Checked = { code: 'destination-ingress', state: 'unknown', blockers: [] };
  return [
    at(
      'source-egress',
      points.filter(blocker => !blocker.isOfReply && directionOf(blocker) === 'egress'),
    ),
    isLost
      ? lost
      : at(
          'destination-ingress',
          points.filter(blocker => !blocker.isOfReply && directionOf(blocker) === 'ingress'),
        ),
    replyCheck(
      model,
      points.filter(({ isOfReply }) => isOfReply),
    ),
    ...endpointsCheck(asked, blockers),
    dnsCheck(network, model, asked, blockers),
    at(
      'labels',
      points.filter(blocker => isByLabels(network, blocker)),
    ),
    { code: 'enforcement', state: model === 'unenforced' ? 'fails' : 'unknown', blockers: [] },
  ];
}

/** Whether the third check of the study notes holds; where nobody asks, that is said. */
function replyCheck(model: ModelName, blockers: readonly Blocker[]): Checked {
  const code = 'destination-egress-for-the-reply';
  const judged: Model = models[model];
  if (!judged.reply.includes('egress')) return { code, state: 'not asked', blockers };
  return { code, state: blockers.length > 0 ? 'fails' : 'passes', blockers };
}

function directionOf({ drop }: Blocker) {
  return drop.at.direction;
}

/** Whether somebody stands behind the Service, where one is on the way. */
function endpointsCheck({ translation }: Case, blockers: readonly Blocker[]): readonly Checked[] {
  if (!translation) return [];
  const own = blockers.filter(({ drop }) => drop.check.by === 'kube-proxy');
  return [{ code: 'endpoints', state: own.length > 0 ? 'fails' : 'passes', blockers: own }];
}

/** Whether the client gets answers from the DNS server, if there is one. */
function dnsCheck(network: Network, model: ModelName, asked: Case, blockers: readonly Blocker[]): Checked {
  const own = blockers.filter(({ leg }) => isOfDns(leg));
  const client = podOf(clientOf(asked));
  if (asked.lookup || !client)
    return {
      code: 'dns',
      state: asked.lookup ? (own.length > 0 ? 'fails' : 'passes') : 'unknown',
      blockers: own,
    };
  const dns = dnsOf(network.cluster);
  if (!dns) return { code: 'dns', state: 'unknown', blockers: [] };
  const name = 'kubernetes.default.svc.cluster.local.';
  const questions = casesOf(network, {
    source: { kind: 'pods', name: client.name, pods: [client] },
    destination: { kind: 'name', name, host: name, isOnlyResolved: true },
    ports: { kind: 'listening' },
  });
  const found = questions.flatMap(question => blockersOf(network, models[model], question));
  const isAnswered = questions.some(question => attempt(network, models[model], question).kind !== 'fails');
  return { code: 'dns', state: found.length > 0 || !isAnswered ? 'fails' : 'passes', blockers: found };
}

/** Who opens the first connection. */
export function clientOf({ source, before = [] }: Case): Party {
  return before[0]?.source ?? source;
}

/** Whether a rule would fit but for labels, or would be asked if its policy selected the pod. */
function isByLabels(network: Network, { drop }: Blocker): boolean {
  const { check, packet } = drop;
  if (check.by !== 'policy' || check.decision.allowed) return false;
  const { policies: set, settings } = network;
  const { direction, party } = check.point;
  const judgement = { set, settings, direction, flow: check.header ?? packet.header };
  const subject: Pod | undefined = podOf(party);
  return (
    reasonsOf(judgement, check.decision.isolatedBy).some(
      ({ code }) => code === 'labels' || code === 'namespace',
    ) ||
    (subject !== undefined &&
      overlookedFor(network, judgement, subject).some(({ code }) => code === 'selects-nothing'))
  );
}
