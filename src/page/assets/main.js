/**
 * @param {import('../run').Run} run
 */
function showTotals(run) {
  const scenarios = run.features.flatMap(feature => feature.scenarios);
  const summaries = scenarios.flatMap(({ summary }) => summary ?? []);
  const sum = (/** @type {number[]} */ numbers) => numbers.reduce((total, number) => total + number, 0);
  const verdicts = sum(summaries.map(summary => summary.verdicts.length + (summary.more ?? 0)));
  const differing = sum(summaries.map(summary => summary.differing));
  const having = (/** @type {string[]} */ wanted) =>
    scenarios.filter(({ status }) => wanted.includes(status)).length;
  const known = ['PASSED', 'FAILED', 'UNDEFINED'];
  const others = scenarios.filter(({ status }) => !known.includes(status)).length;
  const totals = [
    { kind: 'passed', name: 'passed', count: having(['PASSED']) },
    { kind: 'failed', name: 'failed', count: having(['FAILED']) },
    { kind: 'undefined', name: 'undefined', count: having(['UNDEFINED']) },
    ...(others > 0 ? [{ kind: 'other', name: 'others', count: others }] : []),
    { kind: 'all', name: 'verdicts', count: verdicts },
    { kind: 'differs', name: 'differ under upstream', count: differing },
  ];
  byId('totals', HTMLElement).append(
    ...totals.map(({ kind, name, count }) =>
      element(
        'div',
        { class: count > 0 ? kind : '' },
        element('dt', {}, name),
        element('dd', {}, count.toLocaleString('en')),
      ),
    ),
  );
  const when = run.startedAt > 0 ? new Date(run.startedAt).toLocaleString() : 'unknown time';
  byId('when', HTMLElement).textContent =
    `${countText(scenarios.length, 'scenario')} in ${countText(run.features.length, 'feature')} · ${when} · ${durationText(run.duration)}`;
}

/**
 * On paper nothing can be opened.
 *
 * @param {readonly Listed[]} listed
 */
function preparePrint(listed) {
  /** @type {HTMLDetailsElement[]} */
  let closed = [];
  const before = () => {
    if (closed.length > 0) return;
    const shown = listed.filter(({ details }) => !details.hidden);
    closed = shown.filter(({ details }) => !details.open).map(({ details }) => details);
    shown.forEach(openNow);
    for (const inner of document.querySelectorAll('details.inner'))
      if (inner instanceof HTMLDetailsElement && !inner.open) {
        inner.open = true;
        closed.push(inner);
      }
    repaintPictures();
  };
  const after = () => {
    for (const details of closed) details.open = false;
    closed = [];
    repaintPictures();
  };
  addEventListener('beforeprint', before);
  addEventListener('afterprint', after);
  matchMedia('print').addEventListener('change', event => (event.matches ? before() : after()));
}

/** More at once would keep the browser busy for long. */
const mostOpened = 150;

/**
 * @param {readonly Listed[]} listed
 */
function prepareButtons(listed) {
  byId('open-all', HTMLButtonElement).addEventListener('click', () => {
    const shown = listed.filter(({ details }) => !details.hidden);
    shown.slice(0, mostOpened).forEach(openNow);
    if (shown.length > mostOpened)
      byId('count', HTMLElement).textContent = `The first ${mostOpened} of ${shown.length} are open.`;
  });
  byId('close-all', HTMLButtonElement).addEventListener('click', () => {
    for (const { details } of listed) details.open = false;
  });
}

/** @type {import('../run').Run} */
const run = dataOf('run-data');
showTotals(run);
const listed = listFeatures(run);
prepareTheme();
prepareFilters(listed);
prepareButtons(listed);
preparePrint(listed);
const failedOnes = listed.filter(({ scenario }) => scenario.status === 'FAILED');
if (failedOnes.length > 0 && failedOnes.length <= 3) failedOnes.forEach(openNow);
setTimeout(unpackAll, 500);
document.documentElement.dataset.ready = 'yes';
