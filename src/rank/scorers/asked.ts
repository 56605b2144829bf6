import { memoize } from '../../domain/index.js';
import { DEGREE_NAMES } from '../facts.js';
import { holds, type SkillFact } from '../features/format.js';
import { SENIORITY_LEVELS, seniorityDistance, seniorityOf, type SeniorityLevel } from '../seniority.js';
import { foldWords, hashWord, isStopWord } from '../words.js';
import type { Scored, Scorer, View } from './view.js';
import { SHOWN } from '../weights.js';

/** Scorers for what a JD asks for by name. Not found scores 0: something merely related is no evidence. */

const NOTHING: Scored = { score: 0, at: null };
/** The highest score of a requirement that is only met in part. */
const PARTLY = SHOWN - 0.01;

interface Wanted {
  text: string;
  term?: string;
}

/** The best of a requirement and its alternatives; any of them fulfils it. */
function anyOf(score: (view: View, wanted: Wanted, years: number | undefined) => Scored): Scorer {
  return (view, { requirement }) => {
    let best = score(view, requirement, requirement.years);
    if (requirement.alternatives === undefined) return best;
    for (const wanted of requirement.alternatives) {
      const next = score(view, wanted, requirement.years);
      if (next.score > best.score) best = next;
    }
    return best;
  };
}

export const skillScore = anyOf((view, { text, term }, years) => {
  if (term === undefined) return phrase(view, text);
  const skill = view.facts.skills.find((one) => one.term === term);
  return skill === undefined
    ? NOTHING
    : { score: Math.max(SHOWN, strength(skill) * yearsFactor(skill.years, years)), at: skill.at };
});

/** Score of a skill that is listed but named in no post: the person may have used it. */
const LISTED = 0.55;
/** Factor by how many posts ago the skill was last used. */
const USED = [1, 0.97, 0.94, 0.9];

/** A skill is scored by the posts that used it, never by how often it is written. */
function strength({ posts, age }: SkillFact): number {
  return posts === 0 || age === null ? LISTED : USED[Math.min(age, USED.length - 1)]!;
}

/**
 * Factor for years of a skill. Missing dates cost at most a fifth, and a skill that is named stays shown however few
 * its years.
 */
function yearsFactor(have: number | null, asked: number | undefined): number {
  if (asked === undefined || asked === 0) return 1;
  return have === null ? 0.8 : 0.6 + 0.4 * Math.min(1, have / asked);
}

export const termScore = anyOf((view, { text }) => phrase(view, text));

/** For a phrase outside the vocabulary: the share of its words that the CV has. */
function phrase({ words }: View, text: string): Scored {
  const asked = tellingHashes(text);
  if (asked.length === 0) return NOTHING;
  let held = 0;
  for (const hash of asked) if (holds(words, hash)) held += 1;
  return { score: held === asked.length ? 1 : (held / asked.length) * PARTLY, at: null };
}
/** Of what a JD asks for, one CV after the other. */
const tellingHashes = memoize((text) =>
  foldWords(text)
    .filter((word) => !isStopWord(word))
    .map(hashWord),
);

/** Score where a CV has no dates: less than for enough years, more than for none. */
const UNKNOWN_YEARS = 0.4;
/** Score for more years than the JD's maximum: the person still has the experience. */
const OVER = 0.6;

export const experienceScore: Scorer = ({ facts }, { requirement: { years = 0, maxYears = Infinity } }) => {
  if (facts.years === null) return { score: UNKNOWN_YEARS, at: null };
  const at = facts.titles.find((title) => title.age !== null && title.at !== null)?.at ?? null;
  if (facts.years < years) return { score: (facts.years / years) * PARTLY, at };
  return { score: facts.years > maxYears ? OVER : 1, at };
};

/** Score by how many levels apart the person and the requirement are. */
const LEVELS_APART = [1, 0.7, 0.3];

/** Compares the level named in one of the two latest posts, else the level that the years suggest. */
export const seniorityScore: Scorer = ({ facts }, { requirement }) => {
  const asked = SENIORITY_LEVELS.find((level) => level === requirement.term);
  if (asked === undefined) return NOTHING;
  const latest = facts.titles.filter(({ age }) => age !== null && age <= 1);
  const named = latest.map(({ text, at }) => ({ level: seniorityOf(text), at })).find(({ level }) => level !== null);
  const level = named?.level ?? levelOfYears(facts.years);
  return { score: LEVELS_APART[seniorityDistance(asked, level)] ?? 0, at: named?.at ?? latest[0]?.at ?? null };
};

/** As adverts use the words: junior up to two years, senior from six. */
function levelOfYears(years: number | null): SeniorityLevel {
  if (years === null) return 'mid';
  return years < 2 ? 'junior' : years < 6 ? 'mid' : 'senior';
}

export const educationScore = anyOf(({ facts }, { term }) => {
  const asked = DEGREE_NAMES.indexOf(term as (typeof DEGREE_NAMES)[number]);
  const { level, at } = facts.education;
  if (asked < 0 || level === 0) return NOTHING;
  return { score: level >= asked ? 1 : (level / asked) * PARTLY, at };
});

export const languageScore = anyOf((view, { term }) => keyed(view.facts.languages, term));
export const certificateScore = anyOf((view, { term }) => keyed(view.facts.certificates, term));

function keyed(facts: { key: string; at: Scored['at'] }[], term: string | undefined): Scored {
  const found = facts.find((fact) => fact.key === term);
  return found === undefined ? NOTHING : { score: 1, at: found.at };
}

export const locationScore = anyOf(({ facts }, { text }) => {
  const asked = wordSet(text);
  return facts.location.words.some((word) => asked.has(word)) ? { score: 1, at: facts.location.at } : NOTHING;
});
const wordSet = memoize((text) => new Set(foldWords(text)));
