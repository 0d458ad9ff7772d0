/** @typedef {import('../scenarioSummary').ReachabilityPicture} Picture */

/** With more columns than these, ports would make the table too wide. */
const mostWithPorts = 7;

/**
 * @param {Picture} picture
 * @param {number} answer
 * @returns {{ symbol: string, words: string, ports: string }}
 */
function answerWords(picture, answer) {
  const said = picture.answers[answer];
  if (!said) return { symbol: '–', words: 'itself', ports: '' };
  const { ports, unreliable } = said;
  if (ports !== '') {
    const rest = unreliable === '' ? '' : `; unreliable on ${unreliable}`;
    return { symbol: '.', words: `connects on ${ports}${rest}`, ports };
  }
  if (unreliable !== '') return { symbol: '?', words: `unreliable on ${unreliable}`, ports: unreliable };
  return { symbol: 'X', words: 'blocked', ports: '' };
}

/**
 * @param {Picture} picture
 * @returns {Map<string, number>}
 */
function upstreamCells(picture) {
  return new Map(picture.upstream.map(([row, column, answer]) => [`${row} ${column}`, answer]));
}

/**
 * @param {Picture} picture
 * @param {string} model
 * @returns {HTMLElement}
 */
function matrixTable(picture, model) {
  const { workloads, cells } = picture;
  const upstream = upstreamCells(picture);
  const isLarge = workloads.length > mostWithPorts;
  const names = workloads.map(({ name, pods }) => (pods > 1 ? `${name} (${pods})` : name));
  const head = element(
    'tr',
    {},
    element('td', {}, element('span', { class: 'hidden' }, 'from, to')),
    ...names.map(name => element('th', { scope: 'col' }, element('span', {}, phrase(name, 40)))),
  );
  const rows = cells.map((row, i) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, phrase(names[i] ?? '', 40)),
      ...row.map((answer, j) => cellOf(picture, answer, upstream.get(`${i} ${j}`), !isLarge)),
    ),
  );
  const table = element(
    'table',
    { class: `matrix${isLarge ? ' large' : ''}` },
    element('caption', {}, `Who reaches whom (${model})`),
    element('thead', {}, head),
    element('tbody', {}, ...rows),
  );
  return element(
    'div',
    {},
    element(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Reachability matrix' },
      table,
    ),
    element(
      'p',
      { class: 'legend' },
      `The row sends, the column receives. A dot connects, X is blocked, ? is unreliable${upstream.size > 0 ? ', ≠ is otherwise under upstream Kubernetes' : ''}.`,
    ),
  );
}

/**
 * @param {Picture} picture
 * @param {number} answer
 * @param {number | undefined} other what upstream says, where that is something else
 * @param {boolean} withPorts
 * @returns {HTMLElement}
 */
function cellOf(picture, answer, other, withPorts) {
  const { symbol, words, ports } = answerWords(picture, answer);
  const upstream = other === undefined ? '' : `; upstream: ${answerWords(picture, other).words}`;
  const told = visible(`${words}${upstream}`);
  return element(
    'td',
    { class: other === undefined ? '' : 'differs', title: told },
    element('span', { class: 'symbol', 'aria-hidden': 'true' }, symbol),
    other === undefined ? undefined : element('sup', { 'aria-hidden': 'true' }, '≠'),
    element('span', { class: 'hidden' }, told),
    withPorts && ports !== ''
      ? element('span', { class: 'ports', 'aria-hidden': 'true' }, shortened(visible(ports), 28))
      : undefined,
  );
}
