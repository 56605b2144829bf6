import { matchesOf, type ExtractedDocument, type FeatureBytes, type IndexedWords, type Profile } from '../domain/index.js';
import type { Vocabulary } from '../profile/index.js';
import { certificatesIn, degreesIn, languagesIn } from './facts.js';
import { maskedText } from './masking.js';
import { pageOf } from './passages.js';
import { titleFacts, type Place, type TitleFact } from './titles.js';
import { foldText, foldWords, hashWord, isStopWord } from './words.js';

/** Raised with every change that makes the same CV and JD give another score: part of the fingerprint. */
export const RANK_VERSION = 8;

export interface SkillFact {
  /** Canonical term, or the folded name of a skill that the vocabulary does not know. */
  term: string;
  years: number | null;
  /** How often the text names it. */
  count: number;
  at: Place | null;
}

/** All of a CV that is scored besides its passages' vectors. */
export interface CvFacts {
  skills: SkillFact[];
  titles: TitleFact[];
  years: number | null;
  /** Level as in facts.ts; 0 when none is named. */
  education: { level: number; at: Place | null };
  languages: { key: string; at: Place | null }[];
  certificates: { key: string; at: Place | null }[];
  /** Folded words of where the person lives. */
  location: { words: string[]; at: Place | null };
}

/** Term frequencies by field, hashes ascending. */
export interface CvWords {
  hashes: Uint32Array;
  title: Uint8Array;
  skills: Uint8Array;
  body: Uint8Array;
  /** Words in each field, repeated ones too. */
  lengths: [title: number, skills: number, body: number];
}

/** What the ranker scores of a CV besides passages; opaque to everyone else. Masked: no name, no contact line is in it. */
export function cvFeatures(document: ExtractedDocument, profile: Profile, vocabulary: Vocabulary): FeatureBytes {
  const { facts, body } = readingOf(document, profile, vocabulary);
  const titles = facts.titles.map((title) => title.text);
  const skills = facts.skills.map((skill) => skill.term);
  return encodeFeatures(cvWords([foldWords(titles.join(' ')), foldWords(skills.join(' ')), body]), facts);
}

/** Words for the search index, masked in the same way: titles of posts, skills, and the whole text. */
export function indexedWords(document: ExtractedDocument, profile: Profile, vocabulary: Vocabulary): IndexedWords {
  const { facts: { titles, skills }, body } = readingOf(document, profile, vocabulary);
  const posts = titles.filter(({ age }) => age !== null).map(({ text, term }) => `${text} ${term ?? ''}`);
  const fold = (texts: string[]) => foldWords(texts.join(' ')).join(' ');
  return { title: fold(posts), skills: fold(skills.map(({ term }) => term)), body: body.join(' ') };
}

interface Reading {
  facts: CvFacts;
  /** The masked text's words, folded. */
  body: string[];
}

/** Features and index ask for the same reading one after the other. */
function readingOf(document: ExtractedDocument, profile: Profile, vocabulary: Vocabulary): Reading {
  if (last?.document !== document || last.profile !== profile) {
    const masked = maskedText(document, profile);
    last = { document, profile, reading: { facts: cvFacts(document, profile, vocabulary, masked), body: foldWords(masked) } };
  }
  return last.reading;
}
let last: { document: ExtractedDocument; profile: Profile; reading: Reading } | null = null;

/** Frequencies of the words that tell something, from the words of each field. Sorted, the same words stand together: no Map has to find them. */
function cvWords(fields: [title: string[], skills: string[], body: string[]]): CvWords {
  const keys = keysOf(fields);
  const hashes = new Uint32Array(keys.length);
  const columns = fields.map(() => new Uint8Array(keys.length));
  const lengths = fields.map(() => 0) as CvWords['lengths'];
  let n = 0;
  for (const key of keys) {
    const hash = Math.floor(key / FIELDS);
    const field = key - hash * FIELDS;
    if (n === 0 || hashes[n - 1] !== hash) hashes[n++] = hash;
    columns[field]![n - 1] = Math.min(255, columns[field]![n - 1]! + 1);
    lengths[field]! += 1;
  }
  const [title, skills, body] = columns.map((column) => column.subarray(0, n)) as [Uint8Array, Uint8Array, Uint8Array];
  return { hashes: hashes.subarray(0, n), title, skills, body, lengths };
}

/** Hash and field of each word, ascending. */
function keysOf(fields: string[][]): Float64Array {
  const keys = new Float64Array(fields.reduce((sum, words) => sum + words.length, 0));
  let n = 0;
  for (const [field, words] of fields.entries()) {
    for (const word of words) {
      const hash = hashWord(word);
      if (!isStopWord(word, hash)) keys[n++] = hash * FIELDS + field;
    }
  }
  return keys.subarray(0, n).sort();
}
const FIELDS = 3;

function cvFacts(document: ExtractedDocument, profile: Profile, vocabulary: Vocabulary, masked: string): CvFacts {
  const place = (start: number, end: number): Place => [start, end, pageOf(document, start)];
  const hits = vocabulary.find(masked);
  return {
    skills: skillFacts(profile, hits.filter((hit) => hit.kind === 'skill'), place),
    titles: titleFacts(profile, vocabulary, hits.filter((hit) => hit.kind === 'title'), masked, place),
    years: profile.yearsOfExperience,
    education: educationFact(profile, masked, place),
    languages: languageFacts(profile, masked, place),
    certificates: firstOf([...certificatesIn(masked)], place),
    location: locationFact(profile, place),
  };
}

type Placing = (start: number, end: number) => Place;
type Hit = { term: string; start: number; end: number };

function skillFacts(profile: Profile, hits: Hit[], place: Placing): SkillFact[] {
  const facts = new Map<string, SkillFact>();
  for (const hit of hits) {
    const known = facts.get(hit.term);
    if (known) known.count++;
    else facts.set(hit.term, { term: hit.term, years: null, count: 1, at: place(hit.start, hit.end) });
  }
  profile.resume.skills.forEach((skill, i) => {
    const term = skill.term ?? foldText(skill.name).trim();
    const source = profile.fields[`skills[${i}].name`] ?? profile.fields[`skills[${i}]`];
    const known = facts.get(term) ?? { term, years: null, count: 1, at: source ? place(source.start, source.end) : null };
    facts.set(term, { ...known, years: skill.years ?? known.years });
  });
  return [...facts.values()];
}

function educationFact(profile: Profile, masked: string, place: Placing): CvFacts['education'] {
  const sections = profile.sections.filter((section) => section.kind === 'education');
  const named = profile.resume.education.flatMap((entry, i) => {
    const source = profile.fields[`education[${i}].studyType`];
    return degreesIn(`${entry.studyType ?? ''} in`).map((d) => ({ level: d.level, at: source ? place(source.start, source.end) : null }));
  });
  const inText = (sections.length > 0 ? sections : [{ start: 0, end: masked.length }]).flatMap(({ start, end }) =>
    degreesIn(masked.slice(start, end)).map((d) => ({ level: d.level, at: place(start + d.start, start + d.end) })),
  );
  return [...named, ...inText].reduce((best, next) => (next.level > best.level ? next : best), { level: 0, at: null as Place | null });
}

/** Languages from the profile, from sections that list them, and from any "fluent in ..."; else the language it is written in. */
function languageFacts(profile: Profile, masked: string, place: Placing): CvFacts['languages'] {
  const listed = profile.sections.filter((section) => section.kind === 'languages');
  const facts = listed.flatMap((s) => languagesIn(masked.slice(s.start, s.end)).map((f) => ({ ...f, start: f.start + s.start, end: f.end + s.start })));
  for (const m of matchesOf(masked, FLUENT)) {
    facts.push(...languagesIn(m[0]).map((f) => ({ ...f, start: f.start + m.index, end: f.end + m.index })));
  }
  const named = profile.resume.languages.flatMap((l) => languagesIn(l.language)).map((f) => ({ key: f.key, at: null }));
  const written = profile.language ? [{ key: profile.language, at: null }] : [];
  return unique([...facts.map((f) => ({ key: f.key, at: place(f.start, f.end) })), ...named, ...written]);
}

// Not `\b` before it: with these flags V8 takes four times as long over that.
const FLUENT = /(?<![a-z\d_])(?:fluent|native|bilingual|proficien\w+|languages?|spoken|flie(?:ß|ss)end|muttersprache|sprachen|courant|langues|idiomas)\b.{0,60}/giu;

function firstOf(facts: { key: string; start: number; end: number }[], place: Placing) {
  return unique(facts.map((fact) => ({ key: fact.key, at: place(fact.start, fact.end) as Place | null })));
}

function unique<T extends { key: string }>(facts: T[]): T[] {
  return [...new Map([...facts].reverse().map((fact) => [fact.key, fact])).values()].reverse();
}

function locationFact(profile: Profile, place: Placing): CvFacts['location'] {
  const { location } = profile.resume.basics;
  const source = Object.entries(profile.fields).find(([path]) => path.startsWith('basics.location'))?.[1];
  const text = [location?.text, location?.city, location?.region, location?.countryCode].filter(Boolean).join(' ');
  return { words: [...new Set(foldWords(text))], at: source ? place(source.start, source.end) : null };
}

/**
 * Little-endian: word count and three field lengths (4 x uint32), hashes (uint32 each), frequencies of title, skills
 * and body (uint8 each), then the facts as JSON to the end, skills as rows since they are most of it.
 */
export function encodeFeatures(words: CvWords, facts: CvFacts): FeatureBytes {
  const n = words.hashes.length;
  const json = new TextEncoder().encode(JSON.stringify({ ...facts, skills: facts.skills.map(({ term, years, count, at }) => [term, years, count, at]) }));
  const bytes = new Uint8Array(16 + 7 * n + json.length);
  bytes.set(new Uint8Array(Uint32Array.of(n, ...words.lengths).buffer), 0);
  bytes.set(new Uint8Array(words.hashes.buffer, words.hashes.byteOffset, 4 * n), 16);
  [words.title, words.skills, words.body].forEach((column, i) => { bytes.set(column, 16 + 4 * n + i * n); });
  bytes.set(json, 16 + 7 * n);
  return bytes;
}

export function decodeFeatures(bytes: FeatureBytes): { words: CvWords; facts: CvFacts } {
  // A copy where the bytes start at an offset that a Uint32Array cannot stand on.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  const [n, title, skills, body] = new Uint32Array(aligned.buffer, aligned.byteOffset, 4) as unknown as [number, number, number, number];
  const column = (i: number) => aligned.subarray(16 + (4 + i) * n, 16 + (5 + i) * n);
  const facts = JSON.parse(decoder.decode(aligned.subarray(16 + 7 * n))) as Omit<CvFacts, 'skills'> & { skills: [string, number | null, number, Place | null][] };
  return {
    words: {
      hashes: new Uint32Array(aligned.buffer, aligned.byteOffset + 16, n),
      title: column(0),
      skills: column(1),
      body: column(2),
      lengths: [title, skills, body],
    },
    facts: { ...facts, skills: facts.skills.map(([term, years, count, at]) => ({ term, years, count, at })) },
  };
}
const decoder = new TextDecoder();

/** Frequencies of one word by field; null when the CV has it nowhere. */
export function lookUp(words: CvWords, hash: number): [title: number, skills: number, body: number] | null {
  let low = 0;
  let high = words.hashes.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const at = words.hashes[middle]!;
    if (at === hash) return [words.title[middle]!, words.skills[middle]!, words.body[middle]!];
    if (at < hash) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}

/** The vector of the whole CV from those of its passages: the first stage searches it. Length one. */
export function cvVector(passageVectors: Float32Array, dimensions: number): Float32Array {
  const mean = new Float32Array(dimensions);
  for (let i = 0; i < passageVectors.length; i++) mean[i % dimensions]! += passageVectors[i]!;
  const norm = Math.hypot(...mean);
  return norm === 0 ? mean : mean.map((x) => x / norm);
}
