import type { Profile } from '../../domain/index.js';
import type { Vocabulary } from '../../profile/index.js';
import { titleHead } from '../jd/jd.js';
import type { PostFact, postsOf } from './posts.js';
import { foldWords } from '../words.js';

/** Where in the text something stands: `[start, end, page]`. */
export type Place = [start: number, end: number, page: number];

export interface TitleFact {
  /** As written. */
  text: string;
  /** Folded words of the occupation alone, without seniority or what surrounds it. */
  words: string[];
  term: string | null;
  /**
   * 0 for the present or latest post, 1 for the one before, and so on; null for a title outside any post, such as a
   * colleague's or a customer's.
   */
  age: number | null;
  /** How long the post lasted; null where it has no dates. */
  years: number | null;
  /** Months before the profile's `asOf` at which it ended, 0 for a present post; null where it has no dates. */
  since: number | null;
  /** How often the text names it. */
  count: number;
  at: Place | null;
}

interface Hit {
  term: string;
  start: number;
  end: number;
}

export interface TitlesInput {
  profile: Profile;
  posts: ReturnType<typeof postsOf>;
  vocabulary: Vocabulary;
  hits: Hit[];
  masked: string;
  place: (start: number, end: number) => Place;
}

/** Titles of the profile's posts, and further ones that the vocabulary finds in the text. */
export function titleFacts(input: TitlesInput): TitleFact[] {
  const { hits, masked, place } = input;
  const posts = profileTitles(input);
  const counts = new Map<string, number>();
  for (const hit of hits) counts.set(hit.term, (counts.get(hit.term) ?? 0) + 1);
  const covered = (hit: Hit) => posts.some(({ at }) => at !== null && hit.start < at[1] && hit.end > at[0]);
  const found = textTitles(
    hits.filter((hit) => !covered(hit)),
    masked,
    posts.some(({ age }) => age !== null),
    place,
  );
  return [...posts, ...found].map((title) => ({ ...title, count: Math.max(1, counts.get(title.term ?? '') ?? 1) }));
}

function profileTitles({ profile, posts, vocabulary, masked, place }: TitlesInput): TitleFact[] {
  const fact = (text: string, path: string, age: number, months: PostFact['months']): TitleFact => {
    const source = profile.fields[path];
    const at = source ? place(source.start, source.end) : null;
    return {
      text,
      words: headWords(text),
      term: vocabulary.canonical(text, 'title') ?? null,
      age,
      ...lasting(months),
      count: 1,
      at,
    };
  };
  const {
    basics: { label },
    work,
  } = profile.resume;
  const held = posts.flatMap(({ path, age, months }) => {
    const position = path.startsWith('work') ? work[Number(/\d+/.exec(path))]!.position : undefined;
    return position ? [fact(position, `${path}.position`, age, months)] : [];
  });
  const titles = [...(label ? [fact(label, 'basics.label', 0, null)] : []), ...held];
  return titles.filter(({ at }) => at === null || masked.slice(at[0], at[1]).trim() !== '');
}

function lasting(months: PostFact['months']): Pick<TitleFact, 'years' | 'since'> {
  if (months === null) return { years: null, since: null };
  const [began, ended] = months;
  return { years: Math.round((began - ended) / 1.2) / 10, since: ended };
}

/** A title is a post if a date follows within AFTER characters or a heading ends within BEFORE characters before it. */
const AFTER = 110;
const BEFORE = 28;
const DATE =
  /\b(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zäûé]*\.? ?,?'?\d{2,4}|\b\d{1,2}[./]\d{4}|\b(?:19|20)\d\d ?(?:to\b|-|–|until|bis|à)|\bpresent\b|\bheute\b|\baujourd|\bactualidad\b/i;
const HEADING =
  /(?:experience|employment|history|role|position|title|designation|work(?:ed|ing)? as|berufserfahrung|tätigkeit|position als|expérience|poste|experiencia|puesto)[:\s-]*(?:an? |the |als |de )?$/i;

/**
 * Titles for which the parser found no entry, most recent first, as CVs list them. Where the profile has dated posts,
 * those are the person's own, and every other title stays outside any post.
 */
function textTitles(
  hits: Hit[],
  masked: string,
  dated: boolean,
  place: (start: number, end: number) => Place,
): TitleFact[] {
  const found = new Map<string, TitleFact>();
  let age = 0;
  for (const { term, start, end } of hits) {
    const isPost =
      !dated &&
      (DATE.test(masked.slice(end, end + AFTER)) || HEADING.test(masked.slice(Math.max(0, start - BEFORE), start)));
    const text = masked.slice(start, end);
    const known = found.get(term) ?? {
      text,
      words: headWords(text),
      term,
      age: null,
      years: null,
      since: null,
      count: 1,
      at: place(start, end),
    };
    if (isPost && known.age === null) found.set(term, { ...known, age: age++, at: place(start, end) });
    else found.set(term, known);
  }
  return [...found.values()];
}

function headWords(title: string): string[] {
  return [...new Set(foldWords(titleHead(title)))];
}
