import type { Answer } from '../dataplane/answer';
import type { Question } from '../dataplane/cases';
import type { Network } from '../dataplane/network';
import type { ModelName } from '../settings/models';

/** Whatever carries out an attempt: memory, a kernel or a cluster. Steps await it, as some of these take time. */
export interface Backend {
  readonly name: string;
  attempt(network: Network, model: ModelName, question: Question): Promise<Answer>;
}
