import type { MatchFinding, Passage } from '../domain/index.js';
import type { Vocabulary } from '../profile/index.js';
import { DEGREE_NAMES } from './facts.js';
import { lookUp, type CvFacts, type CvWords } from './features.js';
import type { Idf } from './idf.js';
import { ownText } from './own-text.js';
import type { JdPlan, PlannedPart } from './plan.js';
import type { Place, TitleFact } from './titles.js';
import { foldWords, hashWord, isStopWord } from './words.js';

/** What is scored of one CV, as the store loads it. */
export interface Candidate {
  cvId: string;
  features: Uint8Array;
  passages: Passage[];
  /** One row of length one per passage. */
  passageVectors: Float32Array;
}

export interface ScoredPart {
  /** `rerank`: what a cross-encoder makes of the whole. */
  part: PlannedPart<PlannedPart['kind'] | 'rerank'>;
  /** 0..1 */
  score: number;
  /** Where in the CV's text the score comes from. */
  at: Place | null;
}

export interface ScoredCv {
  cvId: string;
  /** 0..1: the sum of share x score over the parts. */
  score: number;
  /** Hard requirements that the CV does not show. */
  missing: number;
  parts: ScoredPart[];
  /** Text of the CV that earned nothing, and why. */
  findings: MatchFinding[];
}

export interface ScoreTools {
  vocabulary: Vocabulary;
  idf: Idf;
}

/** A requirement scored below this is missing. */
export const SHOWN = 0.5;

/** One CV against one JD: a function of these arguments alone. */
export function scoreCv(plan: JdPlan, cv: Candidate, tools: ScoreTools): ScoredCv {
  const { findings, ...own } = ownText(plan, cv);
  const view: View = { plan, ...own, tools };
  const parts = plan.parts.map((part) => ({ part, ...SCORERS[part.kind](view, part) }));
  const score = parts.reduce((sum, { part, score }) => sum + part.share * score, 0);
  const missing = parts.filter(({ part, score }) => part.hard && score < SHOWN).length;
  return { cvId: cv.cvId, score: clamp(score), missing, parts, findings };
}

interface View {
  plan: JdPlan;
  cv: Candidate;
  words: CvWords;
  facts: CvFacts;
  tools: ScoreTools;
}
export type Scored = { score: number; at: Place | null };

const SCORERS: Record<PlannedPart['kind'], (view: View, part: PlannedPart) => Scored> = {
  words: wordsScore,
  meaning: meaningScore,
  title: titleScore,
  skill: skillScore,
  term: (view, { requirement }) => phraseScore(view, requirement.text),
  seniority: () => ({ score: 1, at: null }),
  experience: experienceScore,
  education: educationScore,
  language: (view, part) => keyScore(view.facts.languages, part),
  location: locationScore,
  certificate: (view, part) => keyScore(view.facts.certificates, part),
};

/** No CV repeats all words of a JD: this share of the most that they can sum up to counts as all. */
const REACHABLE = 0.4;

/** BM25 over title, skills and body with usual lengths in place of a collection's, as a share of the most it can be. */
function wordsScore({ plan, words }: View): Scored {
  const { k1, b, fields, lengths } = plan.weights.words;
  const scale = fields.map((weight, i) => weight / (1 - b + (b * words.lengths[i]!) / lengths[i]!));
  let sum = 0;
  for (const { hash, weight } of plan.words) {
    const tf = lookUp(words, hash);
    if (!tf) continue;
    const weighted = tf[0] * scale[0]! + tf[1] * scale[1]! + tf[2] * scale[2]!;
    sum += (weight * weighted) / (k1 + weighted);
  }
  return { score: plan.wordCeiling === 0 ? 0 : clamp(sum / (REACHABLE * plan.wordCeiling)), at: null };
}

/** Passages that count for the nearness of the whole: one lucky sentence is not a career. */
const BEST_PASSAGES = 3;
/** Share of the whole CV; the rest is that of the best passages. By themselves those rank far worse (nDCG@10 0.25 against 0.32). */
const WHOLE = 0.8;

/** Nearness of the JD to the CV as a whole and to its best passages. */
function meaningScore({ plan, cv }: View): Scored {
  const [jd] = plan.vectors;
  if (!jd || cv.passages.length === 0) return { score: 0, at: null };
  const best = nearestPassages(jd, cv, BEST_PASSAGES);
  const top = best.reduce((sum, { near }) => sum + near, 0) / best.length;
  const mean = cosineToMean(jd, cv);
  const { passage } = best[0]!;
  return { score: clamp(WHOLE * mean + (1 - WHOLE) * top), at: [passage.start, passage.end, passage.page] };
}

/** The CV's passages with their nearness to the vector, nearest first. */
export function nearestPassages(vector: Float32Array, cv: Pick<Candidate, 'passages' | 'passageVectors'>, most = Infinity): { passage: Passage; near: number }[] {
  const near = cv.passages.map((_, i) => dot(vector, cv.passageVectors, i * vector.length));
  const order = near.map((_, i) => i).sort((a, b) => near[b]! - near[a]! || a - b);
  return order.slice(0, most).map((i) => ({ passage: cv.passages[i]!, near: near[i]! }));
}

function dot(a: Float32Array, rows: Float32Array, offset: number): number {
  const n = a.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i]! * rows[offset + i]!;
  return sum;
}

function cosineToMean(jd: Float32Array, cv: Candidate): number {
  const rows = cv.passageVectors;
  const n = jd.length;
  const mean = new Float64Array(n);
  for (let row = 0; row < rows.length; row += n) for (let i = 0; i < n; i++) mean[i]! += rows[row + i]!;
  let product = 0;
  let square = 0;
  for (let i = 0; i < n; i++) {
    product += mean[i]! * jd[i]!;
    square += mean[i]! * mean[i]!;
  }
  return square === 0 ? 0 : product / Math.sqrt(square);
}

/** A post further back counts less; a title that stands in no post may be someone else's. */
const AGED = [1, 0.85, 0.7, 0.55];
const LOOSE = 0.5;
/** In the whole career a loose title counts less still, since there are many. */
const LOOSE_SHARE = 0.3;

/** Half the nearest title by how recent it is, half the share of the career that was spent near the title asked for. */
function titleScore({ plan, facts, tools }: View, { requirement }: PlannedPart): Scored {
  return titlesScore(facts.titles, (title) => titleNearness(plan, requirement.term, title, tools));
}

export function titlesScore(titles: TitleFact[], nearness: (title: TitleFact) => number): Scored {
  let best: Scored = { score: 0, at: null };
  let near = 0;
  let all = 1;
  for (const title of titles) {
    const nearby = nearness(title);
    const recent = nearby * (title.age === null ? LOOSE : AGED[Math.min(title.age, AGED.length - 1)]!);
    if (recent > best.score) best = { score: recent, at: title.at };
    const share = (title.age === null ? LOOSE_SHARE : 1 / (1 + title.age)) * Math.log1p(title.count);
    near += share * nearby * nearby;
    all += share;
  }
  return { score: clamp((best.score + near / all) / 2), at: best.at };
}

/** By occupation where the vocabulary knows both, and by shared words; the better of the two. */
export function titleNearness(plan: JdPlan, term: string | undefined, title: TitleFact, { vocabulary, idf }: ScoreTools): number {
  const known = term !== undefined && title.term !== null ? vocabulary.relatedness(term, title.term) : 0;
  return Math.max(known, sharedWords(plan, title.words, idf));
}

/** Idf-weighted overlap of two titles (Dice). */
function sharedWords(plan: JdPlan, own: string[], idf: Idf): number {
  const ownWeight = own.reduce((sum, word) => sum + idf.of(word), 0);
  const asked = plan.titleWords.reduce((sum, { weight }) => sum + weight, 0);
  const shared = plan.titleWords.reduce((sum, { word, weight }) => (own.includes(word) ? sum + weight : sum), 0);
  return asked + ownWeight === 0 ? 0 : (2 * shared) / (asked + ownWeight);
}

const ONE_MENTION = 0.8;
const RELATED = 0.6;

function skillScore(view: View, { requirement }: PlannedPart): Scored {
  const { facts, tools } = view;
  if (requirement.term === undefined) return phraseScore(view, requirement.text);
  let related: Scored = { score: 0, at: null };
  for (const skill of facts.skills) {
    if (skill.term === requirement.term) {
      const shown = ONE_MENTION + (1 - ONE_MENTION) * Math.min(1, (skill.count - 1) / 2);
      return { score: shown * yearsFactor(skill.years, requirement.years), at: skill.at };
    }
    const score = RELATED * tools.vocabulary.relatedness(requirement.term, skill.term);
    if (score > related.score) related = { score: Math.min(score, SHOWN - 0.01), at: skill.at };
  }
  return related;
}

/** A phrase that the vocabulary does not know: the share of its words that the CV holds. */
function phraseScore({ words }: View, text: string): Scored {
  const asked = foldWords(text).filter((word) => !isStopWord(word));
  const held = asked.filter((word) => lookUp(words, hashWord(word)) !== null);
  const all = asked.length > 0 && held.length === asked.length;
  return { score: all ? 1 : asked.length === 0 ? 0 : (held.length / asked.length) * (SHOWN - 0.01), at: null };
}

/** Undated skills are not held against anyone more than by a fifth. */
function yearsFactor(have: number | null, asked: number | undefined): number {
  if (asked === undefined || asked === 0) return 1;
  return have === null ? 0.8 : 0.6 + 0.4 * Math.min(1, have / asked);
}

function experienceScore({ facts }: View, { requirement }: PlannedPart): Scored {
  const at = facts.titles.find((title) => title.age !== null && title.at !== null)?.at ?? null;
  if (facts.years === null) return { score: 0.4, at: null };
  const share = requirement.years ? Math.min(1, facts.years / requirement.years) : 1;
  return { score: share >= 1 ? 1 : share * (SHOWN - 0.01), at };
}

function educationScore({ facts }: View, { requirement }: PlannedPart): Scored {
  const asked = DEGREE_NAMES.indexOf(requirement.term as (typeof DEGREE_NAMES)[number]);
  const { level, at } = facts.education;
  return { score: level >= asked ? 1 : level === 0 ? 0 : (level / asked) * (SHOWN - 0.01), at };
}

function keyScore(facts: { key: string; at: Place | null }[], { requirement }: PlannedPart): Scored {
  const found = facts.find((fact) => fact.key === requirement.term);
  return { score: found ? 1 : 0, at: found?.at ?? null };
}

function locationScore({ facts }: View, { requirement }: PlannedPart): Scored {
  const asked = new Set(foldWords(requirement.text));
  const shared = facts.location.words.some((word) => asked.has(word));
  return { score: shared ? 1 : 0, at: shared ? facts.location.at : null };
}

function clamp(x: number): number {
  return Math.min(1, Math.max(0, x));
}
