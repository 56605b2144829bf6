import { setImmediate as breathe } from 'node:timers/promises';
import { scoreCv, type JdPlan } from '../rank/index.js';
import type { StoredJd } from './jd-shelf.js';
import { planFor, type MatchParts } from './match.js';

export interface Recommendation {
  rank: number;
  /** Id of the stored JD. */
  jd: string;
  title: string | null;
  score: number;
}

/** Plans of JDs kept, a few kilobytes each. */
const MAX_PLANS = 500;

/** Stored JDs for CVs: the other direction of a match, with the same scores. */
export class Recommender {
  private readonly plans = new Map<string, Promise<JdPlan>>();

  constructor(private readonly parts: MatchParts) {}

  /** The best `top` JDs of each CV; CVs that are gone are absent. All are loaded at once, and each JD is read once however many there are. */
  async recommend(cvIds: string[], jds: StoredJd[], top: number): Promise<Map<string, Recommendation[]>> {
    const plans: { jd: StoredJd; plan: JdPlan }[] = [];
    for (const jd of jds) plans.push({ jd, plan: await this.planOf(jd) });
    const cvs = await this.parts.store.search.loadScoring(cvIds);
    const best = new Map<string, Recommendation[]>();
    for (const cv of cvs) {
      await breathe();
      const scored = plans.map(({ jd, plan }) => ({ jd: jd.id, title: plan.title, score: scoreCv(plan, cv, this.parts.tools).score }));
      const ranked = scored.sort((a, b) => b.score - a.score || (a.jd < b.jd ? -1 : 1)).slice(0, top);
      best.set(cv.cvId, ranked.map((one, i) => ({ rank: i + 1, ...one })));
    }
    return best;
  }

  private planOf(jd: StoredJd): Promise<JdPlan> {
    const known = this.plans.get(jd.hash);
    if (known !== undefined) return known;
    if (this.plans.size >= MAX_PLANS) this.plans.delete(this.plans.keys().next().value!);
    const plan = planFor({ text: jd.text, hash: jd.hash, truncated: jd.truncated }, this.parts, this.parts.tools.weights, {});
    plan.catch(() => this.plans.delete(jd.hash));
    this.plans.set(jd.hash, plan);
    return plan;
  }
}
