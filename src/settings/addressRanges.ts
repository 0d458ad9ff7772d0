/**
 * Where pods and nodes that are listed without an address get theirs: slices of RFC 6598 shared address space
 * and of a unique local prefix, which real manifests rarely name.
 */
export const defaultPodRanges = ['100.64.0.0/11'] as const;
export const dualStackPodRanges = ['100.64.0.0/11', 'fd00:64::/32'] as const;
export const defaultNodeRanges = ['100.96.0.0/11'] as const;
export const dualStackNodeRanges = ['100.96.0.0/11', 'fd00:96::/32'] as const;
