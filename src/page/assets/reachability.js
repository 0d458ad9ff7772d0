const nodeRadius = 17;
/** Heads of arrows have names, and those of a picture that is hidden are hidden in all. */
let pictureCount = 0;
/** Labels of ports would lie over each other where there are more arrows. */
const mostLabelled = 9;

/**
 * @typedef {{ from: number, to: number, ports: string, kind: string, isMutual: boolean }} Arrow
 * @typedef {{ x: number, y: number, angle: number }} Spot
 */

/**
 * Who reaches whom, on a circle.
 *
 * @param {Picture} picture
 * @param {string} model
 * @returns {HTMLElement}
 */
function reachabilityPicture(picture, model) {
  const { workloads } = picture;
  const arrows = arrowsOf(picture);
  pictureCount += 1;
  const radius = workloads.length === 1 ? 0 : Math.max(95, workloads.length * 24);
  const [width, height] = [radius * 2 + 340, radius * 2 + 130];
  const spots = workloads.map((_, i) => spotOf(i, workloads.length, radius, width, height));
  const isLabelled = arrows.length <= mostLabelled;
  const svg = drawn(
    'svg',
    {
      class: 'reach',
      width,
      height,
      style: `max-width: ${width}px; min-width: ${Math.min(width, 460)}px`,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
    },
    drawn('title', {}, visible(pictureWords(picture, arrows, model))),
    drawn('defs', {}, arrowHead('head'), arrowHead('upstream-head')),
    ...arrows.flatMap(arrow => arrowParts(arrow, spots, isLabelled)),
    ...workloads.flatMap((workload, i) => nodeParts(workload, spots[i])),
  );
  return element(
    'div',
    {},
    element(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Reachability picture' },
      svg,
    ),
    legend(picture, arrows),
  );
}

/**
 * Both ways at once where they are alike.
 *
 * @param {Picture} picture
 * @returns {Arrow[]}
 */
function arrowsOf(picture) {
  const upstream = upstreamCells(picture);
  const found = /** @type {Map<string, Arrow>} */ (new Map());
  for (const [from, row] of picture.cells.entries())
    for (const [to, answer] of row.entries()) {
      if (from === to || answer < 0) continue;
      const { symbol, ports } = answerWords(picture, answer);
      const other = upstream.get(`${from} ${to}`);
      const beyond = other === undefined ? undefined : answerWords(picture, other);
      const kind =
        beyond && beyond.symbol !== symbol
          ? 'edge upstream'
          : symbol === '?'
            ? 'edge unreliable'
            : symbol === '.'
              ? 'edge'
              : '';
      if (kind === '') continue;
      const arrow = { from, to, kind, isMutual: false, ports: ports === '' ? (beyond?.ports ?? '') : ports };
      const back = found.get(`${to} ${from}`);
      if (back && back.kind === kind && back.ports === arrow.ports) back.isMutual = true;
      else found.set(`${from} ${to}`, arrow);
    }
  return [...found.values()];
}

/**
 * @param {number} i
 * @param {number} count
 * @param {number} radius
 * @param {number} width
 * @param {number} height
 * @returns {Spot}
 */
function spotOf(i, count, radius, width, height) {
  // Two stand beside each other, others begin at the top.
  const start = count === 2 ? Math.PI : -Math.PI / 2;
  const angle = start + (i / count) * 2 * Math.PI;
  return { x: width / 2 + radius * Math.cos(angle), y: height / 2 - 8 + radius * Math.sin(angle), angle };
}

/**
 * @param {Picture['workloads'][number]} workload
 * @param {Spot | undefined} spot
 * @returns {SVGElement[]}
 */
function nodeParts({ name, pods, isolated }, spot) {
  if (!spot) return [];
  const { x, y, angle } = spot;
  const side = Math.cos(angle);
  const anchor = Math.abs(side) < 0.3 ? 'middle' : side > 0 ? 'start' : 'end';
  const reach = nodeRadius + 12;
  const [labelX, labelY] =
    anchor === 'middle'
      ? [x, Math.sin(angle) > 0 ? y + reach + 8 : y - reach - (isolated.length > 0 ? 14 : 0)]
      : [x + Math.sign(side) * reach, y + (isolated.length > 0 ? -2 : 4)];
  const label = shortened(visible(name), 22);
  const way = isolated.length === 2 ? 'isolated both ways' : `isolated for ${isolated[0]}`;
  return [
    ...(isolated.length > 0 ? [drawn('circle', { class: 'ring', cx: x, cy: y, r: nodeRadius + 5 })] : []),
    drawn('circle', { class: 'node', cx: x, cy: y, r: nodeRadius }, drawn('title', {}, visible(name))),
    drawn('text', { x, y: y + 4, 'text-anchor': 'middle', 'font-size': 11 }, pods > 1 ? `×${pods}` : ''),
    drawn('text', { x: labelX, y: labelY, 'text-anchor': anchor }, label),
    ...(isolated.length > 0
      ? [drawn('text', { class: 'isolation', x: labelX, y: labelY + 14, 'text-anchor': anchor }, way)]
      : []),
  ];
}

/**
 * @param {Arrow} arrow
 * @param {Spot[]} spots
 * @param {boolean} isLabelled
 * @returns {SVGElement[]}
 */
function arrowParts({ from, to, ports, kind, isMutual }, spots, isLabelled) {
  const [a, b] = [spots[from], spots[to]];
  if (!a || !b) return [];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy) || 1;
  // One way and the other lie beside each other.
  const bend = isMutual ? 0 : Math.min(26, length / 8);
  const [middleX, middleY] = [(a.x + b.x) / 2 - (dy / length) * bend, (a.y + b.y) / 2 + (dx / length) * bend];
  const gap = nodeRadius + 9;
  const start = towards(a, middleX, middleY, gap);
  const end = towards(b, middleX, middleY, gap);
  const head = `url(#${kind.includes('upstream') ? 'upstream-head' : 'head'}-${pictureCount})`;
  const path = drawn('path', {
    class: kind,
    d: `M${start.x} ${start.y}Q${middleX} ${middleY} ${end.x} ${end.y}`,
    'marker-end': head,
    'marker-start': isMutual ? head : undefined,
  });
  if (!isLabelled || ports === '') return [path];
  const text = `${kind.includes('upstream') ? '≠ ' : ''}${shortened(visible(ports), 24)}`;
  const isFlat = Math.abs(dy) < 12;
  const labelY = (start.y + 2 * middleY + end.y) / 4 + (isFlat ? (dx > 0 ? 14 : -6) : 4);
  return [path, drawn('text', { class: 'label', x: (start.x + 2 * middleX + end.x) / 4, y: labelY }, text)];
}

/**
 * @param {Spot} spot
 * @param {number} x
 * @param {number} y
 * @param {number} gap
 * @returns {{ x: number, y: number }}
 */
function towards(spot, x, y, gap) {
  const length = Math.hypot(x - spot.x, y - spot.y) || 1;
  return { x: spot.x + ((x - spot.x) / length) * gap, y: spot.y + ((y - spot.y) / length) * gap };
}

/**
 * @param {string} kind
 * @returns {SVGElement}
 */
function arrowHead(kind) {
  return drawn(
    'marker',
    {
      id: `${kind}-${pictureCount}`,
      viewBox: '0 0 10 10',
      refX: 8,
      refY: 5,
      markerWidth: 9,
      markerHeight: 9,
      orient: 'auto-start-reverse',
      markerUnits: 'userSpaceOnUse',
    },
    drawn('path', { class: kind, d: 'M0 1L9 5L0 9z' }),
  );
}

/**
 * @param {Picture} picture
 * @param {Arrow[]} arrows
 * @returns {HTMLElement}
 */
function legend({ workloads }, arrows) {
  const has = (/** @type {string} */ kind) => arrows.some(arrow => arrow.kind === kind);
  const lines = [
    '→ may connect, as far as policy goes, whether or not anything listens',
    ...(workloads.some(({ isolated }) => isolated.length > 0) ? ['◎ isolated by a policy'] : []),
    ...(has('edge unreliable') ? ['⇢ dashed: unreliable, it depends on the client’s port'] : []),
    ...(has('edge upstream') ? ['≠ dotted: otherwise under upstream Kubernetes'] : []),
  ];
  return element('ul', { class: 'legend' }, ...lines.map(line => element('li', {}, line)));
}

/**
 * @param {Picture} picture
 * @param {Arrow[]} arrows
 * @param {string} model
 * @returns {string}
 */
function pictureWords({ workloads }, arrows, model) {
  const name = (/** @type {number} */ i) => workloads[i]?.name ?? '';
  const told = arrows.slice(0, 60).map(({ from, to, isMutual, kind }) => {
    const what = `${name(from)} ${isMutual ? 'and' : 'to'} ${name(to)}`;
    return kind === 'edge' ? what : `${what} (${kind.replace('edge ', '')})`;
  });
  return `Who reaches whom (${model}): ${told.join(', ') || 'nobody reaches anybody'}.`;
}
