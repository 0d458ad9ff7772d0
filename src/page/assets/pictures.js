/** @type {{ inBlock: number, blocks: string[] }} */
const packed = dataOf('picture-data');
/** @type {Map<number, Promise<string[]>>} */
const unpacked = new Map();
/** @type {Map<HTMLImageElement, string>} */
const shownPictures = new Map();

/**
 * @param {number} number
 * @returns {Promise<string>}
 */
async function pictureNumbered(number) {
  const at = Math.floor(number / packed.inBlock);
  const known = unpacked.get(at) ?? unpack(packed.blocks[at] ?? '');
  unpacked.set(at, known);
  return (await known)[number % packed.inBlock] ?? '';
}

/**
 * @param {string} encoded
 * @returns {Promise<string[]>}
 */
async function unpack(encoded) {
  const bytes = Uint8Array.from(atob(encoded), character => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(stream).text());
}

/** Later ones are there at once, and on paper. */
function unpackAll() {
  for (const at of packed.blocks.keys()) void pictureNumbered(at * packed.inBlock);
}

/**
 * A diagram as an image, in which no script runs; what it says is read out from its title and description.
 *
 * @param {number} number
 * @param {boolean} isOpen
 * @returns {HTMLElement}
 */
function packetsFigure(number, isOpen) {
  const image = /** @type {HTMLImageElement} */ (element('img', { alt: 'The packets, as a diagram' }));
  const summary = element('summary', {}, 'Packets');
  const figure = element(
    'details',
    { class: 'inner packets', open: isOpen },
    summary,
    element('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Packets' }, image),
  );
  void pictureNumbered(number).then(svg => {
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
    const told = ['title', 'desc'].map(tag => parsed.querySelector(tag)?.textContent ?? '');
    image.alt = visible(told.join('. '));
    if (told[0]) summary.replaceChildren(phrase(told[0], 160));
    for (const side of ['width', 'height']) {
      const size = Number(parsed.documentElement.getAttribute(side));
      if (size > 0 && size < 20_000) image.setAttribute(side, String(size));
    }
    shownPictures.set(image, svg);
    paint(image, svg);
  });
  return figure;
}

/**
 * An image goes by the system's colours; here it is to go by the page's.
 *
 * @param {HTMLImageElement} image
 * @param {string} svg
 */
function paint(image, svg) {
  const coloured = svg.replace('(prefers-color-scheme:dark)', isDark() ? 'all' : 'not all');
  const bytes = new TextEncoder().encode(coloured);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  image.src = `data:image/svg+xml;base64,${btoa(binary)}`;
}

function repaintPictures() {
  for (const [image, svg] of shownPictures)
    if (image.isConnected) paint(image, svg);
    else shownPictures.delete(image);
}
