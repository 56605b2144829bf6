import {
  foldWords,
  hashWord,
  isStopWord,
  nearOccupations,
  titleCredit,
  TITLES_ALIKE,
  type JdPlan,
  type ScoreTools,
} from '../rank/index.js';
import type { AskedPart, AskedThing, PickQuery } from '../store/port/index.js';

/** Nearness of occupations below which a CV gets nothing of the title's share. */
const NEAR = 0.5;
/** Further words of a JD weigh little and stand in many CVs. */
const MOST_WORDS = 100;

/**
 * What the first stage searches by: the JD's vector, its words, occupations near the requested one, and what is asked for by
 * name. It decides which CVs are scored, but never a score.
 */
export function pickQuery(
  plan: JdPlan,
  tools: ScoreTools,
): Pick<PickQuery, 'vector' | 'words' | 'occupations' | 'asked' | 'floor' | 'shares'> {
  const [vector] = plan.vectors;
  const share = (kind: string) => plan.parts.find((part) => part.kind === kind)?.share ?? 0;
  return {
    vector: vector ?? new Float32Array(0),
    words: plan.words.slice(0, MOST_WORDS).map(({ hash, weight }) => ({ hash, weight: weight / plan.wordCeiling })),
    occupations: nearOccupations(plan, NEAR, tools),
    asked: plan.parts.filter(({ kind }) => NAMED.has(kind)).map(askedPart),
    floor: floorOf(plan),
    shares: {
      meaning: share('meaning'),
      title: share('title'),
      words: share('words'),
      least: TITLES_ALIKE,
      credit: titleCredit,
    },
  };
}

type Part = JdPlan['parts'][number];

/** Of what a CV shows by its words, mostly. */
const NAMED = new Set<Part['kind']>(['skill', 'term', 'certificate']);

function askedPart({ requirement, share, counted }: Part): AskedPart {
  const things = [requirement, ...(requirement.alternatives ?? [])].map(askedThing);
  return { anyOf: things.filter(({ hashes }) => hashes.length > 0), share, must: counted };
}

/** A known skill by its canonical name among the CV's skills, anything else by its telling words. */
function askedThing({ text, term }: { text: string; term?: string | undefined }): AskedThing {
  const words = term === undefined ? foldWords(text).filter((word) => !isStopWord(word)) : foldWords(term);
  return { hashes: [...new Set(words.map((word) => hashWord(word)))], skill: term !== undefined };
}

/** Undefined where other musts count too, such as a language: words do not tell which CV shows one. */
function floorOf({ parts, musts }: JdPlan): number | undefined {
  const counted = parts.filter((part) => part.counted);
  return musts === null || !counted.every(({ kind }) => kind === 'skill' || kind === 'term') ? undefined : musts.floor;
}
