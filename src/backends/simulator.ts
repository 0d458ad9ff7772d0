import { answer } from '../dataplane/answer';
import type { Backend } from './backend';

/** Sends the packets in memory. */
export const simulator: Backend = {
  name: 'simulator',
  attempt: async (network, model, question) => answer(network, model, question),
};
