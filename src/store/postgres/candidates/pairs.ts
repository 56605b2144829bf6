import type { CvId } from '../../../domain/index.js';
import { pairOf, reasonsFor, type Traits } from '../../candidates.js';
import type { Session } from '../database.js';

/** Pairs per CV: a thousand CVs under one name give a thousand pairs each at most, not a million. */
const MOST_ALIKE = 20;

const TRAITS = (cv: string): string =>
  `${cv}.cv_id AS "cvId", ${cv}.series, ${cv}.who_email AS email, ${cv}.who_phone AS phone, ${cv}.duplicate_of AS "duplicateOf"`;

/** All that may be alike, each found in an index; `earlierOnly`: only CVs that came in before. */
const ALIKE = (earlierOnly: boolean): string => `
  SELECT own.cv_id AS of, ${TRAITS('other')} FROM cvs AS own CROSS JOIN LATERAL (
    SELECT * FROM cvs WHERE tenant = $1 AND key IN (
      SELECT key FROM cvs WHERE tenant = $1 AND who_email = own.who_email
      UNION SELECT key FROM cvs WHERE tenant = $1 AND who_phone = own.who_phone
      UNION SELECT key FROM cvs WHERE tenant = $1 AND cv_id = own.duplicate_of
      UNION SELECT key FROM cvs WHERE tenant = $1 AND duplicate_of = own.cv_id)
    AND series <> own.series ${earlierOnly ? 'AND key < own.key' : ''} ORDER BY key LIMIT ${MOST_ALIKE}) AS other
  WHERE own.tenant = $1 AND own.cv_id = ANY($2::text[]) ORDER BY own.key, other.key`;

interface Found {
  a: string;
  b: string;
  email: boolean;
  phone: boolean;
  text: boolean;
}

/** Records who may be the same person as those of these CVs, oldest first. Decisions of people are kept. */
export async function notePairs(
  session: Session,
  cvIds: CvId[],
  { earlierOnly = false }: { earlierOnly?: boolean } = {},
): Promise<void> {
  const alike = await session.rows<Traits & { of: CvId }>(ALIKE(earlierOnly), cvIds);
  if (alike.length === 0) return;
  const owns = await session.rows<Traits>(
    `SELECT ${TRAITS('cvs')} FROM cvs WHERE tenant = $1 AND cv_id = ANY($2::text[])`,
    cvIds,
  );
  const byId = new Map(owns.map((own) => [own.cvId, own]));
  const found = new Map<string, Found>();
  for (const { of, ...other } of alike) {
    const own = byId.get(of)!;
    const [a, b] = pairOf(own.series, other.series);
    const reasons = reasonsFor(own, other);
    const before = found.get(`${a} ${b}`);
    const has = (reason: 'email' | 'phone' | 'text'): boolean => reasons.includes(reason) || before?.[reason] === true;
    found.set(`${a} ${b}`, { a, b, email: has('email'), phone: has('phone'), text: has('text') });
  }
  await write(session, [...found.values()]);
}

async function write(session: Session, found: Found[]): Promise<void> {
  const columns = (pairs: Found[]): unknown[] => [
    pairs.map(({ a }) => a),
    pairs.map(({ b }) => b),
    pairs.map(({ email }) => email),
    pairs.map(({ phone }) => phone),
    pairs.map(({ text }) => text),
  ];
  const PAIRS = 'unnest($2::text[], $3::text[], $4::boolean[], $5::boolean[], $6::boolean[])';
  const known = await session.rows<{ a: string; b: string }>(
    `UPDATE candidate_pairs AS pair SET email = pair.email OR now.email, phone = pair.phone OR now.phone, text = pair.text OR now.text
     FROM ${PAIRS} AS now(a, b, email, phone, text) WHERE pair.tenant = $1 AND pair.a = now.a AND pair.b = now.b
     RETURNING pair.a, pair.b`,
    ...columns(found),
  );
  const there = new Set(known.map(({ a, b }) => `${a} ${b}`));
  const pairs = found.filter(({ a, b }) => !there.has(`${a} ${b}`));
  if (pairs.length === 0) return;
  const first = await session.next('last_pair', pairs.length);
  await session.run(
    `INSERT INTO candidate_pairs (tenant, id, a, b, email, phone, text, found_at)
     SELECT $1, $7 + place - 1, a, b, email, phone, text, $8
     FROM ${PAIRS} WITH ORDINALITY AS now(a, b, email, phone, text, place)`,
    ...columns(pairs),
    first,
    session.nowIso,
  );
}

/** Called after a CV of the series was read again or erased, since the reason for a similarity may be gone. */
export async function renewPairs(session: Session, series: string): Promise<void> {
  const open = "tenant = $1 AND (a = $2 OR b = $2) AND state = 'open'";
  await session.run(`UPDATE candidate_pairs SET email = false, phone = false, text = false WHERE ${open}`, series);
  const cvs = await session.rows<{ cvId: CvId }>(
    'SELECT cv_id AS "cvId" FROM cvs WHERE tenant = $1 AND series = $2 ORDER BY key',
    series,
  );
  await notePairs(
    session,
    cvs.map(({ cvId }) => cvId),
  );
  await session.run(
    `DELETE FROM candidate_pairs WHERE ${open} AND NOT (email OR phone OR text)
       AND NOT EXISTS (SELECT 1 FROM candidate_acts WHERE tenant = $1 AND pair = candidate_pairs.id)`,
    series,
  );
}
