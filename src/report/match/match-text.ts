import { reasonText } from '../candidates.js';
import { distinctFile, shortFile } from '../text/file-name.js';
import { decisionText, type DecisionView } from '../decisions.js';
import { plain } from '../text/plain.js';

/** What the renderers need of a ranking; the domain's Ranking has it. */
export interface RankingView {
  jd: { hash: string; title: string | null; truncated: boolean; notAsked?: string[] };
  fingerprint: string;
  results: MatchView[];
}

export interface MatchView {
  id: string;
  rank: number;
  cvId: string;
  candidateId: string;
  path: string;
  /** As uploaded; null for a file on the disk. */
  fileName: string | null;
  name: string | null;
  score: number;
  parts: PartView[];
  findings?: { code: string; message: string }[];
  possibleDuplicates?: DuplicateView[];
  decision?: DecisionView;
}

export interface DuplicateView {
  pair: number;
  candidateId: string;
  cvId: string;
  reasons: string[];
}

export interface PartView {
  requirement: string;
  kind: string;
  must: boolean;
  weight: number;
  score: number;
  evidence: { text: string; start: number; end: number; page: number } | null;
}

export interface TextOptions {
  width: number;
  color: boolean;
  explain: boolean;
}

/** A requirement that scores less is missing. */
const SHOWN = 0.5;
/** Kinds that compare the whole JD and so are neither matched nor missing. */
export const WHOLE = new Set(['words', 'meaning', 'rerank']);

export function matchedParts(match: Pick<MatchView, 'parts'>): PartView[] {
  return match.parts.filter((part) => !WHOLE.has(part.kind) && part.score >= SHOWN);
}

/** Missing requirements, musts first; a missing nice-to-have is not listed. */
export function missingParts(match: Pick<MatchView, 'parts'>): PartView[] {
  return match.parts.filter((part) => !WHOLE.has(part.kind) && part.score < SHOWN && part.must);
}

export function nameOf(match: Pick<MatchView, 'name' | 'cvId' | 'path' | 'fileName'>): string {
  return match.name ?? shortFile(match);
}

/** Candidates who may be the same person, by rank if they are in this ranking: `rank 2 (same e-mail), pair 7`. */
export function duplicateTexts({ possibleDuplicates = [] }: MatchView, results: MatchView[]): string[] {
  return possibleDuplicates.map(({ pair, candidateId, cvId, reasons }) => {
    const ranked = results.find((one) => one.candidateId === candidateId);
    const who = ranked === undefined ? `CV ${cvId.slice(0, 12)}` : `rank ${ranked.rank}`;
    return `${who} (${reasonText(reasons)}), pair ${pair}`;
  });
}

/** The decision as text; empty if nobody has decided. */
export function decidedOf({ decision }: MatchView): string[] {
  return decision === undefined ? [] : [decisionText(decision)];
}

/**
 * A table for people: rank, candidate, score, what matched, what is missing; with `explain` every part of the score.
 */
export function renderMatches(ranking: RankingView, options: TextOptions): string {
  const { results, jd } = ranking;
  const head = `${results.length} ${results.length === 1 ? 'candidate' : 'candidates'} for ${jd.title === null ? 'this JD' : `"${plain(jd.title)}"`}`;
  const nameWidth = Math.min(28, Math.max(9, ...results.map((match) => shownName(match).length)));
  const blocks = results.map((match) =>
    options.explain ? explained(match, results, options) : summarised(match, results, nameWidth, options),
  );
  const not =
    options.explain && jd.notAsked !== undefined
      ? [style(`not asked: ${jd.notAsked.map(plain).join(', ')}`, DIM, options)]
      : [];
  return [style(head, BOLD, options), ...not, '', ...blocks].join('\n');
}

/** The name, made safe for one line of a terminal. */
function shownName(match: MatchView): string {
  return plain(nameOf(match));
}

const BOLD = 1;
const DIM = 2;
const RED = 31;
const GREEN = 32;
const YELLOW = 33;

function style(text: string, code: number, { color }: TextOptions): string {
  return color ? `\u001b[${code}m${text}\u001b[0m` : text;
}

const BAR = 10;

function bar(score: number): string {
  const eighths = Math.round(score * BAR * 8);
  const rest = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8]!;
  return ('█'.repeat(Math.floor(eighths / 8)) + rest).padEnd(BAR);
}

function summarised(match: MatchView, results: MatchView[], nameWidth: number, options: TextOptions): string {
  const left = `${String(match.rank).padStart(3)}  ${fit(shownName(match), nameWidth)}  ${match.score.toFixed(3)} ${bar(match.score)}  `;
  const room = Math.max(20, options.width - left.length - 10);
  const lines = [
    ...wrap(joined(matchedParts(match)), room).map(
      (line, i) => `${style(i === 0 ? 'matched   ' : '          ', GREEN, options)}${line}`,
    ),
    ...wrap(joined(missingParts(match)), room).map(
      (line, i) => `${style(i === 0 ? 'missing   ' : '          ', RED, options)}${line}`,
    ),
  ];
  const found = wrap(
    (match.findings ?? []).map(({ code }) => plain(code)),
    room,
  ).map((line) => `${style('found     ', RED, options)}${line}`);
  const same = duplicateTexts(match, results)
    .slice(0, MOST_LINES)
    .map((line) => `${style('same as?  ', YELLOW, options)}${line}`);
  const decided = decidedOf(match).map((text) => `${style('decided   ', BOLD, options)}${fitLoose(plain(text), room)}`);
  const [first = '', ...others] = [...lines, ...found, ...same, ...decided];
  return [left + first, ...others.map((line) => ' '.repeat(left.length) + line), ''].join('\n');
}

/**
 * Order of parts: those asked for by a flag (they have no weight), then title, skills and the rest; the strongest of
 * each kind first, since lines are short.
 */
const ORDER = ['title', 'skill', 'term', 'certificate', 'language', 'seniority', 'experience', 'education', 'location'];

function joined(parts: PartView[]): string[] {
  const sorted = [...parts].sort(
    (a, b) =>
      Number(b.weight === 0) - Number(a.weight === 0) ||
      ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) ||
      b.weight - a.weight,
  );
  return [...new Set(sorted.map(({ requirement }) => plain(requirement)))];
}

const MOST_LINES = 2;

/** As many items as fit into the lines, and the number of those left out. */
function wrap(items: string[], width: number): string[] {
  const lines: string[] = [];
  for (const [i, item] of items.entries()) {
    const last = lines.at(-1);
    const more = ` +${items.length - i} more`;
    if (last !== undefined && last.length + item.length + 2 + more.length <= width)
      lines[lines.length - 1] = `${last}, ${item}`;
    else if (lines.length < MOST_LINES) lines.push(fitLoose(item, width - more.length));
    else return [...lines.slice(0, -1), `${last!}${more}`];
  }
  return lines;
}

function fit(text: string, width: number): string {
  return fitLoose(text, width).padEnd(width);
}

function fitLoose(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

/**
 * Every part as share x score = points, with whether it is a must, and the quoted passage. The points sum to the score.
 */
function explained(match: MatchView, results: MatchView[], options: TextOptions): string {
  const head = `${String(match.rank).padStart(3)}  ${style(shownName(match), BOLD, options)}  ${match.score.toFixed(3)} ${bar(match.score)}`;
  const lines = [...match.parts]
    .sort((a, b) => b.weight * b.score - a.weight * a.score || b.weight - a.weight)
    .map((part) => explainedPart(part, options));
  const found = (match.findings ?? []).map(
    ({ code, message }) => `     ${style(plain(code), RED, options)}: ${plain(message)}`,
  );
  const same = duplicateTexts(match, results).map(
    (line) => `     ${style('may be the same person as', YELLOW, options)} ${line}`,
  );
  return [
    head,
    style(`     ${plain(distinctFile(match))}`, DIM, options),
    ...found,
    ...same,
    ...decidedOf(match).map((text) => `     ${style('decided', BOLD, options)}: ${plain(text)}`),
    style('     points = weight x score', DIM, options),
    ...lines,
    '',
  ].join('\n');
}

function explainedPart(part: PartView, options: TextOptions): string {
  const { requirement, kind, must, weight, score, evidence } = part;
  const missing = !WHOLE.has(kind) && score < SHOWN;
  const numbers = `${(weight * score).toFixed(3)} = ${weight.toFixed(3)} x ${score.toFixed(3)}`;
  const label = `${kind}${must ? ' (must)' : ''}: ${plain(requirement)}`;
  const line = `     ${numbers}  ${missing ? style(label, must ? RED : DIM, options) : label}`;
  if (evidence === null) return line;
  const quoted = fitLoose(plain(evidence.text.replace(/\s+/g, ' ')), Math.max(30, options.width - 20));
  return `${line}\n${style(`            "${quoted}" (p. ${evidence.page})`, DIM, options)}`;
}
