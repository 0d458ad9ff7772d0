import type { GherkinDocument, Pickle, Step } from '@cucumber/messages';

/** Where the text of a doc string begins in its feature file. */
export function docStringPlace(
  text: string,
  pickle: Pickle,
  document: GherkinDocument,
): { file: string; line: number; column: number } {
  const ids = pickle.steps
    .filter(({ argument }) => argument?.docString?.content === text)
    .flatMap(({ astNodeIds }) => astNodeIds);
  const step = stepsOf(document).find(({ id }) => ids.includes(id));
  const { line = 0, column = 1 } = step?.docString?.location ?? {};
  return { file: pickle.uri, line: line + 1, column };
}

function stepsOf({ feature }: GherkinDocument): readonly Step[] {
  const children = (feature?.children ?? []).flatMap(child => [child, ...(child.rule?.children ?? [])]);
  return children.flatMap(({ background, scenario }) => [
    ...(background?.steps ?? []),
    ...(scenario?.steps ?? []),
  ]);
}
