// Generators for fast-check: clusters, policies, firewalls and flows, for properties of your own.

export { clusters } from './clusters';
export { firewalls } from './firewalls';
export { type FlowEnd, flows, flowText, type GeneratedFlow } from './flows';
export { labelSelectors, labels } from './labels';
export type { Listed } from './listed';
export { type PacketDraw, packets } from './packets';
export { networkPolicies, policyPeers, policyPorts } from './policies';
export { possiblePods, type Wanted } from './possiblePods';
export { type LabelWords, smallVocabulary, type Vocabulary, vocabularyOf } from './vocabulary';
