import { endOfWord, type Profile } from '../../domain/index.js';
import { yearsOf } from '../../profile/posts/experience.js';
import { mentionsOf, type CvFacts, type SkillFact } from './format.js';
import type { PostFact } from './posts.js';
import type { Place } from './titles.js';
import { foldText } from '../words.js';

/** A place that names a skill. */
interface Mention {
  start: number;
  end: number;
}

interface Skill {
  term: string;
  /** Years that the profile itself gives for the skill. */
  years: number | null;
  /** In text order. */
  mentions: Mention[];
}

export interface SkillsInput {
  profile: Profile;
  /** Skills that the vocabulary finds in the masked text. */
  hits: (Mention & { term: string })[];
  masked: string;
  posts: readonly PostFact[];
  place: (start: number, end: number) => Place;
}

/** The skills that the text names or the profile lists, each with the posts that name it. */
export function skillFacts(input: SkillsInput): Pick<CvFacts, 'skills' | 'mentions'> {
  const listed = input.profile.sections.filter(({ kind }) => kind === 'skills');
  const all = skillsIn(input).map(({ term, years, mentions }) => ({
    skill: { term, ...standing(mentions, listed, input, years) },
    mentions,
  }));
  const starts = all.flatMap(({ skill, mentions }) => mentions.slice(0, mentionsOf(skill)).map(({ start }) => start));
  return { skills: all.map(({ skill }) => skill), mentions: Uint32Array.from(starts) };
}

function skillsIn({ profile, hits, masked }: SkillsInput): Skill[] {
  const skills = new Map<string, Skill>();
  for (const { term, start, end } of hits) {
    const known = skills.get(term);
    if (known) known.mentions.push({ start, end });
    else skills.set(term, { term, years: null, mentions: [{ start, end }] });
  }
  const lower = masked.toLowerCase();
  profile.resume.skills.forEach((skill, i) => {
    const term = skill.term ?? foldText(skill.name).trim();
    const source = profile.fields[`skills[${i}].name`];
    if (source !== undefined && masked.slice(source.start, source.end).trim() === '') return;
    const known = skills.get(term) ?? { term, years: null, mentions: mentioned(skill.name, lower, masked, source) };
    skills.set(term, { ...known, years: skill.years ?? null });
  });
  // What was corrected on request holds whatever the text says.
  for (const { field, value } of profile.overrides ?? [])
    if (field === 'remove-skill') for (const term of [value, foldText(value).trim()]) skills.delete(term);
  return [...skills.values()];
}

/** All places of a name that is not in the vocabulary, ignoring case. */
function mentioned(name: string, lower: string, masked: string, source: Mention | undefined): Mention[] {
  const own = source === undefined ? [] : [{ start: source.start, end: source.end }];
  const word = name.toLowerCase();
  // A few letters get longer in lower case, and then offsets do not fit.
  if (lower.length !== masked.length || word.length < 2) return own;
  const found: Mention[] = [];
  for (let start = lower.indexOf(word); start >= 0; start = lower.indexOf(word, start + word.length)) {
    const end = start + word.length;
    if (endOfWord(lower, end) === end && !LETTER_BEFORE.test(lower.slice(Math.max(0, start - 2), start)))
      found.push({ start, end });
  }
  return found.length > 0 ? found : own;
}
const LETTER_BEFORE = /[\p{L}\p{N}]$/u;

/** What the mentions of a skill show: which posts name it, how often, and how recently. */
export function standing(
  mentions: readonly Mention[],
  listed: readonly Mention[],
  { posts, place }: Pick<SkillsInput, 'posts' | 'place'>,
  years: number | null,
): Omit<SkillFact, 'term'> {
  const within = (mention: Mention, spans: readonly Mention[]) =>
    spans.some(({ start, end }) => mention.start >= start && mention.start < end);
  const naming = posts.flatMap((post) => {
    const first = mentions.find(({ start }) => post.span !== null && start >= post.span[0] && start < post.span[1]);
    return first === undefined ? [] : [{ post, first }];
  });
  const best = naming[0]?.first ?? mentions[0];
  return {
    years: coveredYears(naming.map(({ post }) => post)) ?? years,
    posts: naming.length,
    age: naming[0]?.post.age ?? null,
    count: Math.max(1, mentions.length),
    listed: mentions.filter((mention) => within(mention, listed)).length,
    at: best === undefined ? null : place(best.start, best.end),
  };
}

/** Years that the dated posts among `posts` cover; null where none is dated. */
export function coveredYears(posts: readonly PostFact[]): number | null {
  return yearsOf(posts.map(({ months }) => (months === null ? null : { from: -months[0], to: -months[1] }))) || null;
}
