import type { Profile } from '../domain/index.js';
import type { Vocabulary } from '../profile/index.js';
import { titleHead } from './jd.js';
import { foldWords } from './words.js';

/** Where in the text something stands: `[start, end, page]`. */
export type Place = [start: number, end: number, page: number];

export interface TitleFact {
  /** As written. */
  text: string;
  /** Folded words of its head: the occupation without seniority and surroundings. */
  words: string[];
  term: string | null;
  /** 0 the present or latest post, 1 the one before, ...; null for a title that stands in no post: a colleague's, a customer's. */
  age: number | null;
  /** How often the text names it. */
  count: number;
  at: Place | null;
}

interface Hit {
  term: string;
  start: number;
  end: number;
}

/** Titles of the profile's posts, and those that the vocabulary finds in the text besides. */
export function titleFacts(profile: Profile, vocabulary: Vocabulary, hits: Hit[], masked: string, place: (start: number, end: number) => Place): TitleFact[] {
  const posts = profileTitles(profile, vocabulary, place);
  const counts = new Map<string, number>();
  for (const hit of hits) counts.set(hit.term, (counts.get(hit.term) ?? 0) + 1);
  const covered = (hit: Hit) => posts.some(({ at }) => at !== null && hit.start < at[1] && hit.end > at[0]);
  const found = textTitles(hits.filter((hit) => !covered(hit)), masked, posts.some(({ age }) => age !== null), place);
  return [...posts, ...found].map((title) => ({ ...title, count: Math.max(1, counts.get(title.term ?? '') ?? 1) }));
}

function profileTitles(profile: Profile, vocabulary: Vocabulary, place: (start: number, end: number) => Place): TitleFact[] {
  const fact = (text: string, path: string, age: number): TitleFact => {
    const source = profile.fields[path];
    return { text, words: headWords(text), term: vocabulary.canonical(text, 'title') ?? null, age, count: 1, at: source ? place(source.start, source.end) : null };
  };
  const { label } = profile.resume.basics;
  const posts = byDate(profile).flatMap(({ work, index }, age) => (work.position ? [fact(work.position, `work[${index}].position`, age)] : []));
  return [...(label ? [fact(label, 'basics.label', 0)] : []), ...posts];
}

/** The present post first, then by end; posts without dates in the order in which they stand. */
function byDate(profile: Profile) {
  const end = (work: Profile['resume']['work'][number]) => (work.current ? '9999' : (work.endDate ?? work.startDate ?? ''));
  return profile.resume.work
    .map((work, index) => ({ work, index }))
    .sort((a, b) => (end(a.work) < end(b.work) ? 1 : end(a.work) > end(b.work) ? -1 : a.index - b.index));
}

/** A date within this many characters after a title, or a heading right before it, makes it a post. */
const AFTER = 110;
const BEFORE = 28;
const DATE =
  /\b(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zäûé]*\.? ?,?'?\d{2,4}|\b\d{1,2}[./]\d{4}|\b(?:19|20)\d\d ?(?:to\b|-|–|until|bis|à)|\bpresent\b|\bheute\b|\baujourd|\bactualidad\b/i;
const HEADING = /(?:experience|employment|history|role|position|title|designation|work(?:ed|ing)? as|berufserfahrung|tätigkeit|position als|expérience|poste|experiencia|puesto)[:\s-]*(?:an? |the |als |de )?$/i;

/**
 * Titles that the parser gave no entry for, most recent first as CVs list them. Where the profile has dated posts it
 * knows better which are the person's own, and the others stay loose.
 */
function textTitles(hits: Hit[], masked: string, dated: boolean, place: (start: number, end: number) => Place): TitleFact[] {
  const found = new Map<string, TitleFact>();
  let age = 0;
  for (const { term, start, end } of hits) {
    const isPost = !dated && (DATE.test(masked.slice(end, end + AFTER)) || HEADING.test(masked.slice(Math.max(0, start - BEFORE), start)));
    const text = masked.slice(start, end);
    const known = found.get(term) ?? { text, words: headWords(text), term, age: null, count: 1, at: place(start, end) };
    if (isPost && known.age === null) found.set(term, { ...known, age: age++, at: place(start, end) });
    else found.set(term, known);
  }
  return [...found.values()];
}

function headWords(title: string): string[] {
  return [...new Set(foldWords(titleHead(title)))];
}
