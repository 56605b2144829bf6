import type { Vocabulary } from '../profile/index.js';
import type { Idf } from './idf.js';
import type { ScoreTools } from './scorers/view.js';
import { foldText, foldWords } from './words.js';
import type { JdPlan } from './jd-plan.js';

/**
 * The occupations whose nearness to the JD's title is at least `least`: related ones in the vocabulary, and ones that
 * share telling words with the title. The nearness is what scoring would give a title that is spelled like the
 * occupation.
 */
export function nearOccupations(
  plan: Pick<JdPlan, 'parts' | 'titleWords' | 'titleCover'>,
  least: number,
  { vocabulary, idf }: ScoreTools,
): { term: string; near: number }[] {
  const near = new Map<string, number>();
  const asked = plan.parts.find(({ kind }) => kind === 'title')?.requirement.term;
  for (const one of asked === undefined ? [] : related(vocabulary, asked, least))
    near.set(one.term, plan.titleCover * one.near);
  const whole = plan.titleWords.reduce((sum, { weight }) => sum + weight, 0);
  for (const [occupation, shared] of sharing(plan, occupationsOf(vocabulary, idf))) {
    const value = (2 * shared) / (whole + occupation.weight);
    if (value >= Math.max(least, near.get(occupation.term) ?? 0)) near.set(occupation.term, value);
  }
  return [...near].map(([term, value]) => ({ term, near: value }));
}

/** JDs ask for the same few occupations again and again. */
function related(vocabulary: Vocabulary, term: string, least: number): { term: string; near: number }[] {
  let known = remembered.get(vocabulary);
  if (known === undefined || known.size > MOST_REMEMBERED) remembered.set(vocabulary, (known = new Map()));
  const name = `${least} ${term}`;
  let found = known.get(name);
  if (found === undefined) known.set(name, (found = vocabulary.occupationsNear(term, least)));
  return found;
}
const remembered = new WeakMap<Vocabulary, Map<string, { term: string; near: number }[]>>();
const MOST_REMEMBERED = 500;

/**
 * Occupations that share words with the JD's title, with the summed weight of those words: computes `sharedWords` for
 * all occupations at once.
 */
function sharing({ titleWords }: Pick<JdPlan, 'titleWords'>, known: Occupations): Map<Occupation, number> {
  const shared = new Map<Occupation, number>();
  for (const { word, weight } of titleWords)
    for (const one of known.holding(word)) shared.set(one, (shared.get(one) ?? 0) + weight);
  return shared;
}

interface Occupation {
  term: string;
  /** Total weight of its words. */
  weight: number;
}

/** The vocabulary's occupations by word, looked up on first use: one command needs only a few. */
class Occupations {
  private readonly folded: string[];
  private readonly made = new Map<number, Occupation & { words: Set<string> }>();
  private readonly byWord = new Map<string, Occupation[]>();

  constructor(
    private readonly terms: readonly string[],
    private readonly idf: Idf,
  ) {
    this.folded = terms.map(foldText);
  }

  holding(word: string): Occupation[] {
    let found = this.byWord.get(word);
    if (found !== undefined) return found;
    // Finds the plural as well.
    const stem = word.endsWith('y') ? word.slice(0, -1) : word;
    found = this.folded.flatMap((text, i) => (text.includes(stem) && this.at(i).words.has(word) ? [this.at(i)] : []));
    this.byWord.set(word, found);
    return found;
  }

  private at(i: number): Occupation & { words: Set<string> } {
    let one = this.made.get(i);
    if (one === undefined) {
      const words = foldWords(this.terms[i]!);
      this.made.set(
        i,
        (one = {
          term: this.terms[i]!,
          words: new Set(words),
          weight: words.reduce((sum, word) => sum + this.idf.of(word), 0),
        }),
      );
    }
    return one;
  }
}

function occupationsOf(vocabulary: Vocabulary, idf: Idf): Occupations {
  let known = opened.get(vocabulary);
  if (known === undefined) opened.set(vocabulary, (known = new Occupations(vocabulary.occupations(), idf)));
  return known;
}
const opened = new WeakMap<Vocabulary, Occupations>();
