import { GUARD } from './vocabulary-format.js';
import type { TermHit } from '../port.js';
import { GAP, type Words } from '../text/words.js';

/** A term that the trie found at words `from` to `to` (exclusive), before its context is checked. */
export interface Candidate {
  kind: TermHit['kind'];
  from: number;
  to: number;
  term: number;
  guard: number;
}

/** Words that announce or follow a skill. Folded. */
const TRIGGERS = new Set([
  'programming',
  'language',
  'developer',
  'developed',
  'development',
  'experience',
  'experienced',
  'proficient',
  'proficiency',
  'skill',
  'knowledge',
  'using',
  'framework',
  'code',
  'coding',
  'script',
  'scripting',
  'tool',
  'technology',
  'stack',
  'software',
  'certified',
  'database',
  'spreadsheet',
  'advanced',
  'formula',
  'macro',
  'server',
  'library',
  'engineer',
  'programmer',
  'backend',
  'frontend',
  'm',
  'microsoft',
  'written',
]);
/** Words that may precede a title that is a single everyday word. */
const TITLE_ARTICLES = new Set([
  'a',
  'an',
  'as',
  'experienced',
  'senior',
  'junior',
  'position',
  'role',
  'qualified',
  'als',
  'comme',
  'como',
  'come',
]);

/** Words within which a trigger or another skill supports an ambiguous word. */
const REACH = 4;
/** The most words between two neighbours of one list. */
const LIST_REACH = 2;

/** The candidates that pass their guard in their context. Linear, since only neighbours are looked at. */
export function supported(text: string, words: Words, candidates: Candidate[], kind: TermHit['kind']): Candidate[] {
  if (kind === 'title') return candidates.filter((candidate) => titleStands(text, words, candidate));
  return candidates.filter((_, i) => skillStands(text, words, candidates, i));
}

function titleStands(text: string, words: Words, candidate: Candidate): boolean {
  const written = text.slice(words.starts[candidate.from], words.ends[candidate.to - 1]);
  if (candidate.guard === GUARD.none) return true;
  if (candidate.guard === GUARD.upper) return written === written.toUpperCase();
  if (candidate.guard === GUARD.context) return isCapital(written) && isItem(words, candidate);
  return isCapital(written) || (candidate.from > 0 && TITLE_ARTICLES.has(words.folded[candidate.from - 1]!));
}

function skillStands(text: string, words: Words, candidates: Candidate[], i: number): boolean {
  const candidate = candidates[i]!;
  if (candidate.guard === GUARD.none) return true;
  const written = text.slice(words.starts[candidate.from], words.ends[candidate.to - 1]);
  if (candidate.guard === GUARD.upper) return written === written.toUpperCase();
  if (candidate.to - candidate.from === 1 && written.length === 1 && namesLetter(words, candidate)) return false;
  const neighbours = [candidates[i - 1], candidates[i + 1]].filter(
    (other) => other !== undefined && wordsBetween(candidate, other) <= LIST_REACH,
  );
  const item = isItem(words, candidate);
  const listed = item && neighbours.some((other) => other!.guard === GUARD.none || isItem(words, other!));
  if (candidate.guard === GUARD.item) return listed;
  if (listed && neighbours.some((other) => other!.guard === GUARD.none)) return true;
  // A single letter beside a skill in prose is more often a grade or group than a language.
  return (
    isCapital(written) &&
    (listed ||
      (!isVerb(text, words, candidate) &&
        (hasTrigger(words, candidate) || (written.length > 1 && nearSkill(words, candidates, i)))))
  );
}

/** Words before a letter that is not a language: "Grade C", "Vitamin C". Folded. */
const LETTERED = new Set(
  'grade class category vitamin hepatitis type level group section part plan block unit series schedule appendix annex licence license form zone band tier stage phase step option figure table rated rating note klasse kategorie stufe typ gruppe fuhrerschein fuhrerscheinklasse abschnitt anhang teil permis classe categorie groupe annexe niveau carne clase categoria grupo nivel anexo patente livello allegato carta rijbewijs groep bijlage'.split(
    ' ',
  ),
);

function namesLetter(words: Words, { from }: Candidate): boolean {
  return from > 0 && words.gaps[from]! < GAP.stop && LETTERED.has(words.folded[from - 1]!);
}

/** Whether a candidate stands alone between separators of a list: commas, bullets, line ends, slashes. */
function isItem(words: Words, candidate: Candidate): boolean {
  return words.gaps[candidate.from]! >= GAP.slash && words.gaps[candidate.to]! >= GAP.slash;
}

function wordsBetween(a: Candidate, b: Candidate): number {
  return a.from < b.from ? b.from - a.to : a.from - b.to;
}

function hasTrigger(words: Words, candidate: Candidate): boolean {
  for (let at = candidate.from - 1; at >= 0 && at >= candidate.from - REACH && words.gaps[at + 1]! < GAP.stop; at--) {
    if (TRIGGERS.has(words.folded[at]!)) return true;
  }
  for (let at = candidate.to; at < words.count && at < candidate.to + REACH && words.gaps[at]! < GAP.stop; at++) {
    if (TRIGGERS.has(words.folded[at]!)) return true;
  }
  return false;
}

/**
 * Whether another skill stands a few words away in the same sentence, one that needs no context itself and is no
 * everyday word.
 */
function nearSkill(words: Words, candidates: Candidate[], i: number): boolean {
  const candidate = candidates[i]!;
  return [candidates[i - 1], candidates[i + 1]].some(
    (other) =>
      other?.guard === GUARD.none &&
      wordsBetween(candidate, other) <= LIST_REACH &&
      sameSentence(words, candidate, other),
  );
}

/**
 * Whether a skill's name is a verb here: "Express interest in drama", "Excel in customer service". At the start of a
 * sentence a capital proves nothing.
 */
function isVerb(text: string, words: Words, { from, to }: Candidate): boolean {
  if (
    words.gaps[from]! < GAP.break ||
    words.gaps[to] !== GAP.join ||
    to >= words.count ||
    !VERBS.has(words.folded[from]!)
  )
    return false;
  return (
    !isCapital(text.slice(words.starts[to], words.ends[to])) &&
    (words.folded[from] === 'make' || BEHIND_VERBS.has(words.folded[to]!))
  );
}

/** Skills that are also verbs or things, and words after them that show it. Folded. */
const VERBS = new Set('excel express react go make access spark spring dash sketch scratch swift word rust'.split(' '));
const BEHIND_VERBS = new Set(
  'in at under to on off of from through into a an the your our their every each interest quickly fast well yourself'.split(
    ' ',
  ),
);

function sameSentence(words: Words, a: Candidate, b: Candidate): boolean {
  const [first, second] = a.from < b.from ? [a, b] : [b, a];
  for (let at = first.to; at <= second.from; at++) if (words.gaps[at] === GAP.stop) return false;
  return true;
}

function isCapital(written: string): boolean {
  const first = written[0]!;
  return first !== first.toLowerCase();
}
