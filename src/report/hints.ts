import { podOf } from '../cluster/flow';
import type { CaseVerdict } from '../dataplane/attempt';
import { isByProxy, legsOf } from '../dataplane/leg';
import type { Network } from '../dataplane/network';
import { isOfCluster } from '../dns/names';
import { type NearName, nearNames, nearNameText } from '../dns/nearNames';
import { whyEmpty } from '../services/emptiness';
import { entranceHosts } from '../services/entrances/entrances';
import type { Names } from './names';
import { ruleHints } from './ruleHints';

/** What may have been taken for something else: the port of a Service, its address, another name. */
export function hintsOf(network: Network, names: Names, verdict: CaseVerdict): readonly string[] {
  return [
    ...ruleHints(network, names, verdict),
    ...emptyHints(network, names, verdict),
    ...nameHints(network, names, verdict),
  ];
}

/** Why a Service has nobody behind it. */
function emptyHints(network: Network, names: Names, { leg, case: { lookup } }: CaseVerdict) {
  const { service, deadEnd, port: dialled = 0 } = leg.translation ?? {};
  const unready = lookup?.result.kind === 'NXDOMAIN' ? lookup.result.unready : undefined;
  const isEmpty = deadEnd === 'no endpoints' || deadEnd === 'no backend';
  const empty = isEmpty ? service : unready;
  const asked = empty?.ports.find(
    ({ port, nodePort, protocol }) => protocol === leg.protocol && [port, nodePort].includes(dialled),
  );
  const reason = empty && whyEmpty(network, empty, asked);
  const seen = isByProxy(leg) ? ' The proxy answers 503.' : '';
  return empty && reason ? [`${names.service(empty)} has no endpoints: ${reason}.${seen}`] : [];
}

/** Names outside are those that the scenario lists. */
function outsideHint({ cluster }: Network, name: string): string {
  const isSite = entranceHosts(cluster).includes(name);
  const known = isSite
    ? `An Ingress or a route is for ${name}, but clients in the cluster look it up outside`
    : `${name} is a name outside the cluster, and nobody said who has it`;
  return `${known}: list it under "the external endpoints:".`;
}

/** For a name that does not exist, those that do. */
function nameHints(network: Network, { namespace }: Names, { kind, case: asked }: CaseVerdict) {
  if (kind !== 'unresolved' || asked.lookup?.result.kind !== 'NXDOMAIN') return [];
  const { name, queries } = asked.lookup;
  const [first = asked] = legsOf(asked);
  const client = podOf(first.source)?.namespace ?? namespace;
  const near: readonly NearName[] = nearNames(network, name, client);
  const isOutside = name.includes('.') && !isOfCluster(name) && queries.some(({ forwarded }) => forwarded);
  if (near.length === 0 && isOutside) return [outsideHint(network, name)];
  return near.map(nearNameText);
}
