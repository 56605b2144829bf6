import { h } from '../dom.js';
import { cvList } from './list.js';
import { profileView } from './profile.js';
import { uploadPanel } from './upload.js';

/** Adds, finds and shows CVs. `#cvs/ID` shows one instead of the list. */
export function cvsView() {
  const list = cvList();
  const upload = uploadPanel(() => {
    list.load();
  });
  const one = h('div', { hidden: true });
  const title = h('h1', { id: 'cvs-title', tabindex: '-1' }, 'CVs');
  const all = h('div', {}, title, upload.node, list.node);
  const node = h('section', { 'aria-label': 'CVs' }, all, one);

  const show = (cvId) => {
    all.hidden = cvId !== '';
    one.hidden = cvId === '';
    one.dataset.cv = cvId;
    if (cvId === '') list.load();
    else profileView(cvId, one);
  };
  return { title: 'CVs', node, show };
}
