import { distinctFile } from '../text/file-name.js';
import { escapeHtml, isolated } from '../text/html.js';
import { plain } from '../text/plain.js';
import {
  decidedOf,
  duplicateTexts,
  matchedParts,
  missingParts,
  nameOf,
  WHOLE,
  type MatchView,
  type PartView,
  type RankingView,
} from './match-text.js';

/** A self-contained page: each candidate with what matched, what is missing, and the evidence with hits marked. */
export function matchesPage(ranking: RankingView): string {
  const title = ranking.jd.title ?? 'Job description';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Candidates for ${escapeHtml(plain(title))}</title>
<style>${STYLE}</style></head><body><main>
<header><p class="eyebrow">Candidates for</p><h1>${isolated(title)}</h1>
<p class="note">${ranking.results.length} candidates, ranked. A person decides: this page ranks, it rejects no one.${ranking.jd.truncated ? ' The JD was longer than 8,000 characters and was cut.' : ''}</p></header>
${ranking.results.map((match) => candidate(match, ranking.results)).join('\n')}
<footer>JD ${escapeHtml(ranking.jd.hash.slice(0, 12))} · fingerprint ${escapeHtml(ranking.fingerprint)}</footer>
</main></body></html>
`;
}

function candidate(match: MatchView, results: MatchView[]): string {
  const chips = [
    ...distinct(matchedParts(match)).map((part) => `<span class="chip yes">${isolated(part.requirement)}</span>`),
    ...distinct(missingParts(match)).map((part) => `<span class="chip no">${isolated(part.requirement)}</span>`),
  ];
  return `<article><h2><span class="rank">${match.rank}</span> ${isolated(nameOf(match))} <span class="score">${meter(match.score)} ${match.score.toFixed(3)}</span></h2>
${nameOf(match) === distinctFile(match) ? '' : `<p class="path">${isolated(plain(distinctFile(match)))}</p>`}<p class="chips">${chips.join(' ')}</p>${found(match)}${same(match, results)}${decided(match)}
<details${match.rank <= 3 ? ' open' : ''}><summary>Why: every part of the score, with the passage it rests on</summary>
<table><thead><tr><th scope="col">Requirement</th><th scope="col" class="n">Weight</th><th scope="col" class="n">Score</th><th scope="col" class="n">Points</th><th scope="col">Evidence</th></tr></thead><tbody>${[
    ...match.parts,
  ]
    .sort((a, b) => b.weight * b.score - a.weight * a.score)
    .map(row)
    .join('')}</tbody></table></details></article>`;
}

function found({ findings = [] }: MatchView): string {
  return findings
    .map(({ code, message }) => `<p class="found"><code>${escapeHtml(code)}</code> ${isolated(message)}</p>`)
    .join('');
}

function same(match: MatchView, results: MatchView[]): string {
  return duplicateTexts(match, results)
    .map((text) => `<p class="same">May be the same person as ${escapeHtml(text)}.</p>`)
    .join('');
}

function decided(match: MatchView): string {
  return decidedOf(match)
    .map((text) => `<p class="decided">Decided: ${isolated(plain(text))}</p>`)
    .join('');
}

function distinct(parts: PartView[]): PartView[] {
  return [...new Map(parts.map((part) => [part.requirement, part])).values()];
}

function meter(score: number): string {
  return `<svg viewBox="0 0 100 8" width="100" height="8" role="img" aria-label="score ${score.toFixed(3)}"><rect width="100" height="8" rx="4" class="track"/><rect width="${(score * 100).toFixed(1)}" height="8" rx="4" class="fill"/></svg>`;
}

function row({ requirement, kind, must, weight, score, evidence }: PartView): string {
  const quote =
    evidence === null
      ? '<span class="none">none found</span>'
      : `<q><bdi>${WHOLE.has(kind) ? escapeHtml(evidence.text) : highlighted(evidence.text, requirement)}</bdi></q> <small>p. ${evidence.page}</small>`;
  return `<tr><td>${isolated(requirement)} <small>${escapeHtml(kind)}${must ? ', must' : ''}</small></td><td class="n" data-label="weight">${weight.toFixed(3)}</td><td class="n" data-label="score">${score.toFixed(3)}</td><td class="n" data-label="points">${(weight * score).toFixed(3)}</td><td>${quote}</td></tr>`;
}

/** The quoted passage with the requirement's words marked. */
function highlighted(text: string, requirement: string): string {
  const words = (requirement.match(/[\p{L}\p{N}][\p{L}\p{N}+#.]*/gu) ?? []).filter((word) => word.length > 1);
  if (words.length === 0) return escapeHtml(text);
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})(?![\\p{L}\\p{N}])`,
    'giu',
  );
  return text
    .split(pattern)
    .map((part, i) => (i % 2 === 1 ? `<mark>${escapeHtml(part)}</mark>` : escapeHtml(part)))
    .join('');
}

const STYLE = `
:root{color-scheme:light dark;--text:#1a202c;--quiet:#5a6678;--page:#f6f7f9;--card:#fff;--line:#e2e6ec;--yes:#e3f4e8;--yes-text:#1d5f38;--no:#fdeaea;--no-text:#9b2c2c;--fill:#2f6f9f;--mark:#fff0a8}
@media screen and (prefers-color-scheme:dark){:root{--text:#e6ebf2;--quiet:#9aa7b8;--page:#12161c;--card:#1a2029;--line:#2c3542;--yes:#173524;--yes-text:#9be0b4;--no:#3a1d1f;--no-text:#f0a7a7;--fill:#63b3ed;--mark:#6b5a10}}
*{box-sizing:border-box}body{font:15px/1.55 system-ui,sans-serif;color:var(--text);background:var(--page);margin:0;overflow-wrap:anywhere}main{max-width:1000px;margin:0 auto;padding:2rem 1rem}
h1{margin:.1rem 0;font-size:1.7rem}.eyebrow,.note,.path,footer,small{color:var(--quiet)}.eyebrow,.path{margin:0;font-size:.9rem;overflow-wrap:anywhere}
article{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem 1.2rem;margin:1rem 0}h2{display:flex;align-items:center;gap:.7rem;margin:0;font-size:1.15rem}
.rank{background:var(--fill);color:var(--card);border-radius:6px;min-width:1.8rem;text-align:center;padding:0 .4rem}.score{margin-left:auto;flex:none;display:flex;align-items:center;gap:.6rem;font-variant-numeric:tabular-nums}
.track{fill:var(--line)}.fill{fill:var(--fill)}.chips{display:flex;flex-wrap:wrap;gap:.35rem}.chip{border-radius:999px;padding:.1rem .6rem;font-size:.85rem}.yes{background:var(--yes);color:var(--yes-text)}.yes::before{content:"✓ "}
.no{background:var(--no);color:var(--no-text)}.no::before{content:"missing: "}.found{color:var(--no-text);margin:.5rem 0;font-size:.9rem}.same,.decided{margin:.5rem 0;font-size:.9rem;font-weight:600}summary{cursor:pointer;color:var(--quiet)}table{border-collapse:collapse;width:100%;margin-top:.6rem;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-top:1px solid var(--line)}thead th{border-top:0;color:var(--quiet);font-weight:600}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}td small{white-space:nowrap}td:first-child{min-width:9rem}
mark{background:var(--mark);color:inherit;border-radius:3px;padding:0 .1em}.none{color:var(--quiet)}footer{font-size:.8rem}
@media (max-width:40rem){main{padding:1rem .7rem}article{padding:.8rem}.score svg{display:none}thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}table,tbody{display:block}tr{display:flex;flex-wrap:wrap;gap:0 .9rem;border-top:1px solid var(--line);padding:.45rem 0}
td{border:0;padding:0}td:is(:first-child,:last-child){flex:1 0 100%}td.n::before{content:attr(data-label) " ";color:var(--quiet)}}
@media print{body{background:#fff}article{break-inside:avoid}}`;
