/**
 * Builds elements. Text only ever becomes text nodes, and attributes are set one by one in code, never from markup, so
 * that nothing in a CV can become part of the page's code.
 */
const SVG = 'http://www.w3.org/2000/svg';

/**
 * `h('button', { class: 'quiet', onclick: go }, 'Go')`. Children: nodes, texts, numbers, arrays of these; null,
 * undefined and false are left out.
 */
export function h(tag, props, ...children) {
  return filled(document.createElement(tag), props, children);
}

export function svg(tag, props, ...children) {
  return filled(document.createElementNS(SVG, tag), props, children);
}

function filled(node, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) set(node, name, value);
  node.append(...nodesOf(children));
  return node;
}

function set(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
  else node.setAttribute(name, value === true ? '' : String(value));
}

function nodesOf(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false && child !== '');
}

/** Replaces the children. If the focused element had a `data-key`, the new one with that key gets the focus. */
export function fill(node, ...children) {
  const focused = node.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  node.replaceChildren(...nodesOf(children));
  if (focused !== undefined)
    [...node.querySelectorAll('[data-key]')].find((one) => one.dataset.key === focused)?.focus();
}

/** Announces a text to screen readers without moving the focus. */
export function announce(text) {
  const region = document.getElementById('announcer');
  region.textContent = '';
  setTimeout(() => {
    region.textContent = text;
  }, 50);
}

/**
 * A table with a caption and a header row. Roles are explicit because on a small screen rows are laid out as cards.
 * `numeric` names columns aligned right. In a card, `wide` columns take a whole line and `bare` ones are shown without
 * their name. `keep`: narrow enough to remain a table.
 */
export function table(caption, columns, rows, { numeric = [], wide = [], bare = [], keep = false } = {}) {
  const side = (i) =>
    [numeric.includes(i) && 'n', wide.includes(i) && 'wide', bare.includes(i) && 'bare'].filter(Boolean).join(' ') ||
    undefined;
  return h(
    'div',
    { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: '0' },
    h(
      'table',
      { role: 'table', class: keep ? 'keep' : undefined },
      h('caption', { class: 'unseen' }, caption),
      h('thead', { role: 'rowgroup' }, headerRow(columns, side)),
      h(
        'tbody',
        { role: 'rowgroup' },
        rows.map((cells) => bodyRow(cells, columns, side)),
      ),
    ),
  );
}

function headerRow(columns, side) {
  return h(
    'tr',
    { role: 'row' },
    columns.map((name, i) => h('th', { role: 'columnheader', scope: 'col', class: side(i) }, name)),
  );
}

function bodyRow(cells, columns, side) {
  const [head, ...rest] = cells;
  return h(
    'tr',
    { role: 'row' },
    h('th', { role: 'rowheader', class: side(0), scope: 'row', 'data-label': columns[0] }, head),
    rest.map((cell, i) => h('td', { role: 'cell', class: side(i + 1), 'data-label': columns[i + 1] }, cell)),
  );
}

/** Renders commands, which the service's messages put in backticks. */
export function sentences(text) {
  return text.split('`').map((piece, i) => (i % 2 === 1 ? h('code', {}, piece) : piece));
}

export function empty(...children) {
  return h('p', { class: 'empty' }, children);
}
