import type { HeldOccupation } from '../../domain/index.js';
import type { Idf } from '../idf.js';
import type { TitleFact } from '../features/titles.js';
import { clamp, type Scored, type ScoreTools, type View } from './view.js';
import type { JdPlan, PlannedPart } from '../jd-plan.js';

/** A post further back counts less; a title that stands in no post may be someone else's. */
const AGED = [1, 0.85, 0.7, 0.55];
const LOOSE = 0.5;
/** In the whole career a loose title counts less still, since there are many. */
const LOOSE_SHARE = 0.3;

/**
 * Nearly yes or no: nothing below the nearness of what only sounds alike, everything from that of one occupation on. By
 * how near beyond says little of a person's fit.
 */
export function titleScore({ plan, facts, tools }: View, { requirement }: PlannedPart): Scored {
  const { score, at } = titlesScore(facts.titles, (title) => titleNearness(plan, requirement.term, title, tools));
  return { score: titleCredit(score), at };
}

/** What a nearness of titles is worth, 0..1. */
export function titleCredit(near: number): number {
  return clamp((near - TITLES_ALIKE) / (SAME - TITLES_ALIKE));
}
/** Nearness of titles that only sound alike. */
export const TITLES_ALIKE = 0.42;
const SAME = 0.6;

/** Half the nearest title by how recent it is, half the share of the career that was spent near the title asked for. */
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

/** The occupations among titles, by which the first stage finds CVs: together they tell what `titlesScore` makes of a nearness to each. */
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

/** By occupation where the vocabulary knows both, and by shared words; the better of the two. */
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

/** Idf-weighted overlap of two titles (Dice). */
function sharedWords(plan: JdPlan, own: string[], idf: Idf): number {
  const ownWeight = own.reduce((sum, word) => sum + idf.of(word), 0);
  const asked = plan.titleWords.reduce((sum, { weight }) => sum + weight, 0);
  const shared = plan.titleWords.reduce((sum, { word, weight }) => (own.includes(word) ? sum + weight : sum), 0);
  return asked + ownWeight === 0 ? 0 : (2 * shared) / (asked + ownWeight);
}
