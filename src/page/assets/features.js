/**
 * A scenario with its place on the page.
 *
 * @typedef {{ scenario: ScenarioResult, uri: string, feature: string, details: HTMLDetailsElement, haystack?: string }} Listed
 */

/**
 * @param {import('../run').Run} run
 * @returns {Listed[]}
 */
function listFeatures(run) {
  /** @type {Listed[]} */
  const listed = [];
  const parts = run.features.map(({ name, uri, scenarios }) => {
    const items = scenarios.map(scenario => {
      const details = scenarioDetails(scenario, uri);
      listed.push({ scenario, uri, feature: name, details });
      return details;
    });
    return element(
      'section',
      { class: 'feature', 'data-uri': uri, 'aria-label': shortened(visible(name), 120) },
      element(
        'header',
        {},
        element('h2', {}, phrase(name)),
        element('p', { class: 'muted' }, `${visible(uri)} · ${countText(scenarios.length, 'scenario')}`),
      ),
      ...items,
    );
  });
  byId('features', HTMLElement).append(...parts);
  return listed;
}

/**
 * @param {ScenarioResult} scenario
 * @param {string} uri
 * @returns {HTMLDetailsElement}
 */
function scenarioDetails(scenario, uri) {
  const { name, status, duration, summary } = scenario;
  const details = /** @type {HTMLDetailsElement} */ (
    element(
      'details',
      { class: 'scenario' },
      element(
        'summary',
        {},
        statusMark(status),
        element('h3', {}, phrase(name, 160)),
        element(
          'span',
          { class: 'side' },
          summary && summary.differing > 0
            ? element('span', { class: 'differs-badge' }, `≠ upstream: ${summary.differing}`)
            : undefined,
          element('span', {}, durationText(duration)),
        ),
      ),
    )
  );
  details.addEventListener('toggle', () => fill(details, scenario, uri));
  return details;
}

/**
 * @param {HTMLDetailsElement} details
 * @param {ScenarioResult} scenario
 * @param {string} uri
 */
function fill(details, scenario, uri) {
  if (details.open && details.childElementCount === 1) details.append(scenarioBody(scenario, uri));
}

/**
 * @param {Listed} one
 */
function openNow({ details, scenario, uri }) {
  details.open = true;
  fill(details, scenario, uri);
}

/**
 * @param {number} count
 * @param {string} what
 * @returns {string}
 */
function countText(count, what) {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}
