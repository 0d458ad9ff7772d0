import type { GherkinDocument, Pickle } from '@cucumber/messages';

/** What feature files say that their pickles do not: keywords, and lines. */
export class Written {
  readonly #features = new Map<string, string>();
  readonly #keywords = new Map<string, string>();
  readonly #lines = new Map<string, number>();

  add({ uri, feature }: GherkinDocument): void {
    if (uri === undefined || !feature) return;
    this.#features.set(uri, feature.name);
    for (const { background, scenario } of feature.children.flatMap(child => [
      child,
      ...(child.rule?.children ?? []),
    ])) {
      for (const { id, keyword, location } of [...(background?.steps ?? []), ...(scenario?.steps ?? [])]) {
        this.#keywords.set(id, keyword.trim());
        this.#lines.set(id, location.line);
      }
      if (!scenario) continue;
      this.#lines.set(scenario.id, scenario.location.line);
      for (const { id, location } of scenario.examples.flatMap(({ tableBody }) => tableBody))
        this.#lines.set(id, location.line);
    }
  }

  featureName(uri: string): string {
    return this.#features.get(uri) ?? uri;
  }

  keywordOf(ids: readonly string[]): string {
    return ids.flatMap(id => this.#keywords.get(id) ?? []).join('');
  }

  /** Of an outline's scenario: that of its row. */
  lineOf({ astNodeIds, location }: Pick<Pickle, 'astNodeIds' | 'location'>): number {
    return this.lineAt(astNodeIds) ?? location?.line ?? 1;
  }

  /** The line of the last of them: what a step, a scenario or a row is made from. */
  lineAt(ids: readonly string[]): number | undefined {
    return ids.flatMap(id => this.#lines.get(id) ?? []).at(-1);
  }
}
