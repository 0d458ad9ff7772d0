import type { Direction } from '../kubernetes/objects';
import { everyPort } from '../policy/portSets';
import { type ModelName, models, type Phase } from '../settings/models';
import type { Settings } from '../settings/settings';
import type { PortSetTable } from './portSetTable';

/** Which enforcement points judge the packets of a new connection. */
export interface Points {
  /** Those that some packet of the one who opens it meets, and some packet of the one who answers. */
  readonly requests: readonly Direction[];
  readonly replies: readonly Direction[];
  /** The set of ports that are carried at all. */
  readonly carried: number;
}

export function pointsOf(name: ModelName, settings: Settings, sets: PortSetTable): Points {
  const model = models[name];
  const isForgetful = settings['running-connections'] === 'stateless';
  const judged = (phases: readonly Phase[]): readonly Direction[] => [
    ...new Set(phases.flatMap((phase): readonly Direction[] => model[phase])),
  ];
  const requests = judged(['request', 'later']);
  const isCarried = settings.sctp === 'supported' || requests.length === 0;
  return {
    requests,
    replies: isForgetful ? requests : judged(['reply', 'later']),
    carried: sets.idOf(isCarried ? everyPort : { ...everyPort, SCTP: [] }),
  };
}
