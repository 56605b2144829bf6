import type { Config } from '../config/config.js';
import { pickedOf, PICK_DEPTHS, summarisePick, type PickedJd, type PickReport } from '../evaluate/ranking/pick.js';
import { readRankingData, type Document } from '../evaluate/ranking/data.js';
import { withCorpus, type EvaluateRankingOptions, type OpenedCorpus } from './evaluate-corpus.js';
import { planQuery, type JudgedCorpus, type SystemOptions } from '../evaluate/ranking/measure.js';
import { bestOfAll } from '../match/all.js';
import { pickQuery } from '../match/pick.js';
import { PICKS } from '../match/picks.js';
import { readWeights, type JdPlan } from '../rank/index.js';

export interface EvaluatePickOptions extends Pick<EvaluateRankingOptions, 'weights' | 'picks' | 'onProgress'> {
  /** Number of JDs, spread evenly over the set; default all. */
  jds?: number;
}

/** How many of the best CVs by full scoring the first stage picks; judgements are not used. */
export function evaluatePick(
  directory: string,
  config: Config,
  options: EvaluatePickOptions = {},
): Promise<PickReport> {
  return withCorpus(readRankingData(directory), config, options, async (opened) => {
    const system: SystemOptions = {
      maskTitles: false,
      weights: readWeights(options.weights ?? {}, opened.tools.weights),
      picks: options.picks ?? PICKS,
    };
    const queries = spread(opened.data.queries, options.jds ?? opened.data.queries.length);
    const plans: JdPlan[] = [];
    for (const query of queries) plans.push(await planQuery(query, opened.embedder, opened.tools, system));
    const best = await bestOfAll(plans, opened.corpus.store, opened.tools, Math.max(...PICK_DEPTHS), (done) =>
      options.onProgress?.('scored', done, opened.corpus.idOf.size),
    );
    const perQuery: PickedJd[] = [];
    for (const [i, query] of queries.entries())
      perQuery.push(await lookAt(query, plans[i]!, best[i]!, opened, system.picks));
    return summarisePick(perQuery, opened.data.corpus.length, system.picks);
  });
}

function spread<T>(items: T[], count: number): T[] {
  const kept = Math.min(count, items.length);
  return Array.from({ length: kept }, (_, i) => items[Math.floor((i * items.length) / kept)]!);
}

async function lookAt(
  query: Document,
  plan: JdPlan,
  best: { cvId: string; score: number }[],
  { corpus, tools }: OpenedCorpus,
  picks: number,
): Promise<PickedJd> {
  const began = performance.now();
  const picked = await corpus.store.search.pick({ ...pickQuery(plan, tools), limit: picks, allRevisions: true });
  const milliseconds = performance.now() - began;
  return {
    id: query.id,
    title: query.title,
    milliseconds,
    ...pickedOf(
      best.map(({ cvId, score }) => ({ id: idOf(corpus, cvId), score })),
      new Set(picked.map((cvId) => idOf(corpus, cvId))),
    ),
  };
}

function idOf(corpus: JudgedCorpus, cvId: string): string {
  return corpus.idOf.get(cvId)!;
}
