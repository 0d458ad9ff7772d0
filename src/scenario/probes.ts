import { displayName, type Pod, portsOf } from '../cluster/pod';
import { kubeletOf } from '../english/kubelet';
import { Refusal } from '../english/refusal';
import { podsNamed } from './inventory';
import type { Scenario } from './scenario';
import { expectEveryCase } from './verdicts';

/** `the probes of backend succeed`, `… fail`: those of its manifest, each opened by the kubelet of the pod's own node. */
export async function expectProbes(
  scenario: Scenario,
  name: string,
  wanted: 'succeeds' | 'fails',
): Promise<void> {
  const pods = podsNamed(scenario, name);
  const probes = pods.flatMap(pod => (pod.probes ?? []).map(({ kind, port }) => ({ pod, kind, port })));
  if (probes.length === 0)
    throw new Refusal(
      `${name} has no probe that opens a connection: manifests tell them, as httpGet, tcpSocket or grpc. A port is probed by the kubelet → ${name}:${portOf(pods)}.`,
    );
  for (const { pod, kind, port } of probes)
    await expectEveryCase(
      scenario,
      { flow: `the ${kind} probe of ${displayName(pod)} on port ${port}` },
      { words: wanted === 'succeeds' ? 'succeed' : 'fail', holds: verdict => verdict.kind === wanted },
      probeOf(pod, port),
    );
}

function portOf(pods: readonly Pod[]): number {
  const [port] = pods.flatMap(portsOf);
  return port?.port ?? 8080;
}

function probeOf(pod: Pod, port: number) {
  return {
    source: kubeletOf([pod]),
    destination: { kind: 'pods', name: displayName(pod), pods: [pod] },
    ports: { kind: 'numbers', protocol: 'TCP', span: [port, port + 1] },
  } as const;
}
