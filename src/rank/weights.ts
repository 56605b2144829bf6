import { CvmatchError } from '../errors.js';

/**
 * The shares of a score, from models/ranker.json as learned by `npm run ranker:learn`. A flag can override single ones.
 */
export interface RankerWeights {
  /**
   * Shares of the score for `meaning`, `words`, `title` and `asked`; where a JD has nothing for one of them, the others
   * are scaled up. The requirements named in the JD divide `asked` among themselves: each by its own weight times that
   * of its kind, which is 1 for a skill.
   */
  kinds: Record<WeightKind, number>;
  /**
   * BM25 over fields (Zaragoza et al. 2004): saturation, strength of length normalisation, and per field weight and
   * typical length.
   */
  words: { k1: number; b: number; fields: [number, number, number]; lengths: [number, number, number] };
}

export const SHARES = ['words', 'meaning', 'title', 'asked'] as const;
const ASKED = ['skill', 'term', 'seniority', 'experience', 'education', 'language', 'location', 'certificate'] as const;
export const WEIGHT_KINDS = [...SHARES, ...ASKED] as const;
export type WeightKind = (typeof WEIGHT_KINDS)[number];
/** Kinds of the parts of a score. */
export type PartKind = Exclude<WeightKind, 'asked'>;

/** Where learning starts and what its result is shrunk towards. */
export const DEFAULT_WEIGHTS: RankerWeights = {
  kinds: {
    words: 0.7,
    meaning: 0.35,
    title: 0.24,
    asked: 0.2,
    skill: 1,
    term: 0.6,
    seniority: 0.2,
    experience: 0.3,
    education: 0.25,
    language: 0.5,
    location: 0.2,
    certificate: 0.8,
  },
  words: { k1: 2.5, b: 0.75, fields: [1, 0.5, 1], lengths: [10, 90, 650] },
};

/** Weights from parsed JSON. Every field is checked, since a typo would silently change every rank. */
export function readWeights(value: unknown, base: RankerWeights = DEFAULT_WEIGHTS): RankerWeights {
  const given = (value ?? {}) as Partial<RankerWeights>;
  const kinds = { ...base.kinds };
  for (const [kind, weight] of Object.entries(given.kinds ?? {})) {
    if (!(WEIGHT_KINDS as readonly string[]).includes(kind) || typeof weight !== 'number' || !(weight >= 0)) {
      throw new CvmatchError(
        'bad_config',
        `weight '${kind}' is not one that the ranker knows, or not a number of 0 or more`,
        {
          hint: `Weights are: ${WEIGHT_KINDS.join(', ')}.`,
        },
      );
    }
    kinds[kind as WeightKind] = weight;
  }
  if (SHARES.every((kind) => kinds[kind] === 0))
    throw new CvmatchError('bad_config', 'all shares are 0', {
      hint: `Give at least one of ${SHARES.join(', ')} a weight above 0.`,
    });
  return { kinds, words: { ...base.words, ...given.words } };
}

/** `title=0.5,skill=0.2` as input for readWeights. */
export function parseWeightsFlag(flag: string): { kinds: Record<string, number> } {
  const pairs = flag.split(',').map((pair) => pair.split('='));
  return { kinds: Object.fromEntries(pairs.map(([kind, weight]) => [kind!.trim(), Number(weight)])) };
}

/** A requirement that scores less is missing. */
export const SHOWN = 0.5;
