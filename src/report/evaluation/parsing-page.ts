import type { FieldSource } from '../../domain/index.js';
import { escapeHtml, isolated } from '../text/html.js';
import { renderParsing } from './parsing-text.js';
import { UNSURE } from '../cv/profile-view.js';
import type { EvaluatedCvView, ParsingReportView } from './parsing-view.js';

const WORST = 20;
const STYLE = `:root{color-scheme:light dark}body{overflow-wrap:anywhere;font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem;color:#1a1a1a;background:#fff}
pre{white-space:pre-wrap;font:13px/1.5 ui-monospace,monospace;background:#f6f6f4;padding:1rem;border-radius:6px;max-height:44rem;overflow:auto;margin:0}
.cv{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem;margin:0 0 2.5rem}h3{font-size:1.1rem;margin:1.5rem 0 .5rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #ddd}
.missed{color:#a40000}.extra{color:#7a5b00}mark{background:#cfe8ff;border-radius:2px}mark.unsure{background:#ffe3b0}
@media print{pre{max-height:none}}
@media screen and (prefers-color-scheme:dark){body{background:#161616;color:#e6e6e6}pre{background:#222}td,th{border-color:#444}mark{background:#1c466b;color:inherit}mark.unsure{background:#6b4a12}.missed{color:#ff8a80}.extra{color:#e0c060}}`;

/**
 * A self-contained page: the tables, then the worst CVs with missed and added values beside the text, in which
 * everything that was read is marked.
 */
export function parsingPage(report: ParsingReportView, cvs: readonly EvaluatedCvView[]): string {
  const worst = cvs.slice(0, WORST);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Parse quality</title><style>${STYLE}</style></head>
<body><main><h1>Parse quality</h1><pre tabindex="0">${escapeHtml(renderParsing(report))}</pre>
<h2>The ${worst.length} worst CVs</h2><p>Blue: read from there. Amber: read, but unsure. The page holds CV text: keep it as private as the CVs.</p>
${worst.map(section).join('\n')}
</main></body></html>
`;
}

function section(cv: EvaluatedCvView): string {
  return `<h3>${isolated(cv.id)}</h3><div class="cv"><div>${comparison(cv)}${findings(cv)}</div><pre tabindex="0">${marked(cv.document.text, Object.values(cv.profile.fields))}</pre></div>`;
}

function comparison(cv: EvaluatedCvView): string {
  const rows = Object.entries(cv.fields).map(([field, { counts, missed, extra }]) => {
    const list = (kind: string, label: string, values: string[]): string =>
      values.map((value) => `<div class="${kind}">${label} ${isolated(value)}</div>`).join('');
    return `<tr><th scope="row">${escapeHtml(field)}</th><td>${counts.matched} of ${counts.labelled}, ${counts.predicted} read</td><td>${list('missed', 'missed:', missed)}${list('extra', 'added:', extra)}</td></tr>`;
  });
  return rows.length === 0
    ? `<pre tabindex="0">${escapeHtml(JSON.stringify(cv.profile.resume, null, 1))}</pre>`
    : `<table>${rows.join('')}</table>`;
}

function findings(cv: EvaluatedCvView): string {
  return cv.profile.findings.length === 0
    ? ''
    : `<ul>${cv.profile.findings.map((finding) => `<li>${escapeHtml(`${finding.level}: ${finding.message}`)}</li>`).join('')}</ul>`;
}

/** The text with the spans of all fields marked; of overlapping spans the first and longest is kept. */
function marked(text: string, sources: readonly FieldSource[]): string {
  const spans = sources
    .filter((source) => source.end > source.start)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const parts: string[] = [];
  let at = 0;
  for (const span of spans) {
    if (span.start < at) continue;
    parts.push(
      escapeHtml(text.slice(at, span.start)),
      `<mark${span.confidence < UNSURE ? ' class="unsure"' : ''}>`,
      escapeHtml(text.slice(span.start, span.end)),
      '</mark>',
    );
    at = span.end;
  }
  return parts.join('') + escapeHtml(text.slice(at));
}
