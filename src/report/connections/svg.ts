import type { Connection } from '../../reachability/connectionList';
import { connectionsDot } from './dot';

/** A picture, laid out by Graphviz. */
export async function connectionsSvg(connections: readonly Connection[]): Promise<string> {
  // Graphviz takes a moment to load, which other formats need not pay.
  const { instance } = await import('@viz-js/viz');
  const graphviz = await instance();
  return graphviz.renderString(connectionsDot(connections), { format: 'svg' });
}
