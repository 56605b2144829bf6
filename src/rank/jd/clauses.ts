import { foldSame, pieces, wordSet } from './words/index.js';

/**
 * What a stretch of a sentence says of the things in it: `must` have, `nice` to have, expressly not asked for
 * (`excluded`), or nothing by itself (`plain`).
 */
export type Sense = 'plain' | 'must' | 'nice' | 'excluded';

export interface Clause {
  start: number;
  end: number;
  sense: Sense;
}

const BUT = pieces((words) => words.but);
const DETERMINER = pieces((words) => words.negation.determiners);
const ADVERB = pieces((words) => words.negation.adverbs);
const WITHOUT = pieces((words) => words.negation.without);
const UNNEEDED = pieces((words) => words.negation.unneeded);
const FRIEND = pieces((words) => words.negation.friends, '^[\\s]*(?:[\\p{L}]+ )?%');
const NICE = pieces((words) => words.nice);
const MUST = pieces((words) => words.must);
const AND = pieces((words) => `${words.and}|${words.or}`);
const EMPTY = wordSet((words) => `${words.empty} ${words.but.replaceAll('|', ' ')}`);
const LEAD = wordSet((words) => `${words.lead.nouns} ${words.lead.adjectives}`);
const PREDICATES = wordSet((words) => words.negation.predicates.replaceAll('|', ' '));
const PLURAL =
  /(?:^|[^\p{L}])(?:are|sind|waren|sont|seraient|seront|son|seran|serian|sono|saranno|sarebbero|sao|serao|seriam|zijn|would be|werden|ware[nt]?|is|ist|est|es|e|sera|sara|serait|seria|sarebbe)(?![\p{L}])/u;

/** What separates clauses: brackets, semicolons, colons, dashes, sentence ends, commas, "but". */
const BORDER = /[;()[\]]|:(?=\s|$)|[.!?](?=\s|$)|\s-\s|,(?=\s|\p{L})/gu;

interface Piece {
  start: number;
  end: number;
  /** The punctuation mark before it. */
  mark: string;
  sense: Sense;
  /** Where its sense begins to apply: the piece's start, or later where the sense does not cover its first words. */
  from: number;
  /** Contains its sense and nothing else: "(optional)", "a plus". */
  hollow: boolean;
}

/** Cuts a line into clauses by what they say of the things in them. Together the clauses cover the whole line. */
export function clausesOf(line: string): Clause[] {
  const folded = foldSame(line);
  const found = piecesOf(folded);
  for (const piece of found) sensePiece(folded, piece);
  found.forEach((piece, i) => {
    spread(folded, found, piece, i);
  });
  return joined(found);
}

function piecesOf(folded: string): Piece[] {
  const borders = [...folded.matchAll(BORDER)].map((m) => ({
    at: m.index,
    end: m.index + m[0].length,
    mark: m[0].trim(),
  }));
  for (const m of folded.matchAll(BUT)) borders.push({ at: m.index, end: m.index, mark: 'but' });
  for (const m of folded.matchAll(AND))
    if (negates(folded.slice(m.index + m[0].length, m.index + m[0].length + 24)))
      borders.push({ at: m.index, end: m.index, mark: 'but' });
  borders.sort((a, b) => a.at - b.at);
  const found: Piece[] = [];
  let start = 0;
  /** The last border that had no letter or digit between it and the one before. */
  let empty = 0;
  let mark = '';
  for (const border of [...borders, { at: folded.length, end: folded.length, mark: '' }]) {
    // A comma between thousands or inside a word separates nothing.
    if (border.mark === ',' && /\d/.test(folded[border.at - 1] ?? '') && /\d/.test(folded[border.at + 1] ?? ''))
      continue;
    if (start > 0 && !/[\p{L}\p{N}]/u.test(folded.slice(Math.max(start, empty), border.at)) && border.mark !== '') {
      mark = border.mark;
      empty = border.at;
      continue;
    }
    found.push({ start, end: border.at, mark, sense: 'plain', from: start, hollow: false });
    start = border.at;
    mark = border.mark;
  }
  return found.filter((piece) => piece.end > piece.start);
}

/** A negated clause of its own: "and no X", "and you will not X". */
function negates(text: string): boolean {
  return /^\s+(?:(?:you|we|there is|you'll|du|wir|sie|es|nous|vous)\s+)?(?:(?:will|do|are|is|have|brauchst|brauchen|n')\s*)?(?:no|not|without|don't|won't|never|kein\w*|nicht|ohne|aucune?|sans|sin|senza|sem|geen|zonder)\s/u.test(
    text,
  );
}

function first(pattern: RegExp, text: string): RegExpExecArray | null {
  pattern.lastIndex = 0;
  return pattern.exec(text);
}

function sensePiece(folded: string, piece: Piece): void {
  const text = folded.slice(piece.start, piece.end);
  const negation = negationIn(text);
  if (negation !== null) {
    piece.sense = 'excluded';
    piece.from = piece.start + negation.from;
    piece.hollow =
      isHollow(text.slice(negation.from), true) &&
      (negation.from === 0 || isHollow(text.slice(0, negation.from), true));
    return;
  }
  const unneeded = first(UNNEEDED, text);
  const cue = unneeded ?? first(NICE, text) ?? first(MUST, text);
  if (cue === null) return;
  piece.sense = unneeded !== null ? 'excluded' : first(NICE, text) !== null ? 'nice' : 'must';
  piece.hollow = isHollow(`${text.slice(0, cue.index)} ${text.slice(cue.index + cue[0].length)}`, false);
}

/** Where the stretch that a negation excludes begins; null where nothing is negated. */
function negationIn(text: string): { from: number } | null {
  const determiner = meant(DETERMINER, text);
  const adverb = meant(ADVERB, text);
  if (determiner === null && adverb === null) return null;
  const one = adverb === null || (determiner !== null && determiner.index < adverb.index) ? determiner! : adverb;
  if (isTakenBack(text, one)) return null;
  const rest = text.slice(one.index + one[0].length);
  if (saysNotNeeded(rest)) return { from: 0 };
  // "geen vereiste" refers back to what stands before it; "no C++" to what follows.
  if (isHollow(rest, true)) return { from: 0 };
  return { from: one.index };
}

function meant(pattern: RegExp, text: string): RegExpExecArray | null {
  pattern.lastIndex = 0;
  for (let m = pattern.exec(text); m !== null; m = pattern.exec(text)) {
    const rest = text.slice(m.index + m[0].length, m.index + m[0].length + 40);
    FRIEND.lastIndex = 0;
    // "No. 1", "not-for-profit" and "no-code" are names; Portuguese "no" and Italian "ne" before a noun of place mean
    // "in the".
    if (/^[-.](?=\S)|^\. ?\d/.test(rest) || FRIEND.test(rest)) continue;
    if (m[0] === 'no' && isPortuguese(text, m.index)) continue;
    // Such as German "findet statt": with nothing after it, it negates nothing.
    if (pattern === DETERMINER && !/[\p{L}\p{N}]/u.test(text.slice(m.index + m[0].length))) continue;
    return m;
  }
  return null;
}

/** Whether "no" is Portuguese for "in the", which never opens a denying clause. */
function isPortuguese(text: string, at: number): boolean {
  if (at < 3 || /(?<!\p{L})(?:the|needed|required|experience|knowledge|there|you|we)(?!\p{L})/u.test(text))
    return false;
  if (/^no (?:es|se|son|hace|necesit|us|ped|requ|ser|exig|debe|tien|hay|quer|busc|importa)/u.test(text.slice(at)))
    return false;
  return /(?<!\p{L})(?:com|em|voce|noss[ao]|uma|ao|aos|pel[ao]|dos|das|experiencia|conhecimentos?|atuar|atuacao|foco|trabalh\p{L}*|vivencia)(?!\p{L})/u.test(
    text,
  );
}

/** Two negations cancel out: "Not without Docker", "do not apply if you lack Java". */
function isTakenBack(text: string, one: RegExpExecArray): boolean {
  const after = text.slice(one.index + one[0].length);
  const other = first(WITHOUT, after);
  if (other !== null) return true;
  return (
    /\b(?:if|unless|wenn|si|se|als) (?:you |du |sie |vous |je )?(?:have no|don't|do not|kein\w*|n'avez pas)/u.test(
      text,
    ) && /apply|bewirb|postule|solliciteer/u.test(text)
  );
}

/**
 * Whether "needed", "strictly required" or "zwingend erforderlich" follows a negation, before any word with content.
 */
function saysNotNeeded(rest: string): boolean {
  let seen = 0;
  for (const word of wordsOf(rest)) {
    if (PREDICATES.has(word)) return true;
    if (!EMPTY.has(word) || ++seen > 5) return false;
  }
  return false;
}

/** Contains nothing that could be asked for. */
function isHollow(text: string, predicates: boolean): boolean {
  return wordsOf(text).every((word) => EMPTY.has(word) || isNegator(word) || (predicates && PREDICATES.has(word)));
}

function isNegator(word: string): boolean {
  return first(ADVERB, word)?.[0] === word || first(DETERMINER, word)?.[0] === word || first(MUST, word)?.[0] === word;
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'+#.-]*/gu)?.map((word) => word.replace(/[.'-]+$/, '')) ?? [];
}

/** The most list items that a sense can reach over. */
const MOST_ITEMS = 24;

/** Extends a sense beyond its own piece: back over a list that it closes, or forward over a list that it opens. */
function spread(folded: string, all: Piece[], piece: Piece, i: number): void {
  if (piece.sense === 'plain') return;
  const before = all[i - 1];
  if (piece.hollow && piece.sense !== 'must') {
    const next = all[i + 1];
    if (
      next !== undefined &&
      next.sense === 'plain' &&
      (next.mark === ':' || (before === undefined && /^[)\]-]$/.test(next.mark)))
    )
      return spreadOn(all, piece, i);
    if (next !== undefined && next.mark === 'but' && next.sense === 'nice' && next.hollow) piece.sense = 'nice';
    // "a plus, not a must" is still a plus.
    if (piece.sense === 'excluded' && before?.sense === 'nice') {
      piece.sense = 'nice';
      return;
    }
    if (before !== undefined && piece.mark !== '') return spreadBack(folded, all, piece, i, /^[([,]$/.test(piece.mark));
    if (next !== undefined && next.mark === ',' && before === undefined && opens(folded, piece))
      return spreadOn(all, piece, i);
    return;
  }
  const next = all[i + 1];
  if (piece.sense === 'excluded' && next?.mark === 'but' && next.sense === 'nice' && next.hollow) {
    piece.sense = 'nice';
    piece.from = piece.start;
  }
  const text = folded.slice(piece.start, piece.end);
  if (endsList(text, piece, folded, all, i)) spreadBack(folded, all, piece, i, false);
  if (piece.sense !== 'must' && (opens(folded, piece) || piece.from > piece.start || isDeterminer(text)))
    spreadOver(folded, all, piece, i);
}

function isDeterminer(text: string): boolean {
  const m = first(DETERMINER, text);
  return m !== null && text.slice(0, m.index).trim().length < 3;
}

/** The cue comes first: "ideally Kafka, Docker". */
function opens(folded: string, piece: Piece): boolean {
  const text = folded.slice(piece.start, piece.end).replace(/^[^\p{L}\p{N}]+/u, '');
  const cue = first(NICE, text) ?? first(UNNEEDED, text);
  return cue !== null && cue.index < 3;
}

/** The cue comes last: "A, B and C are a plus", "experience with A, B, C is not needed". */
function endsList(text: string, piece: Piece, folded: string, all: Piece[], i: number): boolean {
  if (piece.sense === 'must' || piece.mark !== ',' || piece.from !== piece.start) return false;
  if (first(AND, text) !== null) return true;
  const begin = sentenceStart(all, i);
  const lead = wordsOf(folded.slice(all[begin]!.start, all[begin]!.end))
    .slice(0, 2)
    .some((word) => LEAD.has(word));
  return lead && PLURAL.test(text) && !/^[^\p{L}]*(?:but|aber|mais)/u.test(text);
}

function sentenceStart(all: Piece[], i: number): number {
  let at = i;
  while (at > Math.max(0, i - MOST_ITEMS) && all[at]!.mark === ',') at--;
  return at;
}

/** An item of a list: a few words without a sense of their own. */
function isItem(folded: string, piece: Piece): boolean {
  return piece.sense === 'plain' && wordsOf(folded.slice(piece.start, piece.end)).length <= 6;
}

function spreadBack(folded: string, all: Piece[], { sense }: Piece, i: number, one: boolean): void {
  for (let at = i - 1; at >= Math.max(0, i - MOST_ITEMS); at--) {
    const piece = all[at]!;
    if (!isItem(folded, piece) && !(at === i - 1 && piece.sense !== 'excluded' && piece.sense !== 'nice')) return;
    piece.sense = sense;
    piece.from = piece.start;
    if (one || piece.mark !== ',') return;
  }
}

/** After "Not needed" with a colon or a comma: the rest of the sentence. */
function spreadOn(all: Piece[], { sense }: Piece, i: number): void {
  for (let at = i + 1; at < all.length; at++) {
    const piece = all[at]!;
    if (piece.mark === ';' || /^[.!?]$/.test(piece.mark) || (piece.sense !== 'plain' && piece.sense !== 'must')) return;
    piece.sense = sense;
    piece.from = piece.start;
  }
}

/** "No Java, PHP or Perl": across the commas of a list that ends with "or". */
function spreadOver(folded: string, all: Piece[], { sense }: Piece, i: number): void {
  const list: Piece[] = [];
  for (const piece of all.slice(i + 1, i + 1 + MOST_ITEMS)) {
    if (piece.mark !== ',' || !isItem(folded, piece)) break;
    list.push(piece);
    if (first(AND, folded.slice(piece.start, piece.end)) !== null) break;
  }
  const last = list.at(-1);
  if (last === undefined || (sense === 'excluded' && first(AND, folded.slice(last.start, last.end)) === null)) return;
  for (const piece of list) piece.sense = sense;
}

function joined(all: Piece[]): Clause[] {
  const clauses: Clause[] = [];
  const put = (start: number, end: number, sense: Sense): void => {
    const last = clauses.at(-1);
    if (start >= end) return;
    if (last?.sense === sense && last.end === start) last.end = end;
    else clauses.push({ start, end, sense });
  };
  for (const piece of all) {
    put(piece.start, piece.from, 'plain');
    put(piece.from, piece.end, piece.sense);
  }
  return clauses;
}
