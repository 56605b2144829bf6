import { csvRow } from '../text/csv.js';
import { matchedParts, missingParts, nameOf, type RankingView } from './match-text.js';

/** RFC 4180, one row per candidate. Cells that a spreadsheet would take for a formula are turned into text. */
export function matchesCsv({ results }: RankingView): string {
  const rows = results.map((match) => [
    String(match.rank),
    match.score.toFixed(6),
    match.name ?? '',
    match.path,
    match.cvId,
    listed(matchedParts(match)),
    listed(missingParts(match)),
  ]);
  return [['rank', 'score', 'name', 'path', 'cvId', 'matched', 'missing'], ...rows].map(csvRow).join('\r\n');
}

function listed(parts: { requirement: string }[]): string {
  return [...new Set(parts.map(({ requirement }) => requirement))].join('; ');
}

/** A GitHub-flavoured table. */
export function matchesMarkdown({ jd, results }: RankingView): string {
  const rows = results.map(
    (match) =>
      `| ${match.rank} | ${plain(nameOf(match))} | ${match.score.toFixed(3)} | ${plain(listed(matchedParts(match)))} | ${plain(listed(missingParts(match)))} |`,
  );
  return [
    `## Candidates for ${plain(jd.title ?? 'this JD')}`,
    '',
    '| Rank | Candidate | Score | Matched | Missing |',
    '| ---: | --- | ---: | --- | --- |',
    ...rows,
  ].join('\n');
}

function plain(text: string): string {
  return text.replace(/[\\|*_`<>[\]]/g, (c) => `\\${c}`).replace(/\s+/g, ' ');
}
