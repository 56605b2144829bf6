import { compareScored, scoreCv, type JdPlan, type ScoredCv, type ScoreTools } from '../rank/index.js';
import type { CvSummary } from '../store/port/index.js';
import { loadInSteps, type ScoringStore } from './score.js';
import { pagesOf, type ListedStore } from './pages.js';

/** Sorted best first; ties by id. */
export interface AllRankings {
  fingerprint: string;
  /** ISO time at which the CVs were scored. */
  rankedAt: string;
  jds: {
    id: string;
    title: string | null;
    results: {
      rank: number;
      cvId: string;
      path: string;
      fileName: string | null;
      name: string | null;
      score: number;
    }[];
  }[];
  cvs: {
    cvId: string;
    path: string;
    fileName: string | null;
    name: string | null;
    results: { rank: number; jd: string; title: string | null; score: number }[];
  }[];
}

export interface StoredPlan {
  id: string;
  plan: JdPlan;
}

/** Number kept of each list. */
const KEPT = 10;

/** Ranks every CV against every JD in one pass over the store: each CV is read once, however many JDs there are. */
export async function rankAll(
  plans: StoredPlan[],
  store: ListedStore & ScoringStore,
  tools: ScoreTools,
  fingerprint: string,
): Promise<AllRankings> {
  const rankedAt = new Date().toISOString();
  const byJd = plans.map(() => [] as Row[]);
  const cvs: AllRankings['cvs'] = [];
  for await (const page of pagesOf(store)) {
    const told = new Map(page.map((one) => [one.cvId, slim(one)]));
    for await (const group of loadInSteps([...told.keys()], store, { once: true })) {
      for (const cv of group) {
        const one = told.get(cv.cvId)!;
        const scores = plans.map(({ plan }) => scoreCv(plan, cv, tools).score);
        scores.forEach((score, i) => {
          keep(byJd[i]!, { cv: one, score });
        });
        cvs.push({ ...one, results: bestJds(plans, scores) });
      }
    }
  }
  return {
    fingerprint,
    rankedAt,
    jds: plans.map(({ id, plan }, i) => ({
      id,
      title: plan.title,
      results: byJd[i]!.map(({ cv, score }, at) => ({ rank: at + 1, ...cv, score })),
    })),
    cvs,
  };
}

/**
 * The best `depth` of all CVs for every plan, in one pass over the store: each CV is read once, and no more than these
 * are kept.
 */
export async function bestOfAll(
  plans: JdPlan[],
  store: ListedStore & ScoringStore,
  tools: ScoreTools,
  depth: number,
  onProgress?: (done: number) => void,
): Promise<{ cvId: string; score: number }[][]> {
  const best = plans.map(() => [] as ScoredCv[]);
  let done = 0;
  for await (const page of pagesOf(store)) {
    const ids = page.map(({ cvId }) => cvId);
    for await (const group of loadInSteps(ids, store, { once: true })) {
      plans.forEach((plan, i) => {
        best[i] = [...best[i]!, ...group.map((cv) => scoreCv(plan, cv, tools))].sort(compareScored).slice(0, depth);
      });
      onProgress?.((done += group.length));
    }
  }
  return best.map((list) => list.map(({ cvId, score }) => ({ cvId, score })));
}

interface Row {
  cv: Pick<CvSummary, 'cvId' | 'path' | 'fileName' | 'name'>;
  score: number;
}

function slim({ cvId, path, fileName, name }: CvSummary): Row['cv'] {
  return { cvId, path, fileName, name };
}

function keep(rows: Row[], row: Row): void {
  rows.push(row);
  rows.sort((a, b) => b.score - a.score || (a.cv.cvId < b.cv.cvId ? -1 : 1));
  rows.length = Math.min(rows.length, KEPT);
}

function bestJds(plans: StoredPlan[], scores: number[]) {
  return plans
    .map(({ id, plan }, i) => ({ jd: id, title: plan.title, score: scores[i]! }))
    .sort((a, b) => b.score - a.score || (a.jd < b.jd ? -1 : 1))
    .slice(0, KEPT)
    .map((one, i) => ({ rank: i + 1, ...one }));
}
