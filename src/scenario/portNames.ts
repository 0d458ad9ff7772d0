import { portsOf } from '../cluster/pod';
import type { ReachDemand } from '../english/reachClaim';
import { instead, Refusal } from '../english/refusal';

/** A port name that nobody has on the other end is a slip: whatever is said of it would hold. */
export function refusePortNames(demands: readonly Pick<ReachDemand, 'to' | 'ports' | 'unreliable'>[]): void {
  for (const { to, ports = [], unreliable = [] } of demands) {
    const known = [...to.pods].flatMap(portsOf);
    for (const port of [...ports, ...unreliable]) {
      if (port.kind !== 'name') continue;
      if (known.some(({ name, protocol }) => name === port.name && protocol === port.protocol)) continue;
      const names = known.flatMap(({ name }) => name ?? []);
      throw new Refusal(
        `Nobody who is to be reached has a port "${port.name}". ${instead(port.name, names)}`,
      );
    }
  }
}
