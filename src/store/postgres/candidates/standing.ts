import { standings, type Member, type Standing } from '../../candidates.js';
import type { Session } from '../database.js';

/** For each asked series, `root`, all series of its candidate, itself included. */
const JOINED = `WITH RECURSIVE joined(root, series) AS (
    SELECT asked COLLATE "C", asked COLLATE "C" FROM unnest($2::text[]) AS asked
    UNION
    SELECT root, other FROM joined CROSS JOIN LATERAL (
      SELECT b AS other FROM candidate_pairs WHERE tenant = $1 AND a = series AND state = 'merged'
      UNION ALL SELECT a FROM candidate_pairs WHERE tenant = $1 AND b = series AND state = 'merged') AS pair)`;

interface MemberRow extends Member, Standing {
  root: string;
  restricted: boolean;
  /** Its own series is restricted. */
  marked: boolean;
}

/**
 * Recomputes, for the candidates of these series, the numbers of their CVs and which of them is the latest. OFFSET 0: PostgreSQL
 * expects of a recursion many more rows than there are, and would rather read all CVs than look each series up.
 */
export async function settleStandings(session: Session, series: string[]): Promise<void> {
  const members = await session.rows<MemberRow>(
    `${JOINED} SELECT root, cv_id AS "cvId", cvs.series, series_revision AS "seriesRevision", came,
       candidate_id AS "candidateId", revision, latest, restricted,
       EXISTS (SELECT 1 FROM restrictions WHERE tenant = $1 AND restrictions.series = cvs.series) AS marked
     FROM joined CROSS JOIN LATERAL (SELECT * FROM cvs WHERE tenant = $1 AND cvs.series = joined.series OFFSET 0) AS cvs`,
    [...new Set(series)],
  );
  const byRoot = new Map<string, MemberRow[]>();
  for (const member of members) byRoot.set(member.root, [...(byRoot.get(member.root) ?? []), member]);
  const changed = [...byRoot.values()].flatMap((own) => {
    const before = new Map(own.map((one) => [one.cvId, one]));
    return standings(own).filter((now) => isOther(now, before.get(now.cvId)!));
  });
  await write(session, [...new Map(changed.map((one) => [one.cvId, one])).values()]);
  await keepOut(session, [...byRoot.values()]);
}

/** One restricted series restricts the whole candidate. */
async function keepOut(session: Session, candidates: MemberRow[][]): Promise<void> {
  for (const restricted of [true, false]) {
    const own = candidates.filter((members) => members.some(({ marked }) => marked) === restricted).flat();
    const cvIds = own.filter((one) => one.restricted !== restricted).map(({ cvId }) => cvId);
    if (cvIds.length > 0)
      await session.run('UPDATE cvs SET restricted = $2 WHERE tenant = $1 AND cv_id = ANY($3::text[])', restricted, [
        ...new Set(cvIds),
      ]);
  }
}

function isOther(now: Standing, before: Standing): boolean {
  return now.candidateId !== before.candidateId || now.revision !== before.revision || now.latest !== before.latest;
}

async function write(session: Session, changed: Standing[]): Promise<void> {
  if (changed.length === 0) return;
  await session.run(
    `UPDATE cvs SET candidate_id = now.candidate, revision = now.number, latest = now.last
     FROM unnest($2::text[], $3::text[], $4::int[], $5::boolean[]) AS now(cv, candidate, number, last)
     WHERE tenant = $1 AND cv_id = now.cv`,
    changed.map(({ cvId }) => cvId),
    changed.map(({ candidateId }) => candidateId),
    changed.map(({ revision }) => revision),
    changed.map(({ latest }) => latest),
  );
}

/** The series that are one candidate with this one, itself included. */
export async function joinedWith(session: Session, series: string[]): Promise<string[]> {
  const rows = await session.rows<{ series: string }>(`${JOINED} SELECT DISTINCT series FROM joined`, series);
  return rows.map((row) => row.series);
}

/** Order of CVs in SQL, as in `standings`. */
export const NEWEST_FIRST = 'came DESC, series_revision DESC';

/** The number of the last revision of each of these series; those without CVs are absent. */
export async function lastRevisions(session: Session, series: string[]): Promise<Map<string, number>> {
  if (series.length === 0) return new Map();
  const rows = await session.rows<{ series: string; last: number }>(
    'SELECT series, max(series_revision) AS last FROM cvs WHERE tenant = $1 AND series = ANY($2::text[]) GROUP BY series',
    series,
  );
  return new Map(rows.map((row) => [row.series, row.last]));
}
