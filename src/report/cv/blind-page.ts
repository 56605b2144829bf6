import { escapeHtml } from '../text/html.js';
import { plainLines } from '../text/plain.js';

/** A CV whose text may be shown in part. */
interface BlindOriginal {
  label: string;
  pieces: readonly { text: string; hidden: boolean }[];
}

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}pre{font:inherit;white-space:pre-wrap}mark{background:#8884;color:inherit;border-radius:2px;padding:0 .2em}small{opacity:.7}`;

/** The text of a CV as a page of its own, with marks where something is hidden; no layout, no pictures. */
export function blindPage({ label, pieces }: BlindOriginal): string {
  const body = pieces
    .map(({ text, hidden }) => (hidden ? `<mark>${escapeHtml(text)}</mark>` : escapeHtml(plainLines(text))))
    .join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(label)}</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(label)}</h1><small>Text of the CV for blind review: names, contacts, photos, ages, genders, schools and dates of birth are hidden.</small>
<pre dir="auto">${body}</pre>
</main></body></html>
`;
}
