import type { Edge } from '../scenario/scenario';

/** A scenario that was written nowhere and whose report nobody reads. */
export const nowhere: Edge = {
  folder: '.',
  locate: () => ({ file: 'x', line: 1, column: 1 }),
  attach: () => undefined,
};
