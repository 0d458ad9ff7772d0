/**
 * @typedef {import('../run').ScenarioResult} ScenarioResult
 * @typedef {import('../run').Step} Step
 * @typedef {import('../scenarioSummary').ToldVerdict} ToldVerdict
 */

/**
 * Everything about a scenario; made when somebody opens it.
 *
 * @param {ScenarioResult} scenario
 * @param {string} uri
 * @returns {HTMLElement}
 */
function scenarioBody(scenario, uri) {
  const { summary } = scenario;
  return element(
    'div',
    { class: 'body' },
    element(
      'p',
      { class: 'muted' },
      `${visible(uri)}:${scenario.line}${summary ? ` · ${summary.model} model` : ''} `,
      element('span', { class: 'tags' }, ...scenario.tags.map(tag => phrase(tag, 40))),
    ),
    wholeText(scenario.name),
    element('h4', {}, 'Steps'),
    element('ol', { class: 'steps' }, ...scenario.steps.map(stepItem)),
    ...(summary ? summaryParts(summary) : []),
  );
}

/**
 * @param {Step} step
 * @returns {HTMLElement}
 */
function stepItem(step) {
  const { status, keyword, text, duration, message, table, docString, notes = [], pictures = [] } = step;
  const isFailed = status !== 'PASSED' && status !== 'SKIPPED';
  return element(
    'li',
    {},
    statusMark(status),
    element('span', {}, element('span', { class: 'keyword' }, `${keyword} `), phrase(text)),
    element('span', { class: 'time' }, status === 'SKIPPED' ? 'skipped' : durationText(duration)),
    element(
      'div',
      { class: 'more' },
      wholeText(text),
      table && table.length > 0 ? givenTable(table) : undefined,
      docString === undefined ? undefined : block(docString, '', 'doc string'),
      message === undefined ? undefined : block(message, 'failure', 'why it did not pass'),
      ...notes.map(noteOf),
      ...pictures.map(number => packetsFigure(number, isFailed)),
    ),
  );
}

/**
 * @param {readonly (readonly string[])[]} rows
 * @returns {HTMLElement}
 */
function givenTable([head = [], ...rows]) {
  const cells = (/** @type {string} */ tag, /** @type {readonly string[]} */ row) =>
    element('tr', {}, ...row.map(cell => element(tag, {}, phrase(cell, 120))));
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Table of the step' },
    element('table', { class: 'given' }, cells('th', head), ...rows.map(row => cells('td', row))),
  );
}

/**
 * @param {import('../run').Note} note
 * @returns {HTMLElement}
 */
function noteOf({ title, text }) {
  if (title === 'notice' || title.startsWith('differs'))
    return element(
      'p',
      { class: title === 'notice' ? 'note' : 'note differs-note' },
      title === 'notice' ? '' : '≠ ',
      phrase(text, 600),
    );
  return element(
    'details',
    { class: 'inner' },
    element(
      'summary',
      {},
      title === 'NetworkPolicy' ? 'NetworkPolicy that the sentence built' : phrase(title, 80),
    ),
    block(text, '', title),
  );
}

/**
 * @param {import('../scenarioSummary').ScenarioSummary} summary
 * @returns {HTMLElement[]}
 */
function summaryParts({ verdicts, more, reachability, model }) {
  const flows = verdicts.filter(({ flow }) => flow !== undefined);
  return [
    ...(flows.length > 0 ? [element('h4', {}, 'Verdicts'), verdictTable(flows, more ?? 0)] : []),
    element('h4', {}, 'Reachability at the end'),
    ...('without' in reachability
      ? [element('p', { class: 'muted' }, phrase(reachability.without))]
      : [reachabilityPicture(reachability, model), matrixTable(reachability, model)]),
  ];
}

/**
 * @param {readonly ToldVerdict[]} verdicts
 * @param {number} more
 * @returns {HTMLElement}
 */
function verdictTable(verdicts, more) {
  const rows = verdicts.map(({ flow = '', verdict = '', kind = '', model, upstream }) =>
    element(
      'tr',
      {},
      element('td', {}, phrase(flow)),
      element('td', { class: verdictKinds[kind] ?? '' }, phrase(verdict)),
      element('td', {}, model),
      element(
        'td',
        {},
        ...(upstream === undefined
          ? ['the same']
          : [element('span', { class: 'differs-badge' }, '≠'), ' ', phrase(upstream)]),
      ),
    ),
  );
  const head = ['Flow', 'Verdict', 'Model', 'Upstream'].map(name => element('th', { scope: 'col' }, name));
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Verdicts' },
    element(
      'table',
      { class: 'verdicts' },
      element('caption', {}, `What was asked${more > 0 ? `; ${more} more are not shown` : ''}`),
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...rows),
    ),
  );
}

/** @type {Record<string, string>} */
const verdictKinds = {
  succeeds: 'is-passed',
  fails: 'is-failed',
  unreliable: 'is-unsure',
  refused: 'is-unsure',
  unresolved: 'is-unsure',
  mixed: 'is-unsure',
};
