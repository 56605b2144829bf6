import type { Ranking } from '../domain/index.js';
import type { Store } from '../store/port/index.js';

/**
 * Adds to a ranking what is known of its people besides scores: who may be the same person. Nothing of it moves a rank, and
 * it is never cached with one. `keyId`: as far as this API key may know; null: all.
 */
export async function withPeople(
  ranking: Ranking,
  { candidates }: Pick<Store, 'candidates'>,
  keyId: string | null,
): Promise<Ranking> {
  const duplicates = await candidates.possibleDuplicates(
    ranking.results.map(({ cvId }) => cvId),
    keyId,
  );
  const results = ranking.results.map((match) => {
    const possibleDuplicates = duplicates.get(match.cvId);
    return possibleDuplicates === undefined ? match : { ...match, possibleDuplicates };
  });
  return { ...ranking, results };
}
