import { createHash } from 'node:crypto';
import type { InventedName } from './invented-names.js';

/** Counterfactuals: the same CV with one fact about the person changed. */
export const SWAPS = ['name', 'gender', 'school', 'address', 'birth', 'photo'] as const;
export type Swap = (typeof SWAPS)[number];

export interface SwapSource {
  text: string;
  /** The name as the parser read it, with its place; null where it found none. */
  name: { value: string; start: number; end: number } | null;
  /** The places in the text that identify the person, the name included. */
  identity: readonly { start: number; end: number }[];
  schools: string[];
}

const SCHOOLS = [
  'Northfield State University',
  'Saint Aldric College',
  'Riverbend Community College',
  'Hochschule Altenbrück',
  'Université de Valbonne',
];
const GENDER_PAIRS = [
  ['he', 'she'],
  ['him', 'her'],
  ['his', 'her'],
  ['himself', 'herself'],
  ['mr', 'ms'],
  ['mr', 'mrs'],
  ['man', 'woman'],
  ['men', 'women'],
  ['male', 'female'],
  ['father', 'mother'],
  ['husband', 'wife'],
  ['fraternity', 'sorority'],
  ['chairman', 'chairwoman'],
  ['salesman', 'saleswoman'],
  ['businessman', 'businesswoman'],
  ['boys', 'girls'],
  ['boy', 'girl'],
  ['gentleman', 'lady'],
  ['herr', 'frau'],
] as const;

/**
 * The changed texts of a CV; empty where there is nothing to change. `salt` selects the replacements, always the same
 * ones for the same salt.
 */
export function variantsOf(source: SwapSource, swap: Swap, salt: string, names: readonly InventedName[]): string[] {
  const texts = swap === 'name' ? names.map((name) => named(source, name)) : [SWAPPERS[swap](source, salt)];
  return texts.filter((text) => text !== source.text);
}

const SWAPPERS: Record<Exclude<Swap, 'name'>, (source: SwapSource, salt: string) => string> = {
  gender: swapGender,
  school: swapSchools,
  address: (source, salt) =>
    withLine(source, pick(['12 Baker Street', 'Flat 3, 41 Swift Road', '7 Painter Lane'], salt, '')),
  birth: (source, salt) =>
    withLine(source, `Date of birth: ${pick(['4 March 1961', '12.05.1999', '1983-11-30'], salt, '')}`),
  photo: (source, salt) => withLine(source, pick(['Photo: portrait.jpg', '[Photo]', 'Photo:'], salt, '')),
};

/**
 * Puts in an invented name: in its own line exactly as invented, elsewhere part by part. Where no name was found, a
 * line is added.
 */
export function named({ text, name, identity }: SwapSource, invented: InventedName): string {
  if (name === null) return `${invented.line}\n${text}`;
  const words = name.value
    .split(/[\s,]+/)
    .map((word) => word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))
    .filter((word) => [...word].length > 1);
  let changed = '';
  let at = 0;
  for (const { start, end } of piecesOf(identity, name)) {
    changed +=
      text.slice(at, start) +
      (start === name.start ? invented.line : withWords(text.slice(start, end), name.value, words, invented));
    at = end;
  }
  return changed + text.slice(at);
}

/** The spans, with the name's span cut apart from text around it. */
function piecesOf(
  identity: SwapSource['identity'],
  name: { start: number; end: number },
): { start: number; end: number }[] {
  const around = identity.flatMap(({ start, end }) =>
    start <= name.start && end >= name.end
      ? [
          { start, end: name.start },
          { start: name.end, end },
        ]
      : end <= name.start || start >= name.end
        ? [{ start, end }]
        : [],
  );
  return [...around, name].filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
}

function withWords(text: string, whole: string, words: readonly string[], invented: InventedName): string {
  const { full, first, last } = invented;
  const changed = withInitials(replaceWord(text, whole, full), words, invented);
  return words.reduce(
    (now, word, i) => replaceWord(now, word, i === words.length - 1 && words.length > 1 ? last : first),
    changed,
  );
}

/** "J. Roe", "Roe, J.": with the invented name's initial, or the whole name in scripts without initials. */
function withInitials(text: string, words: readonly string[], { full, first }: InventedName): string {
  const [own, family] = [words[0]?.charAt(0), words.at(-1)];
  if (own === undefined || family === undefined || words.length < 2) return text;
  const initials = `${escaped(own)}\\.?(?:[ -]?\\p{Lu}\\.?){0,2}`;
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(${initials}[ \\t]+)${escaped(family)}(?![\\p{L}\\p{N}])|(?<![\\p{L}\\p{N}])${escaped(family)}(,?[ \\t]*${initials})(?![\\p{L}\\p{N}])`,
    'giu',
  );
  return text.replace(pattern, (found: string, ahead?: string, behind?: string) => {
    const around = ahead ?? behind ?? '';
    return /^\p{Lu}/u.test(first) ? found.replace(around, around.replace(own, first.charAt(0))) : full;
  });
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Replaces whole words, also in mailboxes and links, where any non-letter may be next to them; adds no blanks. */
function replaceWord(text: string, word: string, other: string): string {
  return text.replace(
    new RegExp(`(?<![\\p{L}\\p{N}])${escaped(word)}(?![\\p{L}\\p{N}])`, 'giu'),
    (found, at: number) => {
      const inAddress = /[@._/-]/.test(text[at + found.length] ?? '') || /[@._/-]/.test(text[at - 1] ?? '');
      return likeCase(inAddress ? other.replace(/[^\p{L}]/gu, '') : other, found);
    },
  );
}

/** Adds a line below the name's. */
function withLine({ text, name }: SwapSource, line: string): string {
  const end = name === null ? 0 : text.indexOf('\n', name.end);
  if (end === 0) return `${line}\n${text}`;
  return end < 0 ? `${text}\n${line}` : `${text.slice(0, end)}\n${line}${text.slice(end)}`;
}

function swapSchools({ text, schools }: SwapSource, salt: string): string {
  return schools
    .filter((school) => school.length > 3)
    .reduce((changed, school) => changed.split(school).join(pick(SCHOOLS, salt, school)), text);
}

/** In both directions at once, so that a text about him becomes one about her and vice versa. */
function swapGender({ text }: SwapSource): string {
  const other = new Map<string, string>();
  for (const [male, female] of GENDER_PAIRS) {
    if (!other.has(male)) other.set(male, female);
    if (!other.has(female)) other.set(female, male);
  }
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${[...other.keys()].join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return text.replace(pattern, (word) => likeCase(other.get(word.toLowerCase())!, word));
}

function likeCase(word: string, model: string): string {
  if (model.length > 1 && model === model.toUpperCase()) return word.toUpperCase();
  return /^\p{Lu}/u.test(model) ? word.charAt(0).toUpperCase() + word.slice(1) : word.toLowerCase();
}

function pick(choices: string[], salt: string, not: string): string {
  const fitting = choices.filter((choice) => choice !== not);
  return fitting[createHash('sha256').update(salt).digest().readUInt32LE() % fitting.length]!;
}
