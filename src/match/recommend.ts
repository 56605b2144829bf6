import { setImmediate as yieldNow } from 'node:timers/promises';
import { scoreCv, type JdPlan } from '../rank/index.js';
import { matchFingerprint, planFor, type MatchParts } from './match.js';
import type { ScoringCv, StoredJd } from '../store/port/index.js';

export interface Recommendation {
  rank: number;
  /** Id of the stored JD. */
  jd: string;
  title: string | null;
  score: number;
}

/** Plans kept in memory; each takes a few kilobytes. */
const MAX_PLANS = 500;
/** Stored matches read for one CV: more than there are JDs. */
const MOST_MATCHES = 1_000_000;

/** JDs scored for a CV at once: a few milliseconds, after which a server can answer other requests. */
const STEP = 40;

/**
 * Recommends stored JDs for CVs: matching in the other direction, with the same scores. What the schedule has scored is
 * not scored again.
 */
export class Recommender {
  private readonly plans = new Map<string, Promise<JdPlan>>();

  constructor(private readonly parts: MatchParts) {}

  /**
   * The best `top` JDs of each CV; removed CVs and restricted people are absent from the result. CVs are loaded together, and each JD is read
   * once for all of them.
   */
  async recommend(asked: string[], jds: StoredJd[], top: number): Promise<Map<string, Recommendation[]>> {
    const restricted = await this.parts.store.restrictions.among(asked);
    const cvIds = asked.filter((cvId) => !restricted.has(cvId));
    const known = new Map<string, Map<string, number>>();
    for (const cvId of cvIds) known.set(cvId, await this.scoredAhead(cvId));
    const best = new Map<string, Recommendation[]>();
    for (const cv of await this.parts.store.search.loadScoring(cvIds)) {
      const scores = known.get(cv.cvId)!;
      await this.score(
        cv,
        jds.filter(({ hash }) => !scores.has(hash)),
        scores,
      );
      best.set(cv.cvId, ranked(jds, scores).slice(0, top));
    }
    return best;
  }

  private async scoredAhead(cvId: string): Promise<Map<string, number>> {
    const fingerprint = matchFingerprint(this.parts, this.parts.tools.weights);
    const matches = await this.parts.store.matches.ofCv(cvId, fingerprint, MOST_MATCHES);
    return new Map(matches.map(({ jdHash, score }) => [jdHash, score]));
  }

  private async score(cv: ScoringCv, jds: StoredJd[], scores: Map<string, number>): Promise<void> {
    for (const [i, jd] of jds.entries()) {
      if (i % STEP === 0) await yieldNow();
      scores.set(jd.hash, scoreCv(await this.planOf(jd), cv, this.parts.tools).score);
    }
  }

  private planOf(jd: StoredJd): Promise<JdPlan> {
    const known = this.plans.get(jd.hash);
    if (known !== undefined) return known;
    if (this.plans.size >= MAX_PLANS) this.plans.delete(this.plans.keys().next().value!);
    const plan = planFor(
      { text: jd.text, hash: jd.hash, truncated: jd.truncated },
      this.parts,
      this.parts.tools.weights,
      {},
    );
    plan.catch(() => this.plans.delete(jd.hash));
    this.plans.set(jd.hash, plan);
    return plan;
  }
}

function ranked(jds: StoredJd[], scores: Map<string, number>): Recommendation[] {
  const scored = jds.map(({ id, title, hash }) => ({ jd: id, title, score: scores.get(hash)! }));
  return scored.sort((a, b) => b.score - a.score || (a.jd < b.jd ? -1 : 1)).map((one, i) => ({ rank: i + 1, ...one }));
}
