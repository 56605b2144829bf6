import { setImmediate as yieldNow } from 'node:timers/promises';
import type { Reranker } from '../embed/index.js';
import {
  compareScored,
  passageText,
  reranked,
  rerankQuery,
  rerankText,
  type JdPlan,
  type ScoredCv,
} from '../rank/index.js';
import type { Cvs, ScoringCv } from '../store/port/index.js';

/** The cross-encoder to use; opened only if the cache has no answer. */
export interface Rerank {
  fingerprint: string;
  /** Number of candidates that it reads. */
  top: number;
  open: () => Promise<Reranker>;
}

/**
 * The first candidates, ordered by the cross-encoder together with the other parts. Only these are returned, so that
 * all scores shown are computed in the same way, whatever else is in the store.
 */
export async function rerankFirst(
  plan: JdPlan,
  scored: ScoredCv[],
  cvs: Map<string, ScoringCv>,
  store: { readonly cvs: Pick<Cvs, 'get'> },
  rerank: Rerank,
  least: number,
): Promise<ScoredCv[]> {
  const reranker = await rerank.open();
  const query = rerankQuery(plan);
  const rows: ScoredCv[] = [];
  for (const one of scored.slice(0, Math.max(rerank.top, least))) {
    // Masked like everything that is embedded: without the person's name and contact lines.
    const record = await store.cvs.get(one.cvId);
    if (record === null) continue;
    const { text, at } = rerankText(plan, cvs.get(one.cvId)!, (passage) =>
      passageText(record.document, record.profile, passage),
    );
    rows.push(reranked(one, { score: await reranker.score(query, text), at, model: reranker.id }));
    await yieldNow();
  }
  return rows.sort(compareScored);
}
