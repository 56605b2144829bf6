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
import type { Database } from '../database.js';

/** What a scan of the files of this machine says nothing about; see docs/decisions/erasure.md. */
const BEYOND = [
  'blocks of the disk that its file system has freed, its snapshots, and swap',
  'copies of the store that were made without cvmatch backup',
  'files that were ingested by path: they stay where they are',
];

const ROW = 'id, ended_at AS endedAt, body, mac';

/** In the transaction that ends a removal. */
export function writeCertificate(db: Database, draft: string, end: Omit<CertificateEnd, 'endedAt' | 'beyond'>): void {
  insertCertificate(db, certificateOfKept(draft, { ...end, endedAt: db.nowIso(), beyond: BEYOND }));
}

export function insertCertificate(db: Database, certificate: ErasureCertificate): void {
  const { id, endedAt, body, mac } = rowOfCertificate(keyOf(db), certificate);
  db.sql(
    'INSERT INTO erasure_certificates (id, ended_at, body, mac) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
  ).run(id, endedAt, body, mac);
}

export function listCertificates(db: Database, { limit, after }: CertificateQuery): SignedCertificate[] {
  const beyond =
    after === undefined
      ? ''
      : 'WHERE (ended_at, id) < (SELECT ended_at, id FROM erasure_certificates WHERE id = @after)';
  const sql = `SELECT ${ROW} FROM erasure_certificates ${beyond} ORDER BY ended_at DESC, id DESC LIMIT @limit`;
  const rows = db.sql(sql).all(after === undefined ? { limit } : { limit, after }) as CertificateRow[];
  return rows.map((row) => certificateIn(knownKey(db), row));
}

export function oneCertificate(db: Database, id: string): SignedCertificate | null {
  const row = db.sql(`SELECT ${ROW} FROM erasure_certificates WHERE id = ?`).get(id) as CertificateRow | undefined;
  return row === undefined ? null : certificateIn(knownKey(db), row);
}
