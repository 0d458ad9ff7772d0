import type { YamlDocument } from './documents';
import { slicesOf } from './endpointSlices';
import { type Finding, Findings } from './finding';
import { identify, itemsOf, type Kind } from './kinds';
import { Notices } from './notices';
import { keyOf, titleOf } from './objectKeys';
import { readObject } from './objectReader';
import type { Manifests, Place } from './objects';
import { podsAndWorkloads } from './ownership';
import { isMapping } from './plainValue';
import { formatPath, type Path, type Problem } from './problem';
import type { ReadObject } from './reading';
import { acceptedTexts, kindTexts } from './texts';
import { unfold } from './workloads';

export interface LoadOptions {
  /** StrictIPCIDRValidation: refuse CIDRs with host bits, leading zeros or IPv4-mapped addresses. */
  readonly strictCidr: boolean;
  /** Any other kind is an error. */
  readonly only?: 'NetworkPolicy';
}

/** An object where it is written: a document, or an item of a list in it. */
interface Written {
  readonly value: Readonly<Record<string, unknown>>;
  readonly path: Path;
  readonly document: YamlDocument;
}

/** All objects of one load: what they describe, and what is wrong with them. */
export class Load {
  readonly problems: Problem[] = [];
  readonly #notices = new Notices();
  readonly #options: LoadOptions;
  readonly #objects: ReadObject[] = [];
  readonly #places = new Map<string, Place>();
  readonly #generated = new Map<string, number>();

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  /** Adds the objects of a document and tells how many there are, those left out included. */
  add(document: YamlDocument): number {
    const { value } = document;
    if (isMapping(value)) return this.#addObject({ value, path: [], document });
    this.problems.push({ ...document.place([]), detail: kindTexts.document(value) });
    return 1;
  }

  /** Everything that was added; a workload is unfolded unless an object of the load says it is its controller. */
  manifests(): Manifests {
    const { pods, workloads } = podsAndWorkloads(this.#objects);
    const nodes = this.#objects.flatMap(object => (object.is === 'node' ? [object.node] : []));
    return {
      namespaces: this.#objects.flatMap(object => (object.is === 'namespace' ? [object.namespace] : [])),
      nodes,
      pods: [...pods, ...unfold(workloads, pods, nodes)],
      services: this.#objects.flatMap(object => (object.is === 'service' ? [object.service] : [])),
      endpointSlices: slicesOf(this.#objects),
      ingresses: this.#objects.flatMap(object => (object.is === 'ingress' ? [object.ingress] : [])),
      gateways: this.#objects.flatMap(object => (object.is === 'gateway' ? [object.gateway] : [])),
      httpRoutes: this.#objects.flatMap(object => (object.is === 'route' ? [object.route] : [])),
      referenceGrants: this.#objects.flatMap(object => (object.is === 'grant' ? [object.grant] : [])),
      policies: this.#objects.flatMap(object => (object.is === 'policy' ? [object.policy] : [])),
      notices: this.#notices.all(),
    };
  }

  #addObject(written: Written): number {
    const { value, path, document } = written;
    const identity = identify(value);
    switch (identity.is) {
      case 'wrong':
        this.problems.push({ ...document.place([...path, ...identity.path]), detail: identity.detail });
        return 1;
      case 'list':
        return this.#addItems(written, identity.items);
      case 'left out':
      case 'read':
        if (this.#options.only && (identity.is === 'left out' || identity.kind !== this.#options.only)) {
          const detail = kindTexts.onlyPolicies(identity.kind, String(value.apiVersion));
          this.problems.push({ ...document.place([...path, 'kind']), detail });
        } else if (identity.is === 'read') this.#read(identity.kind, written);
        else if (!identity.silent) this.#notices.leaveOut(identity.kind, identity.apiVersion);
        return 1;
      default:
        return identity satisfies never;
    }
  }

  #addItems({ value, path, document }: Written, kind: Kind | undefined): number {
    const items = itemsOf(value, kind);
    if (!items) {
      const detail = kindTexts.items(value.items);
      this.problems.push({
        ...document.place([...path, 'items']),
        field: formatPath([...path, 'items']),
        detail,
      });
      return 1;
    }
    let count = 0;
    for (const [index, item] of items.entries()) {
      const itemPath = [...path, 'items', index];
      if (isMapping(item)) count += this.#addObject({ value: item, path: itemPath, document });
      else this.problems.push({ ...document.place(itemPath), detail: kindTexts.item(item) });
    }
    return count;
  }

  #read(kind: Kind, { value, path, document }: Written): void {
    const findings = new Findings();
    const place = document.place(path);
    const { strictCidr } = this.#options;
    const generate = (prefix: string, namespace: string) => this.#generate(kind, prefix, namespace);
    const object = readObject(kind, value, { place, strictCidr, findings, generate });

    const title = titleOf(kind, value);
    for (const finding of findings.all) {
      if (finding.accepted) {
        const { path: field, value: found, detail } = finding;
        this.#notices.warn(acceptedTexts.warning(title, formatPath(field), found, detail));
      } else this.problems.push(problemOf(finding, title, path, document));
    }
    if (object) this.#keep(object, title, place);
  }

  #keep(object: ReadObject, title: string, place: Place): void {
    this.#objects.push(object);
    const key = keyOf(object);
    const first = this.#places.get(key);
    if (first) {
      const at = `${first.file}:${first.line}:${first.column}`;
      this.problems.push({ ...place, object: title, detail: kindTexts.twice(title, at) });
    } else this.#places.set(key, place);
  }

  /** The API server draws random letters; an ordinal is the same in every run. */
  #generate(kind: Kind, prefix: string, namespace: string): string {
    const key = `${kind} ${namespace}/${prefix}`;
    const ordinal = (this.#generated.get(key) ?? 0) + 1;
    this.#generated.set(key, ordinal);
    return `${prefix}${String(ordinal).padStart(5, '0')}`;
  }
}

function problemOf(finding: Finding, object: string, path: Path, document: YamlDocument): Problem {
  const { type, value, detail, unnamed = false } = finding;
  const at = [...path, ...(finding.at ?? finding.path)];
  return {
    ...document.place(at, unnamed ? 'key' : 'value'),
    object,
    ...(!unnamed && { field: formatPath(finding.path) }),
    ...(type && { type }),
    ...(value !== undefined && { value }),
    detail,
  };
}
