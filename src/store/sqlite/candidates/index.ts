import { DUPLICATE_REASONS, type CvId, type DuplicateReason, type PossibleDuplicate } from '../../../domain/index.js';
import type { Candidates } from '../../port/index.js';
import type { Database } from '../database.js';

export function sqliteCandidates(db: Database): Candidates {
  return { possibleDuplicates: (cvIds, keyId) => db.reading(() => possibleDuplicates(db, cvIds, keyId)) };
}

/** A CV that this key handed in; null means any key. */
const HELD = `(@keyId IS NULL OR EXISTS (SELECT 1 FROM files WHERE files.cv_id = other.cv_id AND files.key_id = @keyId))`;

const OTHER_SIDE = (pair: string, series: string): string =>
  `CASE ${pair}.a WHEN ${series} THEN ${pair}.b ELSE ${pair}.a END`;

/** Somebody decided that the two candidates are different people, perhaps by other CVs of theirs. */
const PARTED = `EXISTS (SELECT 1 FROM cvs AS one
    JOIN candidate_pairs AS parted ON (parted.a = one.series OR parted.b = one.series) AND parted.state = 'split'
    JOIN cvs AS two ON two.series = ${OTHER_SIDE('parted', 'one.series')}
    WHERE one.candidate_id = asked.candidate_id AND two.candidate_id = other.candidate_id)`;

interface Row {
  of: CvId;
  pair: number;
  candidateId: string;
  cvId: CvId;
  name: string | null;
  email: number;
  phone: number;
  text: number;
}

/** With max(), SQLite takes the other columns from the row that has the maximum: the newest CV of the other series. */
const POSSIBLE = `
  SELECT asked.cv_id AS of, pairs.id AS pair, other.candidate_id AS candidateId, other.cv_id AS cvId, other.name,
    pairs.email, pairs.phone, pairs.text, max(other.came)
  FROM json_each(@cvIds) JOIN cvs AS asked ON asked.cv_id = value
    JOIN cvs AS mine ON mine.candidate_id = asked.candidate_id
    JOIN candidate_pairs AS pairs ON (pairs.a = mine.series OR pairs.b = mine.series) AND pairs.state = 'open'
    JOIN cvs AS other ON other.series = ${OTHER_SIDE('pairs', 'mine.series')}
  WHERE other.candidate_id <> asked.candidate_id AND pairs.email + pairs.phone + pairs.text > 0
    AND ${HELD} AND NOT ${PARTED}
  GROUP BY of, pair ORDER BY of, pair`;

function possibleDuplicates(db: Database, cvIds: CvId[], keyId: string | null): Map<CvId, PossibleDuplicate[]> {
  const rows = db.sql(POSSIBLE).all({ cvIds: JSON.stringify(cvIds), keyId }) as Row[];
  const found = new Map<CvId, PossibleDuplicate[]>();
  for (const { of, ...row } of rows) found.set(of, [...(found.get(of) ?? []), duplicateOf(row)]);
  return found;
}

function duplicateOf({ pair, candidateId, cvId, name, ...row }: Omit<Row, 'of'>): PossibleDuplicate {
  return { pair, candidateId, cvId, name, reasons: reasonsIn(row) };
}

function reasonsIn(row: Record<DuplicateReason, number>): DuplicateReason[] {
  return DUPLICATE_REASONS.filter((reason) => row[reason] === 1);
}
