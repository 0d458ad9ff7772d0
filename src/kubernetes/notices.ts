import { leftOut } from './texts';

/** Counts the objects that are left out, and remembers what else deserves a notice. */
export class Notices {
  readonly #kinds = new Map<string, { kind: string; apiVersion: string; count: number }>();
  readonly #warnings = new Set<string>();

  leaveOut(kind: string, apiVersion: string): void {
    const key = `${apiVersion} ${kind}`;
    const known = this.#kinds.get(key) ?? { kind, apiVersion, count: 0 };
    this.#kinds.set(key, { ...known, count: known.count + 1 });
  }

  warn(sentence: string): void {
    this.#warnings.add(sentence);
  }

  /** One sentence for each kind that is left out, kinds of policies first, then ways in, and the warnings. */
  all(): string[] {
    const kinds = [...this.#kinds.values()];
    const policies = kinds.filter(({ kind }) => isPolicy(kind));
    const waysIn = kinds.filter(({ kind }) => isWayIn(kind));
    const harmless = kinds.filter(({ kind }) => !isPolicy(kind) && !isWayIn(kind));
    return [
      ...policies.map(({ count, kind, apiVersion }) => leftOut.policy(count, kind, apiVersion)),
      ...waysIn.map(({ count, kind, apiVersion }) => leftOut.wayIn(count, kind, apiVersion)),
      ...harmless.map(({ count, kind, apiVersion }) => leftOut.harmless(count, kind, apiVersion)),
      ...this.#warnings,
    ];
  }
}

/** TCPRoute, Gateway and VirtualService of Istio, IngressRoute of Traefik, HTTPProxy of Contour, Route of OpenShift … */
function isWayIn(kind: string): boolean {
  return /^(Ingress|Gateway|[A-Z]*Route|IngressRoute(TCP|UDP)?|X?ListenerSet|HTTPProxy|VirtualS(ervice|erver)|TransportServer)(List)?$/.test(
    kind,
  );
}

/** CiliumNetworkPolicy, AdminNetworkPolicy, AuthorizationPolicy …: their names end alike. */
function isPolicy(kind: string): boolean {
  return /Policy(List)?$/.test(kind);
}
