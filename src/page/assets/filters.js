/**
 * Everything in which a search may find something, in lower case.
 *
 * @param {Listed} one
 * @returns {string}
 */
function haystackOf(one) {
  const { name, tags, steps, summary } = one.scenario;
  const reach = summary?.reachability;
  one.haystack ??= [
    one.feature,
    one.uri,
    name,
    ...tags,
    ...steps.flatMap(({ text, table = [], docString = '', message = '', notes = [] }) => [
      text,
      ...table.flat(),
      docString,
      message,
      ...notes.map(note => note.text),
    ]),
    ...(summary?.verdicts ?? []).map(({ flow = '' }) => flow),
    ...(reach && 'workloads' in reach ? reach.workloads.map(workload => workload.name) : []),
  ]
    .join('\n')
    .toLowerCase();
  return one.haystack;
}

/**
 * @param {readonly Listed[]} listed
 */
function prepareFilters(listed) {
  const query = byId('query', HTMLInputElement);
  const [status, feature, tag] = ['status', 'feature', 'tag'].map(id => byId(id, HTMLSelectElement));
  const differing = byId('differing', HTMLInputElement);
  if (!status || !feature || !tag) return;
  offer(status, new Map(listed.map(({ scenario }) => [scenario.status, statusOf(scenario.status).word])));
  offer(feature, new Map(listed.map(one => [one.uri, shortened(visible(one.feature), 60)])));
  offer(
    tag,
    new Map(
      listed.flatMap(({ scenario }) => scenario.tags.map(each => [each, shortened(visible(each), 40)])),
    ),
  );

  const apply = () => {
    const words = query.value
      .toLowerCase()
      .split(/\s+/)
      .filter(word => word !== '');
    let count = 0;
    /** @type {Set<string>} */
    const withHits = new Set();
    for (const one of listed) {
      const { scenario, uri, details } = one;
      const isHit =
        (status.value === '' || scenario.status === status.value) &&
        (feature.value === '' || uri === feature.value) &&
        (tag.value === '' || scenario.tags.includes(tag.value)) &&
        (!differing.checked || (scenario.summary?.differing ?? 0) > 0) &&
        words.every(word => haystackOf(one).includes(word));
      details.hidden = !isHit;
      if (!isHit) continue;
      count += 1;
      withHits.add(uri);
    }
    for (const section of document.querySelectorAll('.feature'))
      if (section instanceof HTMLElement) section.hidden = !withHits.has(section.dataset.uri ?? '');
    byId('count', HTMLElement).textContent =
      count === listed.length
        ? countText(count, 'scenario')
        : `${count.toLocaleString('en')} of ${countText(listed.length, 'scenario')}`;
  };
  for (const control of [query, status, feature, tag, differing]) control.addEventListener('input', apply);
  document.addEventListener('keydown', event => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      query.focus();
      query.select();
    } else if (event.key === 'Escape' && event.target === query) {
      query.value = '';
      apply();
    }
  });
  apply();
}

/**
 * @param {HTMLSelectElement} select
 * @param {Map<string, string>} choices
 */
function offer(select, choices) {
  const sorted = [...choices].sort(([, a], [, b]) => (a < b ? -1 : 1));
  for (const [value, text] of sorted) select.append(element('option', { value }, text));
}
