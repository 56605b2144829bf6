import type { ErasureCertificate, SignedCertificate } from '../../../domain/index.js';
import {
  certificateIn,
  certificateOfKept,
  rowOfCertificate,
  type CertificateEnd,
  type CertificateRow,
} from '../../certificates.js';
import type { CertificateQuery } from '../../port/index.js';
import { keyOf, knownKey } from '../audit/append.js';
import type { Session } from '../database.js';

/** What no query can see; see docs/decisions/postgres-erasure.md. */
const BEYOND = [
  'free space of pages, until another row is written there',
  'the write-ahead log and its archive, until they are recycled or deleted',
  'base backups and dumps, until they are deleted',
  'statements in the log of the server, if it logs them with their parameters',
  'files that were ingested by path: they stay where they are',
];

const ROW = 'id, ended_at AS "endedAt", body, mac';

/** In the transaction that ends a removal. */
export async function writeCertificate(
  session: Session,
  draft: string,
  end: Omit<CertificateEnd, 'endedAt' | 'beyond'>,
): Promise<void> {
  await insertCertificate(session, certificateOfKept(draft, { ...end, endedAt: session.nowIso, beyond: BEYOND }));
}

export async function insertCertificate(session: Session, certificate: ErasureCertificate): Promise<void> {
  const { id, endedAt, body, mac } = rowOfCertificate(await keyOf(session), certificate);
  await session.insert(
    'erasure_certificates',
    ['id', 'ended_at', 'body', 'mac'],
    [[id, endedAt, body, mac]],
    'ON CONFLICT (tenant, id) DO NOTHING',
  );
}

export async function listCertificates(
  session: Session,
  { limit, after }: CertificateQuery,
): Promise<SignedCertificate[]> {
  const beyond =
    'AND (ended_at, id) < (SELECT ended_at, id FROM erasure_certificates WHERE tenant = $1 AND id = $3::text)';
  const sql = `SELECT ${ROW} FROM erasure_certificates WHERE tenant = $1 ${after === undefined ? '' : beyond}
    ORDER BY ended_at DESC, id DESC LIMIT $2`;
  const rows = await session.rows<CertificateRow>(sql, limit, ...(after === undefined ? [] : [after]));
  const key = await knownKey(session);
  return rows.map((row) => certificateIn(key, row));
}

export async function oneCertificate(session: Session, id: string): Promise<SignedCertificate | null> {
  const row = await session.row<CertificateRow>(
    `SELECT ${ROW} FROM erasure_certificates WHERE tenant = $1 AND id = $2`,
    id,
  );
  return row === undefined ? null : certificateIn(await knownKey(session), row);
}
