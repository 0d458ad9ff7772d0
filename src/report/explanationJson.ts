import type { CaseVerdict } from '../dataplane/attempt';
import { type Check, isDenial, type TracedPacket } from '../dataplane/check';
import { blockersOf } from '../diagnosis/blockers';
import { checklistOf } from '../diagnosis/checklist';
import { elsewhereOf } from '../diagnosis/elsewhere';
import type { Fix } from '../diagnosis/fix/opening';
import { reasonsOf } from '../diagnosis/reasons';
import { models } from '../settings/models';
import { checklistLines } from './checklist';
import type { Explained } from './explanation';
import { sideEffectTexts } from './fix';
import type { Names } from './names';
import { reasonTexts } from './reasons';
import { outcomeText, placeText, tellingCase, upstreamText, verdictText } from './verdict';

/** The same as `explanationText` for programs; codes of reasons and checks are the same in every version. */
export function explanationJson(explained: Explained): string {
  const { network, names, flow, answer, fix } = explained;
  const telling = tellingCase(answer);
  const { models, cnis, settings } = elsewhereOf(network, answer.model, answer.question);
  const whole = {
    flow,
    model: answer.model,
    verdict: { kind: answer.kind, text: verdictText(names, answer) },
    upstream: upstreamText(names, answer) ?? null,
    cases: answer.cases.map(verdict => ({
      flow: names.flow(verdict.case),
      kind: verdict.kind,
      text: outcomeText(names, verdict),
    })),
    packets: telling ? packetsOf(explained, telling) : [],
    blockers: telling ? blockersIn(explained, telling) : [],
    otherwise: { models, cnis: cnis.map(({ cni, kind }) => ({ cni: cni.name, kind })), settings },
    checklist: telling
      ? checklistLines(
          { network, names, asked: telling.case },
          checklistOf(network, answer.model, telling.case),
        )
      : [],
    fix: fix ? fixOf(names, fix) : null,
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

function packetsOf({ network, names }: Explained, { walks }: CaseVerdict) {
  const walk = walks.find(({ dropped }) => dropped) ?? walks[0];
  return (walk?.trace ?? []).map((packet: TracedPacket) => ({
    packet: packet.kind.name,
    points: packet.checks.map(check => ({
      at: names.point(check.point),
      passes: !isDenial(check),
      ...decisionOf(check, names),
      reasons: reasonsAt(check, packet),
    })),
  }));

  function reasonsAt(check: Check, packet: TracedPacket) {
    if (!check.judged || check.by !== 'policy' || check.decision.allowed) return [];
    const { policies: set, settings } = network;
    const flow = check.header ?? packet.header;
    const judgement = { set, settings, direction: check.point.direction, flow };
    const ports = [flow.destinationPort, flow.destinationPort + 1] as const;
    return reasonsOf(judgement, check.decision.isolatedBy).map(reason => ({
      code: reason.code,
      policy: names.policy(reason.policy),
      ...(reason.rule && { rule: reason.rule.number }),
      text: reasonTexts({ names, judgement, ports }, [reason]).join(),
    }));
  }
}

/** Every point that stops it, or would once those before let it pass. */
function blockersIn({ network, names, answer }: Explained, { case: asked }: CaseVerdict) {
  return blockersOf(network, models[answer.model], asked).map(({ drop, leg, isOfReply }) => ({
    at: placeText(names, drop, leg),
    by: drop.check.by,
    packet: isOfReply ? 'reply' : 'request',
  }));
}

/** Who decided. */
function decisionOf(check: Check, names: Names) {
  if (!check.judged) return { by: check.reason };
  if (check.by !== 'policy') return { by: check.by };
  const { decision } = check;
  if (!decision.allowed)
    return { by: 'policy', isolatedBy: decision.isolatedBy.map(policy => names.policy(policy)) };
  if (decision.reason !== 'rule') return { by: decision.reason };
  return { by: 'rule', policy: names.policy(decision.by.policy), rule: decision.by.rule };
}

function fixOf(names: Names, { way, edits, beside, isForReplies }: Fix) {
  return {
    way,
    upstreamNeedsNone: isForReplies,
    policies: edits.map(({ after }) => after),
    beside: beside ? sideEffectTexts(names, beside) : null,
  };
}
