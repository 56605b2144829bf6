import { csvRow } from '../text/csv.js';
import { fileOf } from '../text/file-name.js';
import { markdownText } from '../text/markdown.js';
import {
  decidedOf,
  duplicateTexts,
  matchedParts,
  missingParts,
  nameOf,
  type MatchView,
  type RankingView,
} from './match-text.js';

const COLUMNS = [
  ...['rank', 'score', 'name', 'path', 'cvId', 'matched', 'missing', 'candidateId', 'possibleDuplicates'],
  ...['decision', 'stage', 'reason', 'decidedBy', 'decidedAt'],
];

/** RFC 4180, one row per candidate. Cells that a spreadsheet would take for a formula are turned into text. */
export function matchesCsv({ results }: RankingView): string {
  const rows = results.map((match) => [
    String(match.rank),
    match.score.toFixed(6),
    match.name ?? '',
    fileOf(match),
    match.cvId,
    listed(matchedParts(match)),
    listed(missingParts(match)),
    match.candidateId,
    (match.possibleDuplicates ?? []).map(({ cvId }) => cvId).join('; '),
    ...decisionCells(match),
  ]);
  return [[...COLUMNS], ...rows].map(csvRow).join('\r\n');
}

function decisionCells({ decision }: MatchView): string[] {
  if (decision === undefined) return ['', '', '', '', ''];
  const { stage, reason, by, keyId, at } = decision;
  return [decision.decision, stage ?? '', reason ?? '', by ?? (keyId === null ? '' : `key ${keyId}`), at];
}

function listed(parts: { requirement: string }[]): string {
  return [...new Set(parts.map(({ requirement }) => requirement))].join('; ');
}

/** A GitHub-flavoured table. */
export function matchesMarkdown({ jd, results }: RankingView): string {
  const rows = results.map(
    (match) =>
      `| ${match.rank} | ${markdownText(nameOf(match))} | ${match.score.toFixed(3)} | ${markdownText(listed(matchedParts(match)))} | ${markdownText(listed(missingParts(match)))} |`,
  );
  const notes = results.flatMap((match) =>
    duplicateTexts(match, results).map(
      (text) => `- rank ${match.rank} may be the same person as ${markdownText(text)}`,
    ),
  );
  const decided = results.flatMap((match) =>
    decidedOf(match).map((text) => `- rank ${match.rank}: ${markdownText(text)}`),
  );
  return [
    `## Candidates for ${markdownText(jd.title ?? 'this JD')}`,
    '',
    '| Rank | Candidate | Score | Matched | Missing |',
    '| ---: | --- | ---: | --- | --- |',
    ...rows,
    ...(notes.length + decided.length === 0 ? [] : ['', ...notes, ...decided]),
  ].join('\n');
}
