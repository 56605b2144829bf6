import {
  foldWords,
  isStopWord,
  nearOccupations,
  titleCredit,
  TITLES_ALIKE,
  type JdPlan,
  type ScoreTools,
} from '../rank/index.js';
import type { PickQuery } from '../store/port/index.js';

/** Nearness of occupations below which a CV gets nothing of the title's share. */
const NEAR = 0.5;

/**
 * What the first stage searches by: the JD's vector, its most telling words, the words of its title and of the known
 * occupation, and occupations near that. It decides which CVs are scored, but never a score.
 */
export function pickQuery(
  plan: JdPlan,
  tools: ScoreTools,
): Pick<PickQuery, 'vector' | 'words' | 'titleWords' | 'occupations' | 'musts' | 'shares'> {
  const [vector] = plan.vectors;
  const share = (kind: string) => plan.parts.find((part) => part.kind === kind)?.share ?? 0;
  const term = plan.parts.find(({ kind }) => kind === 'title')?.requirement.term;
  return {
    vector: vector ?? new Float32Array(0),
    words: plan.words.map(({ word, weight }) => ({ word, weight })),
    occupations: nearOccupations(plan, NEAR, tools),
    musts: mustsOf(plan),
    shares: {
      meaning: share('meaning'),
      title: share('title'),
      words: share('words'),
      least: TITLES_ALIKE,
      credit: titleCredit,
    },
    titleWords: [...plan.titleWords.map(({ word }) => word), ...foldWords(term ?? '')],
  };
}

/**
 * Musts that a CV names. Undefined where other musts count too, such as a language, since the lists do not tell which
 * CV shows one.
 */
function mustsOf({ parts, musts }: JdPlan): PickQuery['musts'] {
  const counted = parts.filter((part) => part.counted);
  if (musts === null || !counted.every(({ kind }) => kind === 'skill' || kind === 'term')) return undefined;
  const anyOf = counted
    .flatMap(({ requirement }) => [requirement, ...(requirement.alternatives ?? [])])
    .map(({ text, term }) =>
      term === undefined
        ? {
            words: foldWords(text)
              .filter((word) => !isStopWord(word))
              .join(' '),
            skill: false,
          }
        : { words: foldWords(term).join(' '), skill: true },
    );
  return { anyOf, floor: musts.floor };
}
