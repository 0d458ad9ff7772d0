import { systemNamespace } from '../../cluster/cluster';
import type { LintRule } from './finding';
import { podsText, workloadText } from './ground';

/**
 * Network Policies, "the two sorts of pod isolation": a pod that no policy selects is not isolated. Pods of the node's network
 * are left out, as policies mostly cannot select them, and those of kube-system, as they belong to the cluster.
 */
export const unselectedWorkload: LintRule = {
  code: 'unselected-workload',
  title: 'a workload that no policy selects',
  explanation:
    'Whoever no policy selects may be reached by everybody and reach everybody. A deny-all in each namespace makes that an exception that somebody asked for.',
  *find(ground) {
    const covered = new Set(ground.policies.flatMap(policy => ground.selected(policy)));
    const governed = new Set(ground.policies.map(({ namespace }) => namespace));
    const left = ground.pods.filter(
      pod => !covered.has(pod) && !pod.hostNetwork && pod.namespace !== systemNamespace,
    );
    for (const namespace of new Set(left.map(pod => pod.namespace))) {
      const pods = left.filter(pod => pod.namespace === namespace);
      if (!governed.has(namespace))
        yield {
          code: 'unselected-workload',
          object: `namespace ${namespace}`,
          text: `has no policy, so that ${podsText(pods)} may be reached by everybody and reach everybody`,
        };
      else
        for (const object of new Set(pods.map(workloadText)))
          yield {
            code: 'unselected-workload',
            object,
            text: 'is selected by no policy, so that everybody may reach it and it may reach everybody',
          };
    }
  },
};
