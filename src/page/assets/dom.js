/**
 * An element with attributes and children; texts become text, whatever is in them.
 *
 * @param {string} tag
 * @param {Record<string, string | number | boolean | undefined>} [attributes]
 * @param {...(Node | string | undefined)} children
 * @returns {HTMLElement}
 */
function element(tag, attributes = {}, ...children) {
  return furnished(document.createElement(tag), attributes, children);
}

/**
 * The same of a picture.
 *
 * @param {string} tag
 * @param {Record<string, string | number | boolean | undefined>} [attributes]
 * @param {...(Node | string | undefined)} children
 * @returns {SVGElement}
 */
function drawn(tag, attributes = {}, ...children) {
  return furnished(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

/**
 * @template {Element} Kind
 * @param {Kind} made
 * @param {Record<string, string | number | boolean | undefined>} attributes
 * @param {readonly (Node | string | undefined)[]} children
 * @returns {Kind}
 */
function furnished(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  for (const child of children) if (child !== undefined) made.append(child);
  return made;
}

/**
 * @template {typeof Element} Kind
 * @param {string} id
 * @param {Kind} kind
 * @returns {InstanceType<Kind>}
 */
function byId(id, kind) {
  const found = document.getElementById(id);
  if (found instanceof kind) return /** @type {InstanceType<Kind>} */ (found);
  throw new Error(`the page has no ${id}`);
}

/**
 * @param {string} id
 * @returns {any}
 */
function dataOf(id) {
  return JSON.parse(byId(id, HTMLScriptElement).textContent ?? 'null');
}
