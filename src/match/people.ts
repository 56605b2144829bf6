import type { Ranking } from '../domain/index.js';
import type { Store } from '../store/port/index.js';

/**
 * Adds what is known about the people in a ranking besides scores: who may be the same person, and what was decided
 * about them. This changes no rank and is never cached with a ranking. `keyId`: restricts it to what this API key may
 * know; null: all.
 */
export async function withPeople(
  ranking: Ranking,
  { candidates, decisions }: Pick<Store, 'candidates' | 'decisions'>,
  keyId: string | null,
): Promise<Ranking> {
  const cvIds = ranking.results.map(({ cvId }) => cvId);
  const duplicates = await candidates.possibleDuplicates(cvIds, keyId);
  const decided = await decisions.holding(ranking.jd.hash, cvIds, keyId);
  const results = ranking.results.map((match) => {
    const [possibleDuplicates, decision] = [duplicates.get(match.cvId), decided.get(match.cvId)];
    return {
      ...match,
      ...(possibleDuplicates === undefined ? {} : { possibleDuplicates }),
      ...(decision === undefined ? {} : { decision }),
    };
  });
  return { ...ranking, results };
}
