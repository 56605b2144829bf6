import { setImmediate as yieldNow } from 'node:timers/promises';
import { compareScored, scoreCandidates, type JdPlan, type ScoredCv, type ScoreTools } from '../rank/index.js';
import type { ScoringCv, SearchIndex } from '../store/port/index.js';

/** CVs loaded and scored at once: a few milliseconds, after which a server can answer other requests. */
const STEP = 25;

/** The part of a store that scoring reads. */
export interface ScoringStore {
  readonly search: Pick<SearchIndex, 'loadScoring'>;
}

/** Loads in groups and yields to the event loop between them; removed CVs are left out. */
export async function* loadInSteps(ids: string[], store: ScoringStore): AsyncIterable<ScoringCv[]> {
  for (let from = 0; from < ids.length; from += STEP) {
    await yieldNow();
    yield await store.search.loadScoring(ids.slice(from, from + STEP));
  }
}

/** The picked CVs with their scores, best first. */
export async function scorePicked(
  plan: JdPlan,
  ids: string[],
  store: ScoringStore,
  tools: ScoreTools,
): Promise<{ scored: ScoredCv[]; cvs: Map<string, ScoringCv> }> {
  const scored: ScoredCv[] = [];
  const cvs = new Map<string, ScoringCv>();
  for await (const group of loadInSteps(ids, store)) {
    scored.push(...scoreCandidates(plan, group, tools));
    for (const cv of group) cvs.set(cv.cvId, cv);
  }
  return { scored: scored.sort(compareScored), cvs };
}
