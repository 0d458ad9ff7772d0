import type { Cluster } from '../../cluster/cluster';
import type { Ingress } from '../../cluster/routes';
import type { IngressBackend } from '../../kubernetes/routes';
import { ingressBackend } from './backends';
import { ledNowhere, ledTo, type RequestOutcome } from './entrance';
import { admitsHost, everyHost, mostSpecific } from './hosts';
import { byIngressPrecedence, ingressPathTakes } from './paths';
import { byName, type Request, type RouteName } from './request';

/**
 * The ports of an Ingress (networking/v1 IngressRule.host). For https no entry of `tls` is asked for: controllers
 * answer with a certificate of their own (IngressTLS.hosts), and whether a client trusts one is not looked into.
 */
const ports: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** What the controller of each class does with a request; nothing where it has neither a rule for it nor a default. */
export function ingressOutcomes(cluster: Cluster, request: Request): readonly RequestOutcome[] {
  return byClass(cluster.routes.ingresses).flatMap(ingresses => classOutcome(cluster, ingresses, request));
}

/**
 * Ingresses of one class are one set of rules, whatever their namespaces. Those without a class get the default one
 * (IngressClass is-default-class): the only one that is named, if there is but one; else they are on their own.
 */
function byClass(ingresses: readonly Ingress[]): readonly (readonly Ingress[])[] {
  const named = new Set(ingresses.flatMap(({ className }) => className ?? []));
  const only = named.size === 1 ? [...named][0] : undefined;
  const classOf = ({ className }: Ingress): string | undefined => className ?? only;
  const classes = new Set(ingresses.map(classOf));
  return [...classes].map(each => ingresses.filter(ingress => classOf(ingress) === each).sort(byName));
}

/**
 * The host decides before the path: a name, else its wildcard, else the rules without a host (Ingress concept page,
 * "Name based virtual hosting"). What no path takes goes to a default backend, or is a 404, and never to another host.
 */
function classOutcome(
  cluster: Cluster,
  ingresses: readonly Ingress[],
  request: Request,
): readonly RequestOutcome[] {
  const { host, path: asked } = request;
  const rules = ingresses.flatMap(ingress =>
    ingress.rules.map(({ host = everyHost, paths }) => ({ ingress, host, paths })),
  );
  const atHost = mostSpecific(
    rules.filter(rule => admitsHost(rule.host, host, 'one label')),
    rule => rule.host,
  );
  const named = atHost.some(rule => rule.host !== everyHost);
  const paths = atHost.flatMap(({ ingress, paths }) => paths.map(path => ({ ingress, path })));
  const [taker] = paths
    .filter(({ path }) => ingressPathTakes(path, asked))
    .sort((a, b) => byIngressPrecedence(a.path, b.path));
  const led = taker
    ? { ingress: taker.ingress, backend: taker.path.backend }
    : defaultOf([...atHost.map(({ ingress }) => ingress), ...ingresses]);

  const first = led?.ingress ?? atHost[0]?.ingress;
  if (!first) return [];
  const by = nameOf(first);
  const { scheme, port } = request;
  if (ports[scheme] !== port) return [ledNowhere(named, { is: 'Ingress port', by, scheme, port })];
  if (!led) {
    const known = [...new Set(paths.map(({ path }) => path.path))];
    return [ledNowhere(named, { is: 'no such path', by, host, path: asked, paths: known })];
  }
  const className = led.ingress.className;
  const leading = ingressBackend(cluster, led.ingress, led.backend);
  return [ledTo(named, { by, ...(className !== undefined && { className }), ...leading })];
}

/** Of several defaults, one of an Ingress that knows the host comes first. */
function defaultOf(
  ingresses: readonly Ingress[],
): { readonly ingress: Ingress; readonly backend: IngressBackend } | undefined {
  for (const ingress of ingresses) {
    if (ingress.defaultBackend) return { ingress, backend: ingress.defaultBackend };
  }
  return undefined;
}

function nameOf({ namespace, name }: Ingress): RouteName {
  return { kind: 'Ingress', namespace, name };
}
