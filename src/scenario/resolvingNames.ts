import { families } from '../addresses/address';
import type { Pod } from '../cluster/pod';
import { nameFailureOf } from '../connections/nameFailure';
import type { CaseVerdict } from '../dataplane/attempt';
import { everybody, readEnds, without } from '../english/ends';
import { questionOf } from '../english/question';
import { readNobody } from '../english/reachClaim';
import { Refusal } from '../english/refusal';
import type { ModelName } from '../settings/models';
import { isBroughtByKubeDns } from './broughtByKubeDns';
import type { Scenario } from './scenario';
import { expectEveryCase } from './verdicts';

/** A name that every cluster has; whoever hears that there is none has been answered, too. */
const asked = 'kubernetes.default.svc.cluster.local.';

/**
 * `every pod in namespace shop can resolve names`, `frontend cannot resolve names`, `no pod can resolve names`,
 * `only frontend can resolve names`: whether the DNS server answers.
 */
export async function expectNames(
  scenario: Scenario,
  who: string,
  verb: string,
  model?: ModelName,
): Promise<void> {
  const { surroundings } = scenario;
  const isDenied = /n[o'’]t /i.test(verb);
  const text = `${who} ${verb}`;
  const nobody = readNobody(who, surroundings);
  const only = /^only (.+)$/i.exec(who)?.[1];
  if (isDenied && (nobody || only !== undefined))
    throw new Refusal(`"${text}" says no twice: write it with "can resolve names".`);
  const meant = nobody ?? readEnds(only ?? who, surroundings);
  if (!nobody && families.some(family => meant.addresses[family].length > 0))
    throw new Refusal(`"${text}": nobody outside asks the DNS server of the cluster; name pods.`);
  if (meant.pods.size === 0) throw new Refusal(`"${text}" speaks of nobody: no pod is described so.`);
  await expectAnswers(scenario, who, meant.pods, !nobody && !isDenied, model);
  if (only === undefined) return;
  const { cluster } = scenario.network;
  const others = [...without(everybody(surroundings), meant).pods].filter(
    pod => !isBroughtByKubeDns(cluster, pod),
  );
  if (others.length > 0) await expectAnswers(scenario, `no pod but ${only}`, others, false, model);
}

async function expectAnswers(
  scenario: Scenario,
  who: string,
  pods: Iterable<Pod>,
  isWanted: boolean,
  model: ModelName | undefined,
): Promise<void> {
  const { settings } = scenario.state;
  const isAnswered = (verdict: CaseVerdict): boolean => {
    const failure = nameFailureOf(verdict, settings);
    return failure === undefined || failure === 'NXDOMAIN' || failure === 'NODATA';
  };
  await expectEveryCase(
    scenario,
    { flow: `${who} → ${asked}`, ...(model && { model }) },
    {
      words: isWanted ? 'get an answer' : 'get no answer',
      holds: verdict => isAnswered(verdict) === isWanted && verdict.kind !== 'unreliable',
    },
    questionOf(
      { kind: 'pods', name: who, pods: [...pods] },
      { kind: 'name', name: asked, host: asked, isOnlyResolved: true },
      undefined,
    ),
  );
}
