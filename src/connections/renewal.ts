import { addressKey, formatAddress } from '../addresses/address';
import type { Flow, Party } from '../cluster/flow';
import { podKey } from '../cluster/pod';
import type { TupleDirection } from '../conntrack/connectionTable';
import type { Network } from '../dataplane/network';

/** The flow between the same pods as they are now; where a pod is gone, nobody is at its address. */
export function renewed(network: Network, flow: Flow): { flow: Flow; absent: readonly TupleDirection[] } {
  const [source, destination] = [flow.source, flow.destination].map(party => sameParty(network, party));
  return {
    flow: {
      ...flow,
      source: source ?? nobodyAt(flow.source),
      destination: destination ?? nobodyAt(flow.destination),
    },
    absent: [...(source ? [] : ['original' as const]), ...(destination ? [] : ['reply' as const])],
  };
}

function sameParty({ cluster, addresses }: Network, party: Party): Party | undefined {
  if (party.kind === 'external' || !party.pod) return party;
  const pod = cluster.pods.get(podKey(party.pod));
  const isHere =
    pod && addresses.ofPod(pod).some(address => addressKey(address) === addressKey(party.address));
  return isHere ? { ...party, pod } : undefined;
}

function nobodyAt({ address }: Party): Party {
  return { kind: 'external', name: formatAddress(address), address };
}
