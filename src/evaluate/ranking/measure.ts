import { createHash } from 'node:crypto';
import type { Outcome, ProcessedCv } from '../../domain/index.js';
import type { Embedder } from '../../embed/index.js';
import type { Example } from './learning.js';
import { Bm25, fuse, ordered, type Hit } from './baselines.js';
import type { Document, RankingData } from './data.js';
import type { RankSystem } from './ranking.js';
import { seeded } from './metrics.js';
import {
  decodeFeatures,
  encodeFeatures,
  planJd,
  titleNearness,
  titlesScore,
  withVectors,
  type JdPlan,
  type ScoreTools,
  type TitleFact,
} from '../../rank/index.js';
import type { RankerWeights, ScoredCv } from '../../rank/index.js';
import type { Store } from '../../store/port/index.js';
import { pickQuery } from '../../match/pick.js';
import { scorePicked } from '../../match/score.js';

/** The CVs of a data set, processed like files, in a temporary store, with what the baselines need. */
export interface JudgedCorpus {
  store: Store;
  idOf: Map<string, string>;
  cvIdOf: Map<string, string>;
  bm25: Bm25;
  rows: { id: string; vector: Float32Array; titles: TitleFact[] }[];
  failed: number;
}

export interface CorpusTools {
  store: Store;
  embedder: Embedder;
  /** Processes CVs from their text on, in any order. */
  process: (
    texts: Iterable<{ id: string; text: string }>,
  ) => AsyncIterable<{ id: string; outcome: Outcome<ProcessedCv> }>;
  maskTitles: boolean;
  onDocument?: (done: number, total: number) => void;
}

const GROUP = 64;

export async function loadCorpus(data: RankingData, tools: CorpusTools): Promise<JudgedCorpus> {
  const corpus: JudgedCorpus = {
    store: tools.store,
    idOf: new Map(),
    cvIdOf: new Map(),
    bm25: new Bm25(),
    rows: [],
    failed: 0,
  };
  const { id, dimensions, fingerprint } = tools.embedder;
  await tools.store.model.adopt({ id, dimensions, fingerprint });
  for (const document of data.corpus) corpus.bm25.add(document.id, withTitle(document));
  let group: { id: string; cv: ProcessedCv }[] = [];
  let done = 0;
  for await (const { id, outcome } of tools.process(
    data.corpus.map((document) => ({ id: document.id, text: withTitle(document) })),
  )) {
    if (outcome.ok) group.push({ id, cv: tools.maskTitles ? withoutTitles(outcome.value) : outcome.value });
    else corpus.failed++;
    if (group.length === GROUP) {
      await write(corpus, group);
      group = [];
    }
    tools.onDocument?.(++done, data.corpus.length);
  }
  await write(corpus, group);
  return corpus;
}

function withTitle({ title, text }: Document): string {
  return title === null ? text : `${title}\n${text}`;
}

async function write(corpus: JudgedCorpus, group: { id: string; cv: ProcessedCv }[]): Promise<void> {
  for (const { id, cv } of group) {
    const cvId = createHash('sha256').update(id).digest('hex');
    corpus.idOf.set(cvId, id);
    corpus.cvIdOf.set(id, cvId);
    corpus.rows.push({ id, vector: cv.vector, titles: decodeFeatures(cv.features).facts.titles });
  }
  await corpus.store.intake.commit(
    group.map(({ id, cv }) => ({
      path: `corpus/${id}`,
      size: 0,
      mtimeMs: 0,
      hash: corpus.cvIdOf.get(id)!,
      madeWith: 'evaluation',
      fingerprint: 'evaluation',
      duplicates: 'keep' as const,
      outcome: { ok: true as const, value: cv },
    })),
  );
}

/** Removes profile titles that the vocabulary knows from features and index; the text keeps them. */
function withoutTitles(cv: ProcessedCv): ProcessedCv {
  const { words, facts } = decodeFeatures(cv.features);
  const titles = facts.titles.filter((title) => title.term === null);
  const features = encodeFeatures(
    { ...words, title: new Uint8Array(words.title.length), lengths: [0, words.lengths[1], words.lengths[2]] },
    { ...facts, titles },
  );
  return { ...cv, features, occupations: [] };
}

/** The query as given to the ranker. When masked, it has no title, and the text names no title of the vocabulary. */
export function queryText(
  query: Document,
  tools: ScoreTools,
  maskTitles: boolean,
): { title: string | null | undefined; text: string } {
  if (!maskTitles) return { title: query.title ?? undefined, text: query.text };
  const hits = tools.vocabulary.find(query.text).filter((hit) => hit.kind === 'title');
  const text = hits
    .sort((a, b) => b.start - a.start)
    .reduce((rest, hit) => `${rest.slice(0, hit.start)} ${rest.slice(hit.end)}`, query.text);
  return { title: null, text };
}

export interface SystemOptions {
  maskTitles: boolean;
  weights: RankerWeights;
  /** Number of CVs that the first stage picks. */
  picks: number;
}

/** The ranker as used by `match`: pick from the store, then score. */
export function defaultSystem(
  corpus: JudgedCorpus,
  embedder: Embedder,
  tools: ScoreTools,
  options: SystemOptions,
): RankSystem {
  return {
    name: 'ranker',
    async rank(query, among) {
      const scored = await scoredFor(query, among, corpus, embedder, tools, options);
      return scored.map(({ cvId, score }) => ({ id: corpus.idOf.get(cvId)!, score }));
    },
  };
}

async function scoredFor(
  query: Document,
  among: ReadonlySet<string> | null,
  corpus: JudgedCorpus,
  embedder: Embedder,
  tools: ScoreTools,
  options: SystemOptions,
): Promise<ScoredCv[]> {
  const plan = await planQuery(query, embedder, tools, options);
  return scoredBy(plan, among, corpus, tools, options);
}

async function scoredBy(
  plan: JdPlan,
  among: ReadonlySet<string> | null,
  corpus: JudgedCorpus,
  tools: ScoreTools,
  options: SystemOptions,
): Promise<ScoredCv[]> {
  const ids = among
    ? [...among].flatMap((id) => corpus.cvIdOf.get(id) ?? [])
    : await corpus.store.search.pick({ ...pickQuery(plan, tools), limit: options.picks, allRevisions: true });
  return (await scorePicked(plan, ids, corpus.store, tools)).scored;
}

/** Data for learning shares: the scored parts of the named CVs, or of the picked ones where none are named. */
export async function exampleOf(
  query: Document,
  judged: ReadonlyMap<string, number>,
  among: ReadonlySet<string> | null,
  opened: { corpus: JudgedCorpus; embedder: Embedder; tools: ScoreTools },
  options: SystemOptions,
): Promise<Example> {
  const plan = await planQuery(query, opened.embedder, opened.tools, options);
  const scored = await scoredBy(plan, among, opened.corpus, opened.tools, options);
  return {
    id: query.id,
    reads: plan.reads,
    requirements: plan.parts
      .filter(({ kind }) => kind !== 'words' && kind !== 'meaning')
      .map(({ requirement }) => requirement),
    cvs: scored.map(({ cvId, parts }) => ({
      grade: judged.get(opened.corpus.idOf.get(cvId)!) ?? 0,
      scores: parts.map(({ score }) => score),
    })),
    judged: [...judged.values()],
  };
}

/** The ranker's plan for a JD of a data set. */
export async function planQuery(
  query: Document,
  embedder: Embedder,
  tools: ScoreTools,
  options: SystemOptions,
): Promise<JdPlan> {
  const { title, text } = queryText(query, tools, options.maskTitles);
  const plan = planJd(text, { ...tools, weights: options.weights, title });
  return withVectors(plan, await embedder.embed(plan.texts, 'query'), embedder.dimensions);
}

/** bm25, vectors, titles, hybrid (bm25 and vectors fused) and random, over the whole corpus. */
export function baselineSystems(
  corpus: JudgedCorpus,
  embedder: Embedder,
  tools: ScoreTools,
  options: SystemOptions,
): RankSystem[] {
  const words = memo((query: Document) => {
    const { title, text } = queryText(query, tools, options.maskTitles);
    return Promise.resolve(corpus.bm25.search(`${title ?? ''}\n${text}`));
  });
  const vectors = memo(async (query: Document) => {
    const { title, text } = queryText(query, tools, options.maskTitles);
    const row = await embedder.embed([`${title ?? ''}\n${text}`.trim()], 'query');
    return ordered(corpus.rows.map(({ id, vector }) => ({ id, score: dot(row, vector) })));
  });
  const titles = async (query: Document) => byTitles(corpus, await planQuery(query, embedder, tools, options), tools);
  const hybrid = async (query: Document) => fuse([await words(query), await vectors(query)]);
  const random = (query: Document) =>
    Promise.resolve(
      shuffled(
        corpus.rows.map(({ id }) => id),
        query.id,
      ),
    );
  return Object.entries({ bm25: words, vectors, titles, hybrid, random }).map(([name, rank]) => ({
    name,
    // Sums of reciprocal ranks and random scores do not compare across JDs.
    comparable: name !== 'hybrid' && name !== 'random',
    rank: async (query, among) => (await rank(query)).filter(({ id }) => among === null || among.has(id)),
  }));
}

/** Keeps the last answer, since hybrid asks bm25 and vectors the same query again. */
function memo(rank: (query: Document) => Promise<Hit[]>): (query: Document) => Promise<Hit[]> {
  let last: { id: string; hits: Promise<Hit[]> } | null = null;
  return (query) => {
    if (last?.id !== query.id) last = { id: query.id, hits: rank(query) };
    return last.hits;
  };
}

function byTitles(corpus: JudgedCorpus, plan: JdPlan, tools: ScoreTools): Hit[] {
  const term = plan.parts.find(({ kind }) => kind === 'title')?.requirement.term;
  const known = new Map<string, number>();
  const nearness = (title: TitleFact) => {
    const score = known.get(title.text) ?? titleNearness(plan, term, title, tools);
    known.set(title.text, score);
    return score;
  };
  return ordered(corpus.rows.map(({ id, titles }) => ({ id, score: titlesScore(titles, nearness).score })));
}

function shuffled(ids: string[], salt: string): Hit[] {
  const random = seeded(createHash('sha256').update(salt).digest().readUInt32LE());
  return ordered(ids.map((id) => ({ id, score: random() })));
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
