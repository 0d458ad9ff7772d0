// Generators for fast-check: clusters, policies, firewalls, flows and packets, for properties about your own as well.

export { clusters } from './clusters';
export { type FlowEnd, flows, flowText, type GeneratedFlow } from './flows';
export { labelSelectors, labels } from './labels';
export { networkPolicies, policyPeers, policyPorts } from './policies';
export { type LabelWords, smallVocabulary, type Vocabulary, vocabularyOf } from './vocabulary';
