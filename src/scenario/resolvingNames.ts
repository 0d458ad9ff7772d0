import { families } from '../addresses/address';
import { nameFailureOf } from '../connections/nameFailure';
import type { CaseVerdict } from '../dataplane/attempt';
import { readEnds, readPods } from '../english/ends';
import { questionOf } from '../english/question';
import { Refusal } from '../english/refusal';
import type { ModelName } from '../settings/models';
import type { Scenario } from './scenario';
import { expectEveryCase } from './verdicts';

/** A name that every cluster has; whoever hears that there is none has been answered, too. */
const asked = 'kubernetes.default.svc.cluster.local.';

/** `every pod in namespace shop can resolve names`, `no pod can resolve names`: whether the DNS server answers. */
export async function expectNames(scenario: Scenario, who: string, model?: ModelName): Promise<void> {
  const { surroundings, state } = scenario;
  const nobody = /^no pods?(?: (.+))?$/i.exec(who);
  const { pods, addresses } = nobody ? readPods(nobody[1] ?? '', surroundings) : readEnds(who, surroundings);
  if (families.some(family => addresses[family].length > 0))
    throw new Refusal(
      `"${who} can resolve names": nobody outside asks the DNS server of the cluster; name pods.`,
    );
  if (pods.size === 0)
    throw new Refusal(`"${who} can resolve names" speaks of nobody: no pod is described so.`);
  const isAnswered = (verdict: CaseVerdict): boolean => {
    const failure = nameFailureOf(verdict, state.settings);
    return failure === undefined || failure === 'NXDOMAIN' || failure === 'NODATA';
  };
  await expectEveryCase(
    scenario,
    { flow: `${who} → ${asked}`, ...(model && { model }) },
    {
      words: nobody ? 'get no answer' : 'get an answer',
      holds: verdict => isAnswered(verdict) !== (nobody !== null) && verdict.kind !== 'unreliable',
    },
    questionOf(
      { kind: 'pods', name: who, pods: [...pods] },
      { kind: 'name', name: asked, host: asked, isOnlyResolved: true },
      undefined,
    ),
  );
}
