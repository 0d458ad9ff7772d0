import { expectFlowUnresolved } from '../scenario/names';
import type { Scenario } from '../scenario/scenario';
import {
  type Asked,
  expectAllowedBy,
  expectBlockedBy,
  expectFailsAt,
  expectKind,
} from '../scenario/verdicts';

/** What may be said of a flow for any pod or policy, and how it is checked in one state. */
export const verdicts = {
  succeeds: (world, asked) => expectKind(world, asked, 'succeeds'),
  fails: (world, asked) => expectKind(world, asked, 'fails'),
  'is refused': (world, asked) => expectKind(world, asked, 'refused'),
  'is unreliable': (world, asked) => expectKind(world, asked, 'unreliable'),
  'cannot resolve': (world, { flow, ...model }) => expectFlowUnresolved(world, flow, model),
  'fails at': expectFailsAt,
  'is blocked by': expectBlockedBy,
  'is allowed by': expectAllowedBy,
} as const satisfies Record<string, (world: Scenario, asked: Asked, rest: string) => Promise<void>>;

export type Verdict = keyof typeof verdicts;
