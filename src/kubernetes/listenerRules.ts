import type { Findings } from './finding';
import type { DecodedListener } from './gatewaySchema';
import type { Path } from './problem';
import { gatewayTexts } from './texts';

/** The protocols that the Gateway API itself knows; their case does not matter. */
export const plainProtocols = ['HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP'] as const;

/** What each protocol rules out. */
const rules: readonly {
  readonly protocols: readonly string[];
  readonly breaks: (listener: DecodedListener) => boolean;
  readonly say: string;
}[] = [
  {
    protocols: ['HTTP', 'TCP', 'UDP'],
    breaks: ({ tls }) => tls !== undefined,
    say: gatewayTexts.tlsOfPlain,
  },
  {
    protocols: ['HTTPS'],
    breaks: ({ tls }) => tls !== undefined && tls.mode !== 'Terminate',
    say: gatewayTexts.httpsPassthrough,
  },
  { protocols: ['TLS'], breaks: ({ tls }) => tls === undefined, say: gatewayTexts.tlsMode },
  {
    protocols: ['TCP', 'UDP'],
    breaks: ({ hostname = '' }) => hostname !== '',
    say: gatewayTexts.hostnameOfPlain,
  },
];

/** The validation rules of `spec.listeners`; each points at the first listener that breaks it. */
export function checkListenerSet(
  listeners: readonly DecodedListener[],
  path: Path,
  findings: Findings,
): void {
  for (const { protocols, breaks, say } of rules) {
    const index = listeners.findIndex(
      listener => protocols.includes(listener.protocol?.toUpperCase() ?? '') && breaks(listener),
    );
    if (index >= 0) findings.rule(path, 'array', say, [...path, index]);
  }
  for (const [index, { name }] of listeners.entries()) {
    const isFirst = listeners.findIndex(other => other.name === name) === index;
    if (name !== undefined && !isFirst) findings.duplicate([...path, index], { name });
  }
  const again = listeners.findIndex(({ port, protocol, hostname }, index) =>
    listeners
      .slice(0, index)
      .some(other => other.port === port && other.protocol === protocol && other.hostname === hostname),
  );
  if (again >= 0) findings.rule(path, 'array', gatewayTexts.sameListener, [...path, again]);
}
