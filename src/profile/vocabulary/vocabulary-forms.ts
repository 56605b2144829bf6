import { memoize } from '../../domain/memoize.js';
import type { Words } from '../text/words.js';

/** Ranks and levels before or after a title that do not change what the work is. Folded. */
const RANKS = new Set([
  'senior',
  'sr',
  'junior',
  'jr',
  'lead',
  'principal',
  'staff',
  'chief',
  'head',
  'deputy',
  'interim',
  'acting',
  'former',
  'ex',
  'experienced',
  'certified',
  'freelance',
  'part',
  'full',
  'time',
  'i',
  'ii',
  'iii',
  'iv',
  'v',
  '1',
  '2',
  '3',
  '4',
  'l1',
  'l2',
  'l3',
  'grade',
  'level',
  'mid',
  'intermediate',
  'entry',
  'associate',
  'assistant',
  'regional',
  'global',
  'remote',
]);
const isRank = memoize((word) => RANKS.has(word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')), 1_000);

/** Words between a title and what follows it. */
const BETWEEN = 'at for in with of bei chez en de presso bij'.split(' ');
const between = new Set(BETWEEN);
const PARTS = new RegExp(String.raw`\s[-–—|•·@]\s|[,;|/–—]|\s(?:${BETWEEN.join('|')})\s`, 'i');

/**
 * Whether one of the `titlePieces` of a text may end with the word at `at`: a quick test by what follows. Before a
 * single blank that is a word between parts, or a rank.
 */
export function mayEndPiece(text: string, { count, starts, ends }: Words, at: number): boolean {
  const next = starts[at + 1]!;
  if (at + 1 >= count || next - ends[at]! !== 1 || text[next - 1] !== ' ') return true;
  const blank = text.slice(next).search(/\s/);
  const word = text.slice(next, blank < 0 ? text.length : next + blank);
  return between.has(word.toLowerCase()) || isRank(word);
}

/**
 * Ways to read a title as written, best first: whole, without brackets, part by part ("Manager - Sales", "Developer at
 * X", "Head of Sales"), each also without ranks and levels.
 */
export function titlePieces(text: string): string[] {
  const plain = text.replace(/\([^)]*\)|\[[^\]]*\]/g, ' ').trim();
  const parts = plain.split(PARTS);
  const inner = [...text.matchAll(/\(([^)]+)\)/g)].map((match) => match[1]!);
  const forms = [text, plain, ...parts, ...inner].flatMap((form) => [form.trim(), withoutRanks(form)]);
  return [...new Set(forms)].filter((form) => form !== '');
}

function withoutRanks(text: string): string {
  const words = text.trim().split(/\s+/);
  while (words.length > 1 && isRank(words[0]!)) words.shift();
  while (words.length > 1 && isRank(words.at(-1)!)) words.pop();
  return words.join(' ');
}

const LEADS = new Set([
  'experience',
  'experienced',
  'knowledge',
  'proficient',
  'proficiency',
  'skilled',
  'familiar',
  'familiarity',
  'expert',
  'expertise',
  'strong',
  'good',
  'excellent',
  'basic',
  'advanced',
  'intermediate',
  'working',
  'hand',
  'on',
  'in',
  'with',
  'of',
  'and',
  'the',
  'using',
  'solid',
  'understanding',
  'great',
  'proven',
  'effective',
  'professional',
  'exceptional',
  'outstanding',
  'extensive',
  'ability',
  'to',
  'like',
  'such',
  'a',
]);
const TAILS = new Set([
  'programming',
  'language',
  'skill',
  'development',
  'framework',
  'database',
  'software',
  'tool',
  'technology',
  'library',
  'script',
  'scripting',
  'application',
  'platform',
  'concept',
  'basic',
  'advanced',
  'expert',
  'intermediate',
  'beginner',
  'version',
  'certified',
  'knowledge',
  'experience',
  'etc',
  'proficient',
  'api',
  'suite',
  'x',
  'ability',
  'technique',
]);
const isVersion = (word: string): boolean => /^(?:v?\d+[a-z]?|\d+x)$/.test(word);

/**
 * Ways to read a skill (folded words) as ranges `[from, to)`, best first: whole, then without "knowledge of",
 * "programming", "11g".
 */
export function skillCores({ folded, count }: Words): [from: number, to: number][] {
  const isTail = (from: number, to: number): boolean =>
    to - from > 1 && (TAILS.has(folded[to - 1]!) || isVersion(folded[to - 1]!));
  const forms: [number, number][] = [[0, count]];
  for (let to = count; isTail(0, to);) forms.push([0, --to]);
  let [from, to] = [0, count];
  while (to - from > 1 && LEADS.has(folded[from]!)) forms.push([++from, to]);
  while (isTail(from, to)) forms.push([from, --to]);
  return forms;
}
