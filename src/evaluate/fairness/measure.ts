import type { ExtractedDocument } from '../../domain/index.js';
import type { Embedder } from '../../embed/index.js';
import { type ListedStore, pagesOf } from '../../match/pages.js';
import { loadInSteps, type ScoringStore } from '../../match/score.js';
import { documentOf, processDocument } from '../../pool/process.js';
import { parseProfile } from '../../profile/index.js';
import { compareScored, scoreCv, type JdPlan, type ScoredCv, type ScoreTools } from '../../rank/index.js';
import type { CvRecord } from '../../store/port/index.js';
import { summariseSwaps, type Swap, type SwapRow, type SwapSummary } from './fairness.js';
import { inventedNames } from './invented-names.js';
import { variantsOf, type SwapSource } from './swaps.js';

export interface SwapTools {
  embedder: Embedder;
  /** Number of invented names that each CV is tried with; the next CV gets the next names. */
  names: number;
  tools: ScoreTools;
}

/**
 * Scores each CV unchanged and with one thing swapped. Both texts are processed again from the text on, so that nothing
 * else differs. The swapped CV is ranked among the other CVs, unchanged.
 */
export async function swapAll(plan: JdPlan, cvs: CvRecord[], swaps: Swap[], given: SwapTools): Promise<SwapSummary[]> {
  const parts = { ...given, embedder: memoizing(given.embedder) };
  const before = new Map<string, ScoredCv>();
  for (const cv of cvs) {
    const scored = await scoreText(plan, cv.document.text, cv, parts);
    if (scored !== null) before.set(cv.cvId, scored);
  }
  const summaries: SwapSummary[] = [];
  for (const swap of swaps)
    summaries.push(
      await swapOne(
        plan,
        cvs.filter(({ cvId }) => before.has(cvId)),
        swap,
        before,
        parts,
      ),
    );
  return summaries;
}

async function swapOne(
  plan: JdPlan,
  cvs: CvRecord[],
  swap: Swap,
  before: Map<string, ScoredCv>,
  parts: SwapTools,
): Promise<SwapSummary> {
  const rows: SwapRow[] = [];
  const others = [...before.values()];
  for (const [i, cv] of cvs.entries()) {
    const own = before.get(cv.cvId)!;
    for (const text of variantsOf(sourceOf(cv, parts), swap, cv.cvId, inventedNames(parts.names, i * parts.names))) {
      const after = await scoreText(plan, text, cv, parts);
      if (after !== null)
        rows.push({
          swap,
          cvId: cv.cvId,
          change: after.score - own.score,
          rankBefore: rankOf(own, others),
          rankAfter: rankOf(after, others),
        });
    }
  }
  return summariseSwaps(swap, rows, cvs.length);
}

/** The CV as read from its text alone, since both scores of a swap start from text. */
function sourceOf(cv: CvRecord, { tools }: SwapTools): SwapSource {
  const {
    resume,
    fields,
    identity = [],
  } = parseProfile(documentOf(cv.document.text), { asOf: cv.profile.asOf, vocabulary: tools.vocabulary });
  const at = fields['basics.name'];
  const { name } = resume.basics;
  return {
    text: cv.document.text,
    name: name === undefined || at === undefined ? null : { value: name, start: at.start, end: at.end },
    identity,
    schools: resume.education.flatMap(({ institution }) => institution ?? []),
  };
}

/** A swapped CV shares nearly all passages with the original, so their vectors are memoized. */
function memoizing(embedder: Embedder): Embedder {
  const known = new Map<string, Float32Array>();
  const { dimensions } = embedder;
  return Object.assign(Object.create(embedder) as Embedder, {
    async embed(texts: string[], kind: Parameters<Embedder['embed']>[1]): Promise<Float32Array> {
      const unknown = [...new Set(texts)].filter((text) => !known.has(text));
      if (known.size > MOST_KNOWN) known.clear();
      const missing = known.size === 0 ? [...new Set(texts)] : unknown;
      const rows = missing.length === 0 ? new Float32Array(0) : await embedder.embed(missing, kind);
      for (const [i, text] of missing.entries()) known.set(text, rows.slice(i * dimensions, (i + 1) * dimensions));
      const all = new Float32Array(texts.length * dimensions);
      for (const [i, text] of texts.entries()) all.set(known.get(text)!, i * dimensions);
      return all;
    },
  });
}
const MOST_KNOWN = 20_000;

/** The rank among all other CVs, leaving out the CV's own unchanged version. */
function rankOf(one: ScoredCv, all: ScoredCv[]): number {
  return 1 + all.filter((other) => other.cvId !== one.cvId && compareScored(other, one) < 0).length;
}

async function scoreText(
  plan: JdPlan,
  text: string,
  cv: CvRecord,
  { embedder, tools }: SwapTools,
): Promise<ScoredCv | null> {
  const document: ExtractedDocument = { ...documentOf(text), documentDate: cv.document.documentDate };
  const outcome = await processDocument(
    document,
    { asOf: cv.profile.asOf, fallbackDate: cv.profile.asOf, extractMs: 0 },
    { embedder, vocabulary: tools.vocabulary },
  );
  return outcome.ok ? scoreCv(plan, { cvId: cv.cvId, ...outcome.value }, tools) : null;
}

/** Scores every CV of the store against the plan, in groups to bound memory. */
export async function scoreStore(
  plan: JdPlan,
  store: ListedStore & ScoringStore,
  tools: ScoreTools,
): Promise<(ScoredCv & { path: string })[]> {
  const scored: (ScoredCv & { path: string })[] = [];
  for await (const page of pagesOf(store)) {
    const paths = new Map(page.map(({ cvId, path }) => [cvId, path]));
    for await (const cvs of loadInSteps([...paths.keys()], store, { once: true }))
      for (const cv of cvs) scored.push({ ...scoreCv(plan, cv, tools), path: paths.get(cv.cvId)! });
  }
  return scored.sort(compareScored);
}
