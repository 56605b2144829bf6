import {
  matchesOf,
  type ExtractedDocument,
  type FeatureBytes,
  type HeldOccupation,
  type Profile,
  type PassageVectors,
} from '../../domain/index.js';
import type { Vocabulary } from '../../profile/index.js';
import { certificatesIn, DEGREE_NAMES, degreesIn, languageNamed, languagesIn } from '../facts.js';
import { maskedCv, type Masked } from './masking.js';
import { pageOf } from './passages.js';
import { encodeFeatures, frequencies, isTold, packStarts, type CvFacts, type CvWords, type KeyFact } from './format.js';
import { placedWords, type PlacedWords } from './placed-words.js';
import { postsOf } from './posts.js';
import { skillFacts } from './skill-facts.js';
import { heldOccupations } from '../scorers/titles.js';
import { titleFacts, type Place } from './titles.js';
import { foldWords, hashWord, isStopWord } from '../words.js';

export { decodeFeatures, encodeFeatures, lookUp, type SkillFact } from './format.js';

/**
 * Everything the ranker scores of a CV except its passages, in a form only this folder reads. Masked: no name or
 * contact line is in it.
 */
export function cvFeatures(document: ExtractedDocument, profile: Profile, vocabulary: Vocabulary): FeatureBytes {
  const { facts, body } = readingOf(document, profile, vocabulary);
  const titles = facts.titles.map((title) => title.text);
  const skills = facts.skills.map((skill) => skill.term);
  return encodeFeatures(cvWords(foldWords(titles.join(' ')), foldWords(skills.join(' ')), body), facts);
}

/** The occupations among a CV's titles, each once. */
export function cvOccupations(document: ExtractedDocument, profile: Profile, vocabulary: Vocabulary): HeldOccupation[] {
  return heldOccupations(readingOf(document, profile, vocabulary).facts.titles);
}

interface Reading {
  facts: CvFacts;
  /** The words of the masked text. */
  body: PlacedWords;
}

/** Features and occupations are asked for one after the other: the last reading serves both. */
function readingOf(document: ExtractedDocument, profile: Profile, vocabulary: Vocabulary): Reading {
  if (last?.document !== document || last.profile !== profile) {
    const masked = maskedCv(document, profile);
    const body = placedWords(masked.document.text);
    body.starts = body.starts.map((start) => masked.cutting.toWhole(start));
    last = { document, profile, reading: { facts: cvFacts(document, profile, masked, vocabulary), body } };
  }
  return last.reading;
}
let last: { document: ExtractedDocument; profile: Profile; reading: Reading } | null = null;

/** Telling words kept per field. No CV seen has more; it would take about sixty pages. */
const MOST_WORDS = 20_000;
const FIELDS = 3;
/** A key packs hash, field and place into 32, 2 and 15 of the 53 bits in which a number is exact. */
const PLACES = 32_768;

/**
 * The telling words of each field, and the order of those in the body. Keys are sorted so that equal words stand
 * together: faster than a Map.
 */
function cvWords(title: string[], skills: string[], body: PlacedWords): CvWords {
  const kept: number[] = [];
  const keys = keysOf([title, skills, body.words], kept);
  const hashes = new Uint32Array(keys.length);
  const columns = [new Uint8Array(keys.length), new Uint8Array(keys.length)] as const;
  const order = new Uint16Array(kept.length);
  const lengths: CvWords['lengths'] = [0, 0, kept.length];
  let n = 0;
  for (const key of keys) {
    const hash = Math.floor(key / (FIELDS * PLACES));
    const field = Math.floor(key / PLACES) % FIELDS;
    if (n === 0 || hashes[n - 1] !== hash) hashes[n++] = hash;
    if (field === 2) order[key % PLACES] = n - 1;
    else {
      columns[field]![n - 1] = Math.min(255, columns[field]![n - 1]! + 1);
      lengths[field]! += 1;
    }
  }
  return {
    hashes: hashes.subarray(0, n),
    title: columns[0].subarray(0, n),
    skills: columns[1].subarray(0, n),
    body: frequencies(order, n),
    lengths,
    order,
    starts: packStarts(
      kept.map((word) => body.starts[word]!),
      firstsOf(kept, body.firsts),
    ),
  };
}

/** Indices of the kept words that are the first kept word of their line. */
function firstsOf(kept: readonly number[], lines: readonly number[]): number[] {
  const firsts: number[] = [];
  let line = -1;
  for (const [i, word] of kept.entries()) {
    if (line + 1 >= lines.length || word < lines[line + 1]!) continue;
    while (line + 1 < lines.length && word >= lines[line + 1]!) line++;
    firsts.push(i);
  }
  return firsts;
}

/**
 * One key per telling word of each field, ascending: hash, field, and its place among the field's telling words. `kept`
 * receives the indices of the body's telling words.
 */
function keysOf(fields: string[][], kept: number[]): Float64Array {
  const keys = new Float64Array(fields.reduce((sum, words) => sum + Math.min(words.length, MOST_WORDS), 0));
  let n = 0;
  for (const [field, words] of fields.entries()) {
    for (let i = 0, place = 0; i < words.length && place < MOST_WORDS; i++) {
      const hash = hashWord(words[i]!);
      if (isStopWord(words[i]!, hash)) continue;
      keys[n++] = (hash * FIELDS + field) * PLACES + place++;
      if (field === FIELDS - 1) kept.push(i);
    }
  }
  return keys.subarray(0, n).sort();
}

/** Facts are read from the masked text, but their places refer to the whole text. */
function cvFacts(whole: ExtractedDocument, own: Profile, masked: Masked, vocabulary: Vocabulary): CvFacts {
  const { profile, cutting } = masked;
  const { text } = masked.document;
  const placed = <T extends { at: Place | null }>(fact: T): T =>
    fact.at === null ? fact : { ...fact, at: wholePlace(fact.at, whole, cutting) };
  const hits = vocabulary.find(text);
  const posts = postsOf(profile);
  const degrees = correctedDegrees(profile) ?? degreeFacts(profile, text, placeInMasked).map(placed);
  const shared = { profile, masked: text, posts, place: placeInMasked };
  const { skills, mentions } = skillFacts({ ...shared, hits: hits.filter((hit) => hit.kind === 'skill') });
  const titles = titleFacts({ ...shared, vocabulary, hits: hits.filter((hit) => hit.kind === 'title') });
  return {
    skills: skills.map(placed),
    mentions: mentions.map((start) => cutting.toWhole(start)),
    titles: titles.map(placed),
    posts: posts.map(({ age, months, span }) => ({
      age,
      months,
      span: span && [cutting.toWhole(span[0]), cutting.endToWhole(span[1])],
    })),
    years: profile.yearsOfExperience,
    ...told(profile),
    education: degrees[0] ?? { level: 0, at: null },
    degrees,
    languages: languageFacts(profile, text, placeInMasked).map(placed),
    certificates: few(certificateFacts(text)).map(placed),
    location: locationFact(own, (start, end) => [start, end, pageOf(whole, start)]),
  };
}

/** Page 1 throughout: pages of the masked text are not known. */
const placeInMasked: Placing = (start, end) => [start, end, 1];

const certificateFacts = (text: string): KeyFact[] =>
  certificatesIn(text).map(({ key, start, end }) => ({ key, at: placeInMasked(start, end) }));

function wholePlace([start, end]: Place, whole: ExtractedDocument, cutting: Masked['cutting']): Place {
  const at = cutting.toWhole(start);
  return [at, cutting.endToWhole(end), pageOf(whole, at)];
}

type Placing = (start: number, end: number) => Place;
/** Findings of the profile that a ranking reports too. */
function told({ findings }: Profile): Pick<CvFacts, 'findings'> {
  const codes = [...new Set(findings.map(({ code }) => code))].filter(isTold);
  return codes.length === 0 ? {} : { findings: codes };
}

/** Degrees with the highest first. */
function degreeFacts(profile: Profile, masked: string, place: Placing): CvFacts['degrees'] {
  const sections = profile.sections.filter((section) => section.kind === 'education');
  const named = profile.resume.education.flatMap((entry, i) => {
    const source = profile.fields[`education[${i}].studyType`];
    return degreesIn(`${entry.studyType ?? ''} in`).map((d) => ({
      level: d.level,
      at: source ? place(source.start, source.end) : null,
    }));
  });
  const inText = (sections.length > 0 ? sections : [{ start: 0, end: masked.length }]).flatMap(({ start, end }) =>
    degreesIn(masked.slice(start, end)).map((d) => ({ level: d.level, at: place(start + d.start, start + d.end) })),
  );
  return [...named, ...inText].sort((a, b) => b.level - a.level).slice(0, MOST_DEGREES);
}

/** Null where nobody corrected the level of education. */
function correctedDegrees({ overrides = [] }: Profile): CvFacts['degrees'] | null {
  const corrected = overrides.find(({ field }) => field === 'education');
  if (corrected === undefined) return null;
  const level = DEGREE_NAMES.findIndex((name) => name === corrected.value);
  return level <= 0 ? [] : [{ level, at: null }];
}

const MOST_DEGREES = 8;

/**
 * Languages from the profile, from sections that list them and from phrases such as "fluent in ..."; if there are none,
 * the language that the CV is written in.
 */
function languageFacts(profile: Profile, masked: string, place: Placing): CvFacts['languages'] {
  const listed = profile.sections.filter((section) => section.kind === 'languages');
  const facts = listed.flatMap((s) =>
    languagesIn(masked.slice(s.start, s.end)).map((f) => ({ ...f, start: f.start + s.start, end: f.end + s.start })),
  );
  for (const m of matchesOf(masked, FLUENT)) {
    facts.push(...languagesIn(m[0]).map((f) => ({ ...f, start: f.start + m.index, end: f.end + m.index })));
  }
  const named = profile.resume.languages.flatMap((l, i) => {
    const source = profile.fields[`languages[${i}].language`];
    return languagesIn(l.language).map(({ key }) => ({ key, at: source ? place(source.start, source.end) : null }));
  });
  const written = profile.language ? [{ key: profile.language, at: null }] : [];
  const removed = new Set(
    (profile.overrides ?? []).flatMap(({ field, value }) => (field === 'remove-language' ? languageNamed(value) : [])),
  );
  const all = [...facts.map((f) => ({ key: f.key, at: place(f.start, f.end) })), ...named, ...written];
  return few(removed.size === 0 ? all : all.filter(({ key }) => !removed.has(key)));
}

// No `\b` in front: with these flags it makes V8 four times slower.
const FLUENT =
  /(?<![a-z\d_])(?:fluent|native|bilingual|proficien\w+|languages?|spoken|flie(?:ß|ss)end|muttersprache|sprachen|courant|langues|idiomas)\b.{0,60}/giu;

/** The first few places of each key. */
function few(facts: KeyFact[]): KeyFact[] {
  const counts = new Map<string, number>();
  return facts.filter(({ key }) => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= PLACES_OF_KEY;
  });
}
const PLACES_OF_KEY = 3;

function locationFact(profile: Profile, place: Placing): CvFacts['location'] {
  const { location } = profile.resume.basics;
  const source = Object.entries(profile.fields).find(([path]) => path.startsWith('basics.location'))?.[1];
  const text = [location?.text, location?.city, location?.region, location?.countryCode].filter(Boolean).join(' ');
  return { words: [...new Set(foldWords(text))], at: source ? place(source.start, source.end) : null };
}

/**
 * One vector for the whole CV, of length one, made from those of its passages. The first stage of retrieval searches
 * it.
 */
export function cvVector({ values, scales }: PassageVectors, dimensions: number): Float32Array {
  const mean = new Float32Array(dimensions);
  for (let i = 0; i < values.length; i++) mean[i % dimensions]! += scales[Math.floor(i / dimensions)]! * values[i]!;
  const norm = Math.hypot(...mean);
  return norm === 0 ? mean : mean.map((x) => x / norm);
}
