import type { Connection, ConnectionEnd } from '../../reachability/connectionList';
import { endText, reachText } from './words';

/** A graph as Graphviz reads it: a box for each namespace, an arrow for each connection. */
export function connectionsDot(connections: readonly Connection[]): string {
  const ends = new Map<string, ConnectionEnd>();
  for (const { from, to } of connections) for (const end of [from, to]) ends.set(endText(end), end);
  const names = [...ends.keys()].sort();
  const namespaceOf = (name: string): string | undefined => {
    const end = ends.get(name);
    return end?.kind === 'workload' ? end.workload.namespace : undefined;
  };
  const namespaces = [...new Set(names.flatMap(name => namespaceOf(name) ?? []))].sort();
  const lines = [
    'digraph connections {',
    '  rankdir=LR',
    '  node [shape=box style="rounded,filled" fillcolor=white fontname="Helvetica" fontsize=11]',
    '  edge [fontname="Helvetica" fontsize=9]',
    ...namespaces.flatMap((namespace, i) => [
      `  subgraph cluster_${i} {`,
      `    label=${quoted(namespace)} fontname="Helvetica" fontsize=11 style=rounded color=gray`,
      ...names
        .filter(name => namespaceOf(name) === namespace)
        .map(name => `    ${quoted(name)} [label=${quoted(name.slice(namespace.length + 1))}]`),
      '  }',
    ]),
    ...names.filter(name => namespaceOf(name) === undefined).map(name => `  ${quoted(name)} [shape=ellipse]`),
    ...connections.map(each => {
      const isSure = Object.values(each.reach.unreliable).every(spans => spans.length === 0);
      const style = isSure ? '' : ' style=dashed';
      return `  ${quoted(endText(each.from))} -> ${quoted(endText(each.to))} [label=${quoted(reachText(each.reach))}${style}]`;
    }),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
