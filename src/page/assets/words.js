/** What nobody sees, or what turns text round: shown as it is written in JSON. */
const unseen = /(?![\n\t ])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Zs}]/gu;

/**
 * @param {string} text
 * @returns {string}
 */
function visible(text) {
  return text.replace(unseen, character => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
  });
}

/**
 * Its ends, as names differ there.
 *
 * @param {string} text
 * @param {number} most
 * @returns {string}
 */
function shortened(text, most) {
  const characters = [...text];
  if (characters.length <= most) return text;
  const tail = Math.floor((most - 1) / 2);
  return `${characters.slice(0, most - 1 - tail).join('')}…${characters.slice(-tail).join('')}`;
}

const longestLine = 240;

/**
 * Text as it is read, in a direction of its own; of a very long one the ends.
 *
 * @param {string} text
 * @param {number} [most]
 * @returns {HTMLElement}
 */
function phrase(text, most = longestLine) {
  const whole = visible(text);
  const part = shortened(whole, most);
  return element('bdi', part === whole ? {} : { title: shortened(whole, 2000) }, part);
}

/**
 * What a phrase leaves out, for who wants it.
 *
 * @param {string} text
 * @returns {HTMLElement | undefined}
 */
function wholeText(text) {
  if ([...text].length <= longestLine) return undefined;
  return element(
    'details',
    { class: 'inner whole' },
    element('summary', {}, 'The whole text'),
    element('pre', { tabindex: 0 }, visible(text)),
  );
}

/**
 * @param {string} text
 * @param {string} [kind]
 * @param {string} [name]
 * @returns {HTMLElement}
 */
function block(text, kind = '', name = 'text') {
  return element('pre', { class: kind, tabindex: 0, role: 'region', 'aria-label': name }, visible(text));
}

/**
 * @param {number} milliseconds
 * @returns {string}
 */
function durationText(milliseconds) {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
}

/** @type {Record<string, { mark: string, kind: string, word: string }>} */
const statuses = {
  PASSED: { mark: '✔', kind: 'is-passed', word: 'passed' },
  FAILED: { mark: '✘', kind: 'is-failed', word: 'failed' },
  AMBIGUOUS: { mark: '‼', kind: 'is-failed', word: 'ambiguous' },
  UNDEFINED: { mark: '?', kind: 'is-unsure', word: 'undefined' },
  PENDING: { mark: '…', kind: 'is-unsure', word: 'pending' },
  SKIPPED: { mark: '–', kind: 'is-skipped', word: 'skipped' },
  UNKNOWN: { mark: '–', kind: 'is-skipped', word: 'unknown' },
};

/**
 * @param {string} status
 * @returns {{ mark: string, kind: string, word: string }}
 */
function statusOf(status) {
  return statuses[status] ?? { mark: '–', kind: 'is-skipped', word: status.toLowerCase() };
}

/**
 * @param {string} status
 * @returns {HTMLElement}
 */
function statusMark(status) {
  const { mark, kind, word } = statusOf(status);
  return element(
    'span',
    { class: `mark ${kind}` },
    element('span', { 'aria-hidden': 'true', title: word }, mark),
    element('span', { class: 'hidden' }, `${word}: `),
  );
}
