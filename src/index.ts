// The public surface: load manifests, ask questions, read answers. Sentences and steps stand on the same functions.

export type { Cluster } from './cluster/cluster';
export type { Pod } from './cluster/pod';
export type { Service } from './cluster/service';
export type { Connection, Status } from './connections/connection';
export { LiveNetwork } from './connections/liveNetwork';
export { type Answer, answer } from './dataplane/answer';
export type { CaseVerdict, VerdictKind } from './dataplane/attempt';
export type { Case, Question } from './dataplane/cases';
export type { EnforcementPoint } from './dataplane/check';
export type { Leg } from './dataplane/leg';
export type { Network } from './dataplane/network';
export type { Walk } from './dataplane/walk';
export { type Lookup, lookUp } from './dns/lookup';
export { resolvConfOf } from './dns/resolvConf';
export { readQuestion } from './english/question';
export { Refusal } from './english/refusal';
export { loadManifests, parseManifests } from './kubernetes/manifests';
export { toYaml } from './kubernetes/manifestYaml';
export type { Manifests, NetworkPolicy } from './kubernetes/objects';
export { BadManifests } from './kubernetes/problem';
export { Scenario } from './scenario/scenario';
export { type Cni, cniNamed, cnis } from './settings/cnis';
export { defaultModel, type ModelName, models, upstreamModel } from './settings/models';
export { choices, defaultSettings, type Settings } from './settings/settings';
export { kernelSysctls, type Sysctls } from './settings/sysctls';
