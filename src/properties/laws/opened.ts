import { endText, type GeneratedFlow } from '../../arbitraries/flows';
import type { Status } from '../../connections/connection';
import type { Scenario } from '../../scenario/scenario';
import type { ModelName } from '../../settings/models';
import type { Sentence } from '../sentence';
import { opening } from './deeds';

// The connection of a flow, and what became of it.

export function tryOpening(world: Scenario, flow: GeneratedFlow, port?: number): boolean {
  if (!isAskedOnce(flow)) return false;
  opening(flow, port).act(world);
  return true;
}

/** A connection has one client: a pod that asks itself opens none. */
export function isAskedOnce({ source, destination }: GeneratedFlow): boolean {
  return endText(source) !== endText(destination);
}

export function statusOf(world: Scenario, model: ModelName): Status | undefined {
  return world.lives.under(model).connections.at(-1)?.status;
}

export function statusClaim(model: ModelName, status: Status): Sentence {
  const words = status === 'hanging' ? 'hangs' : `is ${status}`;
  return { text: `under the ${model} model, the connection ${words}` };
}
