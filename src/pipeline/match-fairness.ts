import type { ExtractedDocument } from '../domain/index.js';
import type { Embedder } from '../embed/index.js';
import { swapped, summariseSwaps, type Swap, type SwapRow, type SwapSummary } from '../evaluate/fairness.js';
import { compareScored, scoreCv, type JdPlan, type ScoredCv, type ScoreTools } from '../rank/index.js';
import type { CvRecord, Store } from '../store/port.js';
import { loadInSteps } from './match-score.js';
import { documentOf, processDocument } from './process.js';

export interface SwapTools {
  embedder: Embedder;
  tools: ScoreTools;
}

/**
 * Scores each CV as it is and with one thing swapped, everything else of the way of a CV the same: both texts go through
 * it anew, from the text on. The swapped CV is ranked among the others as they are.
 */
export async function swapAll(plan: JdPlan, cvs: CvRecord[], swaps: Swap[], parts: SwapTools): Promise<SwapSummary[]> {
  const before = new Map<string, ScoredCv>();
  for (const cv of cvs) {
    const scored = await scoreText(plan, cv.document.text, cv, parts);
    if (scored !== null) before.set(cv.cvId, scored);
  }
  const summaries: SwapSummary[] = [];
  for (const swap of swaps) summaries.push(await swapOne(plan, cvs.filter(({ cvId }) => before.has(cvId)), swap, before, parts));
  return summaries;
}

async function swapOne(plan: JdPlan, cvs: CvRecord[], swap: Swap, before: Map<string, ScoredCv>, parts: SwapTools): Promise<SwapSummary> {
  const rows: SwapRow[] = [];
  const others = [...before.values()];
  for (const cv of cvs) {
    const text = swapped({ text: cv.document.text, name: cv.profile.resume.basics.name ?? null, schools: schoolsOf(cv) }, swap, cv.cvId);
    const after = text === null ? null : await scoreText(plan, text, cv, parts);
    if (after === null) continue;
    const own = before.get(cv.cvId)!;
    rows.push({ swap, cvId: cv.cvId, change: after.score - own.score, rankBefore: rankOf(own, others), rankAfter: rankOf(after, others) });
  }
  return summariseSwaps(swap, rows, cvs.length);
}

function schoolsOf(cv: CvRecord): string[] {
  return cv.profile.resume.education.flatMap(({ institution }) => institution ?? []);
}

/** Among the others as they are; its own unchanged self is not one of them. */
function rankOf(one: ScoredCv, all: ScoredCv[]): number {
  return 1 + all.filter((other) => other.cvId !== one.cvId && compareScored(other, one) < 0).length;
}

async function scoreText(plan: JdPlan, text: string, cv: CvRecord, { embedder, tools }: SwapTools): Promise<ScoredCv | null> {
  const document: ExtractedDocument = { ...documentOf(text), documentDate: cv.document.documentDate };
  const outcome = await processDocument(document, { asOf: cv.profile.asOf, fallbackDate: cv.profile.asOf, extractMs: 0 }, { embedder, vocabulary: tools.vocabulary });
  return outcome.ok ? scoreCv(plan, { cvId: cv.cvId, ...outcome.value }, tools) : null;
}

/** Every CV of the store against the plan, in groups, so that memory stays bounded. */
export async function scoreStore(plan: JdPlan, store: Store, tools: ScoreTools): Promise<(ScoredCv & { path: string })[]> {
  const scored: (ScoredCv & { path: string })[] = [];
  for await (const group of pagesOf(store)) {
    for await (const cvs of loadInSteps(group, store)) for (const cv of cvs) scored.push({ ...scoreCv(plan, cv, tools), path: cv.path });
  }
  return scored.sort(compareScored);
}

const PAGE = 500;

/** Ids of the latest revisions, page by page. */
export async function* pagesOf(store: Store): AsyncIterable<string[]> {
  for (let after: string | undefined; ; ) {
    const page = await store.cvs.list({ limit: PAGE, after });
    if (page.length > 0) yield page.map(({ cvId }) => cvId);
    if (page.length < PAGE) return;
    after = page.at(-1)!.cvId;
  }
}
