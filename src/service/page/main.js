import { key, refused } from './api.js';
import { keyForm } from './key.js';
import { Live } from './live.js';
import { cvsView } from './cv/cvs.js';
import { matchView } from './match/match.js';
import { overviewView } from './overview/overview.js';
import { workView } from './work/work.js';

/**
 * The address says which view is shown (`#cvs/3f2a9c`), so that back, reload and links work. Views are created when
 * first shown, and kept.
 */
const makers = { overview: overviewView, match: matchView, cvs: cvsView, work: workView };
const made = new Map();
const content = document.getElementById('content');
const live = new Live(document.getElementById('live'));
let shown = null;

function place() {
  const [name, ...rest] = location.hash.slice(1).split('/');
  return { name: Object.hasOwn(makers, name) ? name : 'overview', parameter: rest.map(decoded).join('/') };
}

/** A mistyped address must not leave the page empty. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function view(name) {
  if (!made.has(name)) {
    const one = makers[name](live);
    content.append(one.node);
    made.set(name, one);
  }
  return made.get(name);
}

function go({ focus }) {
  const { name, parameter } = place();
  const next = view(name);
  if (shown !== next) shown?.hide?.();
  for (const one of made.values()) one.node.hidden = one !== next;
  shown = next;
  next.show(parameter);
  document.title = `${next.title} · cvmatch`;
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#${name}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  // For users of keyboards and screen readers, following a link moves the focus to the start of the view.
  if (focus) (next.node.querySelector('h1') ?? content).focus();
}

/** Without an accepted key nothing else can be done. */
let asking = null;
function askForKey() {
  if (asking !== null) return;
  const wasRefused = key.get() !== null;
  key.forget();
  showForget();
  document.title = 'API key · cvmatch';
  document.querySelector('.top nav').hidden = true;
  asking = keyForm(wasRefused, () => {
    location.reload();
  });
  for (const one of made.values()) one.node.hidden = true;
  content.append(asking);
  asking.querySelector('input').focus();
}

function showForget() {
  document.getElementById('forget').hidden = key.get() === null;
}

document.getElementById('skip').addEventListener('click', () => {
  content.focus();
});
document.getElementById('forget').addEventListener('click', () => {
  key.forget();
  location.reload();
});
refused.addEventListener('refused', askForKey);
window.addEventListener('hashchange', () => {
  if (asking === null) go({ focus: true });
});
showForget();
go({ focus: false });
