import type { Requirement } from '../domain/index.js';
import type { Vocabulary } from '../profile/index.js';
import { commonWords, guessLanguage } from '../profile/language/language.js';
import { jdRuns } from './copied.js';
import type { Idf } from './idf.js';
import type { JdPlan, PlannedPart, MustRule, JdWord, TitleWord } from './jd-plan.js';
import { readJdSource } from './jd/formats/source.js';
import { titleHead } from './jd/jd.js';
import { jdKeywords } from './listed.js';
import { type PartKind, type RankerWeights, SHOWN } from './weights.js';
import { foldWords, hashWord, isStopWord } from './words.js';
import { isBoilerplate, type JdText, type SegmentRole } from './jd/text.js';

export interface PlanTools {
  vocabulary: Vocabulary;
  idf: Idf;
  weights: RankerWeights;
  /** Hard requirements, from flags. */
  extra?: Requirement[];
  /** Whether the embedding model knows more words than the idf table, as downloaded multilingual models do. */
  modelReadsAll?: boolean;
  /** The title where it is known from elsewhere; null where the JD is known to have none. */
  title?: string | null;
}

export function planJd(text: string, tools: PlanTools): JdPlan {
  const { jd, requirements, notAsked } = readJdSource(text, tools.vocabulary, tools.title);
  const all = jdWords(jd, tools.idf);
  const known = readable(all, tools.idf);
  const words = known > 0 ? all : withoutCommon(all, text);
  const reads = tools.modelReadsAll === true ? 1 : known;
  const parts = countedOf(planParts(requirements, { ...tools, weights: withoutUnread(tools.weights, reads) }), known);
  return {
    title: jd.title,
    notAsked: notAsked.map((one) => one.text),
    reads,
    parts,
    musts: mustsOf(parts),
    words,
    // Both the raw text and the text as read: in the raw text of a posting, markup stands between the words.
    runs: jdRuns([text, ...jd.segments.map((segment) => segment.text)].join('\n')),
    keywords: jdKeywords(parts),
    wordCeiling: words.reduce((sum, word) => sum + word.weight, 0),
    titleWords: titleWords(jd.title, tools.idf),
    titleCover: titleCover(jd.title, requirements.find(({ kind }) => kind === 'title')?.term, tools),
    texts: jd.title === null ? [bodyText(jd)] : [bodyText(jd), jd.title],
    vectors: [],
    weights: tools.weights,
  };
}

/**
 * How much of the JD the built-in model can read, 0..1. It knows 73 to 100 % of the words of public English JDs, but
 * only 15 to 21 % of Romanian ones, where similarity is noise.
 */
function readable(words: JdWord[], idf: Idf): number {
  const known = words.filter(({ word }) => idf.knows(word)).length / Math.max(1, words.length);
  return Math.min(1, Math.max(0, (known - READ_NOTHING) / (READ_ALL - READ_NOTHING)));
}
const READ_NOTHING = 0.25;
const READ_ALL = 0.65;

/** The idf table says nothing about a language that it does not cover: its function words would count as the rarest. */
function withoutCommon(words: JdWord[], text: string): JdWord[] {
  const common = new Set(commonWords(guessLanguage(text)).flatMap(foldWords));
  return words.filter(({ word }) => !common.has(word));
}

/**
 * In a language that the table hardly covers, a missing phrase proves nothing, since most CVs phrase it in another
 * language.
 */
function countedOf(parts: PlannedPart[], known: number): PlannedPart[] {
  return known > 0 ? parts : parts.map((part) => (part.kind === 'term' ? { ...part, counted: false } : part));
}

export function withoutUnread(weights: RankerWeights, share: number): RankerWeights {
  return { ...weights, kinds: { ...weights.kinds, meaning: weights.kinds.meaning * share } };
}

/**
 * Weight of the title beside the body in the JD's vector: the title names the occupation that the body describes.
 * Measured with vectors alone for 0 / 0.5 / 1 / 2: Spearman on two sets graded for fit 0.55 / 0.58 / 0.52 / 0.52 and
 * 0.87 / 0.85 / 0.84 / 0.82, AUC on a third 0.79 / 0.82 / 0.81 / 0.80, nDCG@10 on occupations 0.26 / 0.30 / 0.32 /
 * 0.33.
 */
const TITLE = 0.5;

/** `rows`: the vectors of `plan.texts`, one after the other. */
export function withVectors(plan: JdPlan, rows: Float32Array, dimensions: number): JdPlan {
  const [body, title] = [rows.slice(0, dimensions), rows.subarray(dimensions, 2 * dimensions)];
  if (plan.title === null) return { ...plan, vectors: [body] };
  const whole = body.map((x, i) => x + TITLE * title[i]!);
  const norm = Math.sqrt(whole.reduce((sum, x) => sum + x * x, 0));
  return { ...plan, vectors: [norm === 0 ? whole : whole.map((x) => x / norm)] };
}

/** The parts of a score with their shares, which sum to 1. */
export function planParts(
  requirements: Requirement[],
  { weights, extra = [] }: Pick<PlanTools, 'weights' | 'extra'>,
): PlannedPart[] {
  const whole = (kind: 'words' | 'meaning' | 'title', text: string): Asked => ({
    kind,
    requirement: { text, kind: 'term', must: false, weight: 1 },
  });
  const titles = requirements.filter(({ kind }) => kind === 'title');
  const asked = requirements.filter(({ kind }) => kind !== 'title');
  const parts = [
    ...titles.map((requirement) => shareOf({ kind: 'title', requirement }, weights.kinds.title)),
    ...askedParts(asked, weights).map((part) => ({ ...part, counted: isCounted(part, titles) })),
    shareOf(whole('words', 'the words of the JD'), weights.kinds.words),
    shareOf(whole('meaning', 'the JD as a whole'), weights.kinds.meaning),
  ];
  const hard = extra.map((requirement) => ({
    requirement,
    kind: requirement.kind,
    hard: true,
    counted: false,
    share: 0,
  }));
  return [...hard, ...normalised(parts)];
}
type Asked = Pick<PlannedPart, 'kind' | 'requirement'>;

function shareOf(one: Asked, share: number): PlannedPart {
  return { ...one, share, hard: false, counted: false };
}

/**
 * Counted are musts that a CV either shows or not. What the title already names is left out: whoever held the title
 * shows it.
 */
function isCounted({ kind, requirement }: Asked, titles: Requirement[]): boolean {
  return requirement.must && COUNTED.has(kind) && !titles.some(({ text }) => names(text, requirement.text));
}
const COUNTED = new Set<PartKind>(['skill', 'term', 'certificate', 'language']);

function names(title: string, text: string): boolean {
  const words = new Set(foldWords(title));
  return foldWords(text).every((word) => words.has(word));
}

/**
 * Everything asked for by name divides the share `asked`: each requirement by its own weight times that of its kind. A
 * JD that asks for little by name says less that way, so the share grows with what is asked for and approaches `asked`.
 */
function askedParts(requirements: Requirement[], { kinds }: RankerWeights): PlannedPart[] {
  const weighed = requirements.map((requirement) => ({
    requirement,
    weight: kinds[requirement.kind] * requirement.weight,
  }));
  const all = weighed.reduce((sum, { weight }) => sum + weight, 0);
  return weighed.map(({ requirement, weight }) =>
    shareOf({ kind: requirement.kind, requirement }, (kinds.asked * weight) / (all + HALF)),
  );
}
/** The sum of weights at which the requirements get half of the share `asked`. */
const HALF = 1;

function normalised(parts: PlannedPart[]): PlannedPart[] {
  const total = parts.reduce((sum, { share }) => sum + share, 0);
  return parts.map((part) => ({ ...part, share: total === 0 ? 1 / parts.length : part.share / total }));
}

/** With fewer musts nothing is held back: two or three could be missed through a reading mistake. */
const FEWEST_MUSTS = 4;
const ENOUGH = 0.1;
/**
 * A must that is shown scores at least SHOWN, and most musts have more than half of their share. So this is the least
 * that a CV with most musts scores.
 */
const LEAST_OF_MOST = SHOWN * 0.5;

export function mustsOf(parts: PlannedPart[]): MustRule | null {
  const counted = parts.filter((part) => part.counted);
  if (counted.length < FEWEST_MUSTS) return null;
  const share = counted.reduce((sum, part) => sum + part.share, 0);
  return { share, enough: ENOUGH, floor: LEAST_OF_MOST * share };
}

/** Weight of a word by where it stands; boilerplate and excluded text have none. */
const EMPHASIS: Partial<Record<SegmentRole, number>> = { title: 1, must: 1.2, duties: 1, nice: 0.7 };

/** A repeated word tells more, but less than in proportion to its repetitions. */
const REPETITION = 0.5;

/** The JD's words weighted by inverse document frequency and emphasis, heaviest first; each repetition adds less. */
function jdWords(jd: JdText, idf: Idf): JdWord[] {
  const mentions = new Map<string, number>();
  const count = (text: string, emphasis: number) => {
    for (const word of foldWords(text)) if (!isStopWord(word)) mentions.set(word, (mentions.get(word) ?? 0) + emphasis);
  };
  if (jd.title !== null) count(jd.title, EMPHASIS.title ?? 0);
  for (const segment of jd.segments) if (segment.role !== 'title') count(segment.text, EMPHASIS[segment.role] ?? 0);
  return [...mentions]
    .filter(([, n]) => n > 0)
    .map(([word, n]) => ({ word, hash: hashWord(word), weight: idf.of(word) * n ** REPETITION }))
    .sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1));
}

/** Words of the title: those before a comma or dash name the occupation, the rest its context. */
export function titleWords(title: string | null, idf: Idf): TitleWord[] {
  if (title === null) return [];
  const head = new Set(foldWords(titleHead(title)));
  const all = [...new Set(foldWords(title))].filter((word) => !isStopWord(word) || head.has(word));
  return all.map((word) => ({ word, weight: idf.of(word) * (head.has(word) ? 1 : 0.25) }));
}

/**
 * The share by idf of a title's head that its one-word occupation covers: in "Knowledge Graph Engineer" the other words
 * say what the job is. An occupation of several words says that itself.
 */
export function titleCover(
  title: string | null,
  term: string | undefined,
  { vocabulary, idf }: Pick<PlanTools, 'vocabulary' | 'idf'>,
): number {
  if (title === null || term === undefined || term.includes(' ')) return 1;
  const head = titleHead(title);
  const hit = vocabulary.find(head).find((one) => one.kind === 'title' && one.term === term);
  const named = new Set(foldWords(hit === undefined ? term : head.slice(hit.start, hit.end)));
  const words = [...new Set(foldWords(head))].filter((word) => !isStopWord(word));
  const taken = words.filter((word) => named.has(word));
  const sum = (some: string[]) => some.reduce((all, word) => all + idf.of(word), 0);
  return taken.length === 0 ? 1 : sum(taken) / sum(words);
}

function bodyText(jd: JdText): string {
  const kept = jd.segments
    .filter((segment) => !isBoilerplate(segment) && segment.role !== 'title')
    .map((segment) => segment.text);
  return [jd.title ?? '', ...kept].join('\n').trim();
}
