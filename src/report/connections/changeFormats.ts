import type { ConnectionChange } from '../../reachability/connectionChanges';
import type { ModelName } from '../../settings/models';
import { csv, jsonReach, markdown } from './notations';
import { endText, reachText } from './words';

type Format = (changes: readonly ConnectionChange[], model: ModelName) => string;

const columns = ['change', 'from', 'to', 'before', 'after'];

export const changeFormats = {
  text: changes => changes.map(each => `${lineOf(each)}\n`).join(''),
  json: (changes, model) => {
    const of = (kind: Kind): readonly ConnectionChange[] => changes.filter(each => kindOf(each) === kind);
    const ends = ({ from, to }: ConnectionChange) => ({ from: endText(from), to: endText(to) });
    const document = {
      model,
      added: of('added').map(each => ({ ...ends(each), ...jsonReach(each.after) })),
      removed: of('removed').map(each => ({ ...ends(each), ...jsonReach(each.before) })),
      changed: of('changed').map(each => ({
        ...ends(each),
        before: jsonReach(each.before),
        after: jsonReach(each.after),
      })),
    };
    return `${JSON.stringify(document, undefined, 2)}\n`;
  },
  csv: changes => csv(columns, changes.map(cellsOf)),
  markdown: changes => markdown(columns, changes.map(cellsOf)),
} as const satisfies Record<string, Format>;

type Kind = 'added' | 'removed' | 'changed';

function kindOf({ before, after }: ConnectionChange): Kind {
  if (reachText(before) === '') return 'added';
  return reachText(after) === '' ? 'removed' : 'changed';
}

function cellsOf(change: ConnectionChange): readonly string[] {
  const { from, to, before, after } = change;
  return [kindOf(change), endText(from), endText(to), reachText(before), reachText(after)];
}

/** `added shop/web[Deployment] => shop/db[Pod] : TCP 80`. */
function lineOf(change: ConnectionChange): string {
  const [kind = '', from, to, before = '', after = ''] = cellsOf(change);
  const what = [before, after].filter(reach => reach !== '').join(' -> ');
  return `${kind.padEnd('removed'.length)} ${from} => ${to} : ${what}`;
}
