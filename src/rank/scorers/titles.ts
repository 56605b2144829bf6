import type { HeldOccupation } from '../../domain/index.js';
import type { Idf } from '../idf.js';
import type { TitleFact } from '../features/titles.js';
import { clamp, type Scored, type ScoreTools, type View } from './view.js';
import type { JdPlan, PlannedPart } from '../jd-plan.js';

/**
 * Factor by age of the post: older ones count less. A title outside any post may be someone else's and counts as the
 * oldest.
 */
const AGED = [1, 0.85, 0.7, 0.55];
const LOOSE = 0.5;
/** Further factor for titles outside posts when the whole career is judged, since there are many of them. */
const LOOSE_SHARE = 0.3;

/**
 * Nearly yes or no: titles that only sound alike score nothing, titles of the same occupation score in full.
 * Differences beyond that say little about a person's fit.
 */
export function titleScore({ plan, facts, tools }: View, { requirement }: PlannedPart): Scored {
  const { score, at } = titlesScore(facts.titles, (title) => titleNearness(plan, requirement.term, title, tools));
  return { score: titleCredit(score), at };
}

/** Score for a similarity of titles, 0..1. */
export function titleCredit(near: number): number {
  return clamp((near - TITLES_ALIKE) / (SAME - TITLES_ALIKE));
}
/** Similarity at which titles only sound alike. */
export const TITLES_ALIKE = 0.42;
const SAME = 0.6;

/**
 * Half the best similarity, weighted by how recent the title is; half the share of the career spent near the title
 * asked for.
 */
export function titlesScore(titles: TitleFact[], nearness: (title: TitleFact) => number): Scored {
  let best: Scored = { score: 0, at: null };
  let near = 0;
  let all = 1;
  for (const title of titles) {
    const nearby = nearness(title);
    const recent = nearby * recencyOf(title);
    if (recent > best.score) best = { score: recent, at: title.at };
    const share = shareOf(title);
    near += share * nearby * nearby;
    all += share;
  }
  return { score: clamp((best.score + near / all) / 2), at: best.at };
}

const recencyOf = ({ age }: TitleFact): number => (age === null ? LOOSE : AGED[Math.min(age, AGED.length - 1)]!);
const shareOf = ({ age, count }: TitleFact): number => (age === null ? LOOSE_SHARE : 1 / (1 + age)) * Math.log1p(count);

/**
 * The occupations among titles, which the first stage uses to find CVs. `recent` and `share` are the factors by which
 * `titlesScore` multiplies the similarity to each.
 */
export function heldOccupations(titles: readonly TitleFact[]): HeldOccupation[] {
  const all = titles.reduce((sum, title) => sum + shareOf(title), 1);
  const held = new Map<string, HeldOccupation>();
  for (const title of titles) {
    if (title.term === null) continue;
    const { recent = 0, share = 0 } = held.get(title.term) ?? {};
    held.set(title.term, {
      term: title.term,
      recent: Math.max(recent, recencyOf(title)),
      share: share + shareOf(title) / all,
    });
  }
  return [...held.values()];
}

/** The better of two measures: relation of the occupations where the vocabulary knows both, and shared words. */
export function titleNearness(
  plan: JdPlan,
  term: string | undefined,
  title: TitleFact,
  { vocabulary, idf }: ScoreTools,
): number {
  const known =
    term !== undefined && title.term !== null ? plan.titleCover * vocabulary.relatedness(term, title.term) : 0;
  return Math.max(known, sharedWords(plan, title.words, idf));
}

/** Idf-weighted overlap of two titles (Dice coefficient). */
function sharedWords(plan: JdPlan, own: string[], idf: Idf): number {
  let [ownWeight, asked, shared] = [0, 0, 0];
  for (const word of own) ownWeight += idf.of(word);
  for (const { word, weight } of plan.titleWords) {
    asked += weight;
    if (own.includes(word)) shared += weight;
  }
  return asked + ownWeight === 0 ? 0 : (2 * shared) / (asked + ownWeight);
}
