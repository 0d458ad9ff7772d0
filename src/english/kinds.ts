/** Words before a slash that say what kind of thing follows, kubectl's short ones included. */
export const workloadKinds: Readonly<Record<string, string>> = {
  deployment: 'Deployment',
  deploy: 'Deployment',
  statefulset: 'StatefulSet',
  sts: 'StatefulSet',
  daemonset: 'DaemonSet',
  ds: 'DaemonSet',
  replicaset: 'ReplicaSet',
  rs: 'ReplicaSet',
  job: 'Job',
  cronjob: 'CronJob',
  cj: 'CronJob',
  replicationcontroller: 'ReplicationController',
  rc: 'ReplicationController',
};
export const podWords: readonly string[] = ['pod', 'po'];
export const nodeWords: readonly string[] = ['node', 'no'];
export const serviceWords: readonly string[] = ['service', 'svc'];

const words: readonly string[] = [...podWords, ...nodeWords, ...serviceWords, ...Object.keys(workloadKinds)];

/** The word before the slash that was meant by one of these, or by its plural. */
export function kindMeant(word: string): string | undefined {
  const lower = word.toLowerCase();
  return words.find(known => lower === known || lower === `${known}s`);
}
