import type { CvId, MatchPart, Stage } from '../domain/index.js';
import { explainParts, planJd, type JdPlan } from '../rank/index.js';
import type { Jd } from './jd.js';
import { scorePicked } from './score.js';
import { matchFingerprint, matchIdOf, matchJd, planFor, type MatchParts } from './match.js';

/**
 * Matches computed in advance, for the schedule. A score is a function of CV and JD alone, so new CVs can be scored
 * against every JD without looking at other CVs, and stored scores stay valid. Each call continues where the last one
 * ended and does at most `limit` units of work; finished work is recognised by its fingerprint.
 */

/** Wraps a stage of one JD or CV, e.g. to time it. */
export type AroundStage = <T>(stage: Stage, body: () => Promise<T>) => Promise<T>;

/** Embeds JDs that have no vectors yet; returns their number. */
export async function embedJds(jds: Jd[], parts: MatchParts, limit: number): Promise<number> {
  let done = 0;
  for (const jd of jds) {
    if (done === limit) break;
    if (await embedOne(jd, parts)) done += 1;
  }
  return done;
}

async function embedOne(jd: Jd, parts: MatchParts): Promise<boolean> {
  const { texts } = planJd(jd.text, parts.tools);
  if (texts.length === 0 || (await parts.store.jdVectors.get(jd.hash, parts.fingerprint, texts)) !== null) return false;
  const embedder = await parts.embedder();
  await parts.store.jdVectors.set(jd.hash, parts.fingerprint, texts, await embedder.embed(texts, 'query'));
  return true;
}

/** Scores CVs added since the last call; returns the number of CVs (each counted once) and of matches. */
export async function matchNew(
  jds: Jd[],
  parts: MatchParts,
  limit: number,
  around: AroundStage,
): Promise<{ cvs: number; matches: number }> {
  const fingerprint = matchFingerprint(parts, parts.tools.weights);
  const seen = new Set<CvId>();
  let matches = 0;
  for (const jd of jds) {
    const ids = await parts.store.matches.missing(jd.hash, fingerprint, limit);
    if (ids.length === 0) continue;
    const { scored } = await around('match', async () =>
      scorePicked(await plainPlan(jd, parts), ids, parts.store, parts.tools),
    );
    await parts.store.matches.write(
      fingerprint,
      scored.map(({ cvId, score }) => ({
        jdHash: jd.hash,
        cvId,
        matchId: matchIdOf(cvId, jd.hash, fingerprint),
        score,
      })),
    );
    matches += scored.length;
    for (const { cvId } of scored) seen.add(cvId);
  }
  return { cvs: seen.size, matches };
}

type InWords = (match: { score: number; parts: MatchPart[] }) => string;

/**
 * Explains those of each JD's first `top` that have no explanation yet; returns their number. `textOf` puts the parts
 * into words.
 */
export async function explainBest(
  jds: Jd[],
  parts: MatchParts,
  { top, limit }: { top: number; limit: number },
  textOf: InWords,
  around: AroundStage,
): Promise<number> {
  const fingerprint = matchFingerprint(parts, parts.tools.weights);
  let done = 0;
  for (const jd of jds) {
    const ids = (await parts.store.explanations.missing(jd.hash, fingerprint, top)).slice(0, limit - done);
    if (ids.length === 0) continue;
    const texts = await textsOf(await plainPlan(jd, parts), ids, parts, textOf, around);
    await parts.store.explanations.write(jd.hash, fingerprint, texts);
    done += texts.length;
  }
  return done;
}

async function textsOf(
  plan: JdPlan,
  ids: CvId[],
  { store, tools }: MatchParts,
  textOf: InWords,
  around: AroundStage,
): Promise<{ cvId: CvId; text: string }[]> {
  const { scored, cvs } = await scorePicked(plan, ids, store, tools);
  const shown = await store.search.shown(scored.map(({ cvId }) => cvId));
  const texts: { cvId: CvId; text: string }[] = [];
  for (const one of scored) {
    const whole = shown.get(one.cvId)?.text ?? '';
    const text = await around('explain', () =>
      Promise.resolve(textOf({ score: one.score, parts: explainParts(plan, one, cvs.get(one.cvId)!, whole) })),
    );
    texts.push({ cvId: one.cvId, text });
  }
  return texts;
}

/** Makes sure that the most requested ranking of each JD, the one without options, is cached. Returns how many are. */
export async function warmRankings(
  jds: Jd[],
  parts: MatchParts,
  { top, limit, cacheTtlMs }: { top: number; limit: number; cacheTtlMs: number },
): Promise<number> {
  const some = jds.slice(0, limit);
  for (const jd of some) await matchJd(jd, parts, { top, cacheTtlMs });
  return some.length;
}

function plainPlan(jd: Jd, parts: MatchParts): Promise<JdPlan> {
  return planFor(jd, parts, parts.tools.weights, {});
}
