/**
 * Where pods and nodes that are listed without an address get theirs: slices of RFC 6598 shared address space
 * and of a unique local prefix, which real manifests rarely name.
 */
export const defaultPodRanges = ['100.64.0.0/11'] as const;
export const dualStackPodRanges = ['100.64.0.0/11', 'fd00:64::/32'] as const;
export const defaultNodeRanges = ['100.96.0.0/11'] as const;
export const dualStackNodeRanges = ['100.96.0.0/11', 'fd00:96::/32'] as const;

/**
 * Where Services get their cluster IP, as kubeadm has it, and load balancers an address of a documentation block (RFC
 * 5737).
 */
export const defaultServiceRanges = ['10.96.0.0/12'] as const;
export const dualStackServiceRanges = ['10.96.0.0/12', 'fd00:10:96::/112'] as const;
export const defaultBalancerRanges = ['203.0.113.0/24'] as const;
export const dualStackBalancerRanges = ['203.0.113.0/24', '2001:db8:203::/64'] as const;
