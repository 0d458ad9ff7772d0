import type { Family } from '../addresses/address';
import type { Span, Spans } from '../addresses/spans';
import type { LabelSelector, Labels } from '../kubernetes/objects';

/** Whom a podSelector or a peer picks among the pods. */
export interface Selection {
  /** Counted from 0, in order of coming. */
  readonly id: number;
  readonly asks: Asks;
  /** Namespaces that it picks whole, by number. */
  readonly namespaces: number[];
  /** Classes of pods that it picks, by number, beside these namespaces. */
  readonly classes: number[];
  /** It picks all pods of every namespace, or every address that anybody has: then nobody is listed. */
  readonly isEverybody: boolean;
}

/** What it looks at. */
export type Asks =
  | {
      readonly kind: 'pods';
      /** The namespace of the policy, or the selector of namespaces. */
      readonly scope: string | Scope;
      readonly selector: LabelSelector;
      readonly matches: (labels: Labels) => boolean;
    }
  | {
      readonly kind: 'block';
      /** As it is written. */
      readonly text: string;
      readonly family: Family;
      readonly span: Span<bigint>;
      readonly except: Spans<bigint>;
    }
  /** Whoever has the network of a node, or runs on it. */
  | { readonly kind: 'node'; readonly node: string; readonly who: 'its network' | 'its pods' };

export interface Scope {
  readonly selector: LabelSelector;
  readonly matches: (labels: Labels) => boolean;
}

/** The same for what picks the same, as it is written. */
export function keyOf(asks: Asks): string {
  switch (asks.kind) {
    case 'pods': {
      const scope = typeof asks.scope === 'string' ? asks.scope : JSON.stringify(asks.scope.selector);
      return `${scope} ${JSON.stringify(asks.selector)}`;
    }
    case 'block':
      return asks.text;
    case 'node':
      return `${asks.who} ${asks.node}`;
  }
}

/** `{}`, in any spelling. */
export function picksAll({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return matchExpressions.length === 0 && Object.keys(matchLabels).length === 0;
}

/** Its namespaces are selected by labels, and not all of them. */
export function isScoped({ scope }: Asks & { kind: 'pods' }): boolean {
  return typeof scope !== 'string' && !picksAll(scope.selector);
}
