import type { Evidence, MatchPart, Requirement } from '../domain/index.js';
import { lookUp, readFeatures, type CvWords } from './features/format.js';
import type { Candidate, ScoredCv } from './score.js';
import type { Place } from './features/titles.js';
import { foldWords, hashWord } from './words.js';
import type { JdPlan } from './jd-plan.js';

const LONGEST_QUOTE = 240;

/**
 * The parts of a match with the evidence they quote from `text`, the CV's. Only computed for the few CVs that are
 * shown.
 */
export function explainParts(plan: JdPlan, scored: ScoredCv, cv: Candidate, text: string): MatchPart[] {
  const { words } = readFeatures(cv.features);
  return scored.parts.map(({ part, weight, score, at }) => ({
    requirement: part.requirement.text,
    kind: part.kind,
    must: part.requirement.must,
    ...asked(part.requirement),
    weight,
    score,
    evidence:
      score === 0 ? null : quote(text, at ?? (part.kind === 'words' ? tellingPassage(plan, cv, words, text) : null)),
  }));
}

/** The optional fields of a requirement that are set. */
function asked({ alternatives, years, maxYears }: Requirement): Pick<MatchPart, 'alternatives' | 'years' | 'maxYears'> {
  return {
    ...(alternatives === undefined ? {} : { alternatives: alternatives.map(({ text }) => text) }),
    ...(years === undefined ? {} : { years }),
    ...(maxYears === undefined ? {} : { maxYears }),
  };
}

/** A place with as much of its line as fits around it, verbatim, cut at word borders. */
export function quote(text: string, at: Place | null): Evidence | null {
  if (at === null) return null;
  const [from, to, page] = at;
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const nextLine = text.indexOf('\n', to);
  const lineEnd = nextLine === -1 ? text.length : nextLine;
  const room = Math.max(0, LONGEST_QUOTE - (to - from));
  let start = Math.max(lineStart, from - Math.floor(room / 2));
  let end = Math.min(lineEnd, start + LONGEST_QUOTE);
  if (start > lineStart) while (start < from && !/\s/.test(text[start - 1]!)) start++;
  if (end < lineEnd) while (end > Math.min(to, start + LONGEST_QUOTE) && !/\s/.test(text[end]!)) end--;
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return start === end ? null : { text: text.slice(start, end), start, end, page };
}

/** The passage with the highest total weight of JD words. */
function tellingPassage(plan: JdPlan, cv: Candidate, words: CvWords, text: string): Place | null {
  const weights = new Map(
    plan.words.filter(({ hash }) => lookUp(words, hash) !== null).map(({ hash, weight }) => [hash, weight]),
  );
  let best: { sum: number; at: Place } | null = null;
  for (const { start, end, page } of cv.passages) {
    const found = new Set(
      foldWords(text.slice(start, end))
        .map(hashWord)
        .filter((hash) => weights.has(hash)),
    );
    const sum = [...found].reduce((total, hash) => total + weights.get(hash)!, 0);
    if (sum > (best?.sum ?? 0)) best = { sum, at: [start, end, page] };
  }
  return best?.at ?? null;
}
