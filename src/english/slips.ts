import { type Cluster, nodeNamesOf } from '../cluster/cluster';
import { kindMeant } from './kinds';
import type { WrittenPort } from './port';
import { schemeNamed } from './schemes';

/** The destination of a flow, whose port was written apart. */
export interface Target {
  readonly port?: WrittenPort;
}

/** What was meant by words that no endpoint is called by, as one sentence; undefined where nothing suggests itself. */
export function slipText(text: string, cluster: Cluster, target?: Target): string | undefined {
  if (isKubelet(text)) return kubeletText(text, cluster);
  const kind = withKind(text);
  if (kind !== undefined) return `"${text}" is no endpoint: write ${kind}.`;
  if (nodeNamesOf(cluster).includes(text))
    return `There is no pod, workload or external endpoint "${text}", but a node: write node/${text}.`;
  if (target?.port?.kind === 'name' && schemeNamed(text.toLowerCase()))
    return `"${text}:${target.port.name}" is no URL: write ${text}://${target.port.name}.`;
  return undefined;
}

export function isKubelet(text: string): boolean {
  return /^(?:the )?kubelet$/i.test(text.trim());
}

/** Its servers listen on the node's own address (kubelet, --port and --healthz-port). */
function kubeletText(text: string, cluster: Cluster): string {
  const [node = 'worker-1'] = nodeNamesOf(cluster);
  return `"${text}" is no destination: a kubelet is reached as its node, for instance node/${node}:10250.`;
}

/** `backend service`, `the service backend`, `services/backend`, `shop/service/backend`: `service/backend` was meant. */
function withKind(text: string): string | undefined {
  const [, before = '', after = ''] = /^(?:the )?(\S+) (\S+)$/i.exec(text) ?? [];
  if (isKind(before)) return `${before.toLowerCase()}/${after}`;
  if (isKind(after) && !/^(?:the|an?|any|all|each|every|some|no)$/i.test(before))
    return `${after.toLowerCase()}/${before}`;
  const [first = '', second = '', third, ...more] = text.split('/');
  if (more.length > 0 || second === '') return undefined;
  if (third === undefined) return kindMeant(first) && `${kindMeant(first)}/${second}`;
  return kindMeant(second) && `${kindMeant(second)}/${first}/${third}`;
}

/** A word for one thing of a kind; "no" and "po" are other words too. */
function isKind(word: string): boolean {
  return word.length > 2 && kindMeant(word) === word.toLowerCase();
}

/** How a DNS name is asked for; undefined where the text cannot be one of several labels. */
export function urlText(text: string, { port }: Target): string | undefined {
  if (!/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+\.?$/i.test(text)) return undefined;
  if (port?.kind !== 'numbers') return `http://${text}`;
  const scheme = port.protocol === 'TCP' ? 'http' : port.protocol.toLowerCase();
  return `${scheme}://${text}:${port.span[0]}`;
}
