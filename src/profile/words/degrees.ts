import { foldInPlace } from '../text/fold-in-place.js';
import { PhraseTrie } from '../vocabulary/phrase-trie.js';
import { phrasesOf } from './language-words.js';
import { LANGUAGES } from './languages/index.js';

/**
 * Abbreviations of degrees, US and Indian ones included; full words are in the tables of the languages. Dots and blanks
 * between the letters are optional.
 */
const ABBREVIATIONS = [
  'b a',
  'b s',
  'b sc',
  'bsc',
  'b e',
  'b ed',
  'b eng',
  'beng',
  'b tech',
  'btech',
  'b com',
  'bcom',
  'b comm',
  'bcomm',
  'm comm',
  'b b a',
  'bba',
  'b c a',
  'bca',
  'b b m',
  'bbm',
  'b m s',
  'bms',
  'b arch',
  'b pharm',
  'b des',
  'b f a',
  'bfa',
  'b s n',
  'bsn',
  'b s w',
  'bsw',
  'll b',
  'llb',
  'm b b s',
  'mbbs',
  'b i t',
  'b e m',
  'b voc',
  'b lib',
  'b p ed',
  'm a',
  'm s',
  'm sc',
  'msc',
  'm e',
  'm ed',
  'm eng',
  'meng',
  'm tech',
  'mtech',
  'm com',
  'mcom',
  'm b a',
  'mba',
  'm c a',
  'mca',
  'm phil',
  'mphil',
  'm arch',
  'm pharm',
  'm des',
  'm f a',
  'mfa',
  'm s w',
  'msw',
  'm p a',
  'mpa',
  'm p h',
  'mph',
  'll m',
  'llm',
  'm c l',
  'mcl',
  'p g d m',
  'pgdm',
  'p g d c a',
  'pgdca',
  'p g d b m',
  'pgdbm',
  'pgd',
  'pg dac',
  'pgp',
  'pgpm',
  'mms',
  'm i t',
  'm i b',
  'emba',
  'mres',
  'mlis',
  'm s n',
  'msn',
  'mb ch b',
  'mbchb',
  'b v sc',
  'bvsc',
  'b d s',
  'bds',
  'pgce',
  'pg cert',
  'pgcert',
  'pg dip',
  'pgdip',
  'mchem',
  'mmath',
  'mphys',
  'm litt',
  'mlitt',
  'b mus',
  'bmus',
  'm mus',
  'mmus',
  'bpharm',
  'mpharm',
  'bdes',
  'mdes',
  'bnurs',
  'pg diploma',
  'ph d',
  'phd',
  'd phil',
  'dphil',
  'm d',
  'j d',
  'ed d',
  'd b a',
  'dr rer nat',
  'dr ing',
  'dr phil',
  'psy d',
  'pharm d',
  'd d s',
  'a a',
  'a s',
  'a a s',
  'aas',
  'h s c',
  'hsc',
  's s c',
  'ssc',
  's s l c',
  'sslc',
  'h s l c',
  'hslc',
  'p u c',
  'puc',
  'c b s e',
  'cbse',
  'i c s e',
  'icse',
  'i s c',
  'g e d',
  'ged',
  'gcse',
  'gcses',
  'a levels?',
  'btec',
  'hnd',
  'hnc',
  'i t i',
  'iti',
  'd ed',
  'c a',
  'c p a',
  'cpa',
  'acca',
  'tybms',
  'tybcom',
  'tybsc',
  'dipl ing',
  'dipl kfm',
  'dipl inf',
  'dipl',
  'mag',
  'bts',
  'dut',
  'deug',
  'deust',
  'bep',
  'cap',
  'dess',
  'dea',
  'dnb',
  'eso',
  'dams',
  'mbo',
  'hbo',
  'vwo',
  'havo',
  'vmbo',
  'wo',
  'ba',
  'bs',
  'be',
  'ma',
  'ms',
  'me',
  'md',
  'jd',
  'aa',
  'as',
  'bsba',
  'bba',
  'baf',
  'bas',
  'ing',
  'drs',
  'lic',
  'm1',
  'm2',
  'bac',
];
const caseSensitive = new Set([
  'ba',
  'bs',
  'be',
  'ma',
  'ms',
  'me',
  'md',
  'jd',
  'aa',
  'as',
  'wo',
  'b a',
  'b s',
  'b e',
  'm a',
  'm s',
  'm e',
  'a a',
  'a s',
  'c a',
  'm d',
  'j d',
  'mag',
  'cap',
  'i t i',
  'iti',
  'eso',
  'dea',
  'ing',
  'bas',
  'bep',
  'lic',
  'i s c',
  'isc',
  'pgp',
  'mpa',
  'mit',
  'm i t',
  'b i t',
  'bms',
  'ged',
]);

const dotted = (abbreviation: string): string => abbreviation.split(' ').join('[. -]{0,2}');
const exact = (abbreviation: string): string => {
  const [first = '', ...rest] = abbreviation.split(' ');
  // Single letters need a dot between them ("B. E", "B.E."), or capitals without one ("BE").
  return rest.length === 0 ? first.toUpperCase() : [first, ...rest].map((part) => part.toUpperCase()).join('\\.[ ]?');
};
const longestFirst = (patterns: readonly string[]): string =>
  [...patterns].sort((a, b) => b.length - a.length).join('|');
const LOOSE = longestFirst(ABBREVIATIONS.filter((abbreviation) => !caseSensitive.has(abbreviation)).map(dotted));
const STRICT = longestFirst(ABBREVIATIONS.filter((abbreviation) => caseSensitive.has(abbreviation)).map(exact));

const FORMS = 'graduated?(?= )|10 ?th|12 ?th|x ?th|xii ?th|10\\+2|class (?:x|xii|10|12)|std|erasmus';

const ANY_CASE = new RegExp(`(?<![\\p{L}\\d&])(?:${LOOSE}|${FORMS})(?![\\p{L}\\d])`, 'iu');
/** Short abbreviations that are other words in lower case. */
const CAPITALS = new RegExp(`(?<![\\p{L}\\d&])(?:${STRICT})(?![\\p{L}\\d])`, 'u');

/** All phrases of one list in all languages. */
function trieOf(key: 'degrees' | 'schools' | 'fields'): PhraseTrie<true> {
  const trie = new PhraseTrie<true>();
  for (const language of LANGUAGES) for (const phrase of phrasesOf(language[key])) trie.add(foldInPlace(phrase), true);
  return trie;
}
const degrees = trieOf('degrees');
const schools = trieOf('schools');
const fields = trieOf('fields');

export function namesDegree(text: string): boolean {
  return ANY_CASE.test(text) || CAPITALS.test(text) || degrees.find(foldInPlace(text)) !== null;
}

export function namesSchool(text: string): boolean {
  return SCHOOL_WORDS.test(text) || schools.find(foldInPlace(text)) !== null;
}

/** Places of all words for schools, in any language. */
export function schoolWordsIn(text: string): { start: number; end: number }[] {
  const found = [...text.matchAll(ALL_SCHOOL_WORDS)].map((m) => ({ start: m.index, end: m.index + m[0].length }));
  const folded = foldInPlace(text);
  for (let at = 0; at < folded.length; at++) {
    const next = schools.match(folded, at, folded.length);
    if (next === null) continue;
    found.push({ start: at, end: next.at });
    at = Math.max(at, next.at - 1);
  }
  return found.sort((a, b) => a.start - b.start);
}

export function namesField(text: string): boolean {
  return FIELDS_OF_STUDY.test(text) || fields.find(foldInPlace(text)) !== null;
}

const AT_START = new RegExp(`^(?:${LOOSE}|${STRICT.toLowerCase()}|${FORMS})(?![\\p{L}\\d])\\.?`, 'iu');

/** Length of the degree at the start of a text; 0 where there is none. */
export function degreeLength(text: string): number {
  const word = degrees.match(foldInPlace(text), 0, text.length);
  const worded = word === null ? 0 : word.at + (text[word.at] === '.' ? 1 : 0);
  return Math.max(AT_START.exec(text)?.[0].length ?? 0, worded);
}

export const SCHOOL_WORDS =
  /(?<!\p{L})(?:universit\p{L}*|universidad\p{L}*|iut|univ\b\.?|college|colleges|cllg|collage|collg|institut\p{L}*|insitute|instt?\b\.?|school|schools|academy|academic centre|polytechnic\p{L}*|politecnico|politécnic\p{L}*|vidyalaya|vidyalay|vidyapeeth\p{L}*|vidya|vidhyalaya|vidhya mandir|mandir|mahavidyalaya|convent|campus|faculty|seminary|conservator\p{L}*|hochschule|fachhochschule|\p{L}*schule|gymnasium|\p{L}*gymnasium|\p{L}*gymnasiet|\p{L}*skolan?|\p{L}*skolen?|\p{L}*koulu|\p{L}*lukio|lycée|lycee|école|ecole|collège|faculté|sorbonne|escuela|colegio|facultad|scuola|liceo|istituto|facoltà|escola|faculdade|hogeschool|lyceum|iit|iim|nit|bits|iiit|ignou|jntu\p{L}*|cdac|c-dac|niit|vtu|mit|ucla|eth|epfl|kth|hec|insead|insa|postech|kaist|caltech|uc berkeley|aptech|high school|universiteit|rwth|tu (?=\p{Lu})|kv\b|dav\b|vidya|academia|akademie|universities|board of|board|state board)(?!\p{L})/iu;

const ALL_SCHOOL_WORDS = new RegExp(SCHOOL_WORDS.source, 'giu');

export const FIELDS_OF_STUDY =
  /(?<!\p{L})(?:engineering|engg|science|sciences|technology|mathematics|maths|physics|chemistry|biology|economics|commerce|accounting|accountancy|finance|marketing|management|administration|business|law|medicine|nursing|psychology|sociology|history|philosophy|literature|english|linguistics|education|communication|communications|journalism|arts|design|architecture|statistics|electronics|electrical|mechanical|civil|computer|computers|informatics|informatik|betriebswirtschaft\p{L}*|wirtschaft\p{L}*|maschinenbau|elektrotechnik|physik|chemie|biologie|mathematik|informatique|gestion|droit|ingénierie|informática|derecho|economía|economia|ingegneria|giurisprudenza|engenharia|direito|rechten|bedrijfskunde|economie|geneeskunde|studies|graphic|nutrition|agriculture|criminal justice|culinary|information)(?!\p{L})/iu;
