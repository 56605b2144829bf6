import type { Ranking } from '../domain/index.js';
import type { Store } from '../store/port/index.js';

/**
 * Adds to a ranking which other candidates may be the same person. This changes no rank and is never cached with the
 * ranking. `keyId`: only what this API key may know; null: everything.
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
