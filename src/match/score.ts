import { setImmediate as yieldNow } from 'node:timers/promises';
import { compareScored, scoreCandidates, type JdPlan, type ScoredCv, type ScoreTools } from '../rank/index.js';
import type { ScoringCv, SearchIndex } from '../store/port/index.js';

/** CVs scored at once: a few milliseconds, after which a server can answer other requests. */
const STEP = 25;
/** CVs loaded at once: a store on a server is asked rarely. */
const LOADED = 4 * STEP;

/** The part of a store that scoring reads. */
export interface ScoringStore {
  readonly search: Pick<SearchIndex, 'loadScoring'>;
}

/**
 * Gives CVs in small groups and yields to the event loop between them; removed ones are left out. What comes next is asked for
 * before a group is scored, so that a store on a server reads it meanwhile. `once`: as for `loadScoring`.
 */
export async function* loadInSteps(
  ids: string[],
  store: ScoringStore,
  options: { once?: boolean } = {},
): AsyncIterable<ScoringCv[]> {
  const load = (from: number): Promise<ScoringCv[]> => {
    const loading = store.search.loadScoring(ids.slice(from, from + LOADED), options);
    // The caller may stop before it waits for this.
    loading.catch(() => undefined);
    return loading;
  };
  let next = ids.length === 0 ? null : load(0);
  for (let from = LOADED; next !== null; from += LOADED) {
    const loaded = await next;
    next = from < ids.length ? load(from) : null;
    for (let at = 0; at < loaded.length; at += STEP) {
      await yieldNow();
      yield loaded.slice(at, at + STEP);
    }
  }
}

/**
 * The picked CVs with their scores, best first; only the `most` best of them. The others are let go on the way: what was
 * decoded of some hundred CVs at once lives long enough to be costly garbage.
 */
export async function scorePicked(
  plan: JdPlan,
  ids: string[],
  store: ScoringStore,
  tools: ScoreTools,
  most = Infinity,
): Promise<{ scored: ScoredCv[]; cvs: Map<string, ScoringCv> }> {
  const scored: ScoredCv[] = [];
  const cvs = new Map<string, ScoringCv>();
  for await (const group of loadInSteps(ids, store)) {
    scored.push(...scoreCandidates(plan, group, tools));
    for (const cv of group) cvs.set(cv.cvId, cv);
    if (scored.length <= most) continue;
    scored.sort(compareScored);
    for (const { cvId } of scored.splice(most)) cvs.delete(cvId);
  }
  return { scored: scored.sort(compareScored), cvs };
}
