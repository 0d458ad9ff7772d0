import type { GherkinDocument, Pickle, PickleStep, Scenario } from '@cucumber/messages';
import type { About, GivenSentence } from '../scenario/scenario';

/** What a scenario is called, where it stands, and what it says. */
export function aboutPickle(pickle: Pickle, { feature }: GherkinDocument): About {
  const children = (feature?.children ?? []).flatMap(child => [child, ...(child.rule?.children ?? [])]);
  const written = children
    .flatMap(({ scenario }) => scenario ?? [])
    .find(({ id }) => pickle.astNodeIds.includes(id));
  return {
    title: pickle.name,
    place: `${pickle.uri}:${lineOf(pickle, written)}`,
    steps: pickle.steps.map(stepOf),
  };
}

/** An outline's scenario is called by the line of its row. */
function lineOf({ astNodeIds }: Pickle, written: Scenario | undefined): number {
  const rows = (written?.examples ?? []).flatMap(({ tableBody }) => tableBody);
  const row = rows.find(({ id }) => astNodeIds.includes(id));
  return (row ?? written)?.location.line ?? 1;
}

function stepOf({ text, argument }: PickleStep): GivenSentence {
  const table = argument?.dataTable?.rows.map(({ cells }) => cells.map(({ value }) => value));
  const docString = argument?.docString?.content;
  return {
    text,
    ...(table && { table }),
    ...(docString !== undefined && { docString }),
  };
}
