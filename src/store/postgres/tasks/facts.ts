import { bandsOf, type ProcessedCv } from '../../../domain/index.js';
import { namedAfter, newCv, type CommitFacts, type CvOfBytes, type Series } from '../../decide.js';
import type { FileResult } from '../../port/index.js';
import { lastRevisions, NEWEST_FIRST } from '../candidates/standing.js';
import type { Session } from '../database.js';
import { refusedOf, sender } from '../erasure/erased.js';
import { ITS_OWN, nearCopiesOf } from './near.js';

/** What a result may have in common with another, so that the order of the two matters. */
export function marksOf({ path, hash, outcome }: FileResult): string[] {
  const cv = outcome.ok && 'value' in outcome ? outcome.value : null;
  return [
    `path ${path}`,
    ...(hash === null ? [] : [`bytes ${hash}`]),
    ...(cv === null ? [] : [`text ${cv.textHash}`, ...bandsOf(cv.signature).map((band) => `band ${band}`)]),
  ];
}

type FileRow = NonNullable<CommitFacts['file']> & { candidate: string | null; keyId: string | null };

interface Asked {
  result: FileResult;
  file: FileRow | null;
  cv: CvOfBytes | null;
  named: string | null;
  /** The CV if it is not in the store. */
  processed: ProcessedCv | null;
}

/**
 * The facts for these results, or for the first of them: the answer ends before one that belongs to the same series as an
 * earlier one. The results have no path, bytes or text in common.
 */
export async function gather(session: Session, results: FileResult[]): Promise<CommitFacts[]> {
  const asked = await ask(session, results);
  const news = asked.filter(({ processed }) => processed !== null);
  const atPath = await seriesAtPaths(session, news);
  const series = asked.map(
    ({ result, cv, named, processed }) =>
      cv?.series ?? named ?? atPath.get(result.path) ?? (processed === null ? null : namedAfter(result.hash!)),
  );
  const end = firstTogether(asked, series);
  const some = asked.slice(0, end);
  const last = await lastRevisions(session, [
    ...new Set(
      some.flatMap(({ result, named }) =>
        [named, atPath.get(result.path), namedAfter(result.hash ?? '')].filter(
          (one) => one !== null && one !== undefined,
        ),
      ),
    ),
  ]);
  const seriesOf = (name: string | null | undefined): Series | null =>
    name === null || name === undefined ? null : { series: name, lastRevision: last.get(name) ?? 0 };
  const near = await nearCopiesOf(
    session,
    some.flatMap(({ result, file, named, processed }) =>
      processed === null || result.duplicates === 'keep'
        ? []
        : [{ path: result.path, series: named ?? '', sender: file?.keyId ?? null, cv: processed }],
    ),
  );
  const sentOf = ({ result, file }: Asked) => ({ hash: result.hash ?? '', keyId: file?.keyId ?? null });
  const refused = await refusedOf(session, some.filter(({ processed }) => processed !== null).map(sentOf));
  return some.map((one) => {
    const { result, file, cv, named, processed } = one;
    const { hash, keyId } = sentOf(one);
    return {
      refused: refused.has(sender(keyId, hash)),
      file,
      cv,
      named: seriesOf(named),
      atPath: processed === null ? null : seriesOf(atPath.get(result.path)),
      ownLastRevision: processed === null ? 0 : (last.get(namedAfter(result.hash!)) ?? 0),
      near: near.get(result.path) ?? null,
    };
  });
}

async function ask(session: Session, results: FileResult[]): Promise<Asked[]> {
  const files = await filesAt(session, results);
  const cvs = await cvsOfBytes(session, results, files);
  const named = await seriesNamed(session, [...files.values()]);
  return results.map((result) => {
    const cv = cvs.get(result.path) ?? null;
    return {
      result,
      file: files.get(result.path) ?? null,
      cv,
      named: named.get(result.path) ?? null,
      processed: newCv(result, cv),
    };
  });
}

/** Where the first result is that belongs together with an earlier one. */
function firstTogether(asked: Asked[], series: (string | null)[]): number {
  const seen = new Set<string>();
  const end = asked.findIndex(({ file, result }, i) => {
    const marks = [
      ...(series[i] === null ? [] : [`series ${series[i]}`]),
      ...(result.hash === null ? [] : [`series ${namedAfter(result.hash)}`]),
      ...(file === null || file.candidate === null ? [] : [`candidate ${file.keyId ?? ''} ${file.candidate}`]),
    ];
    const meets = marks.some((mark) => seen.has(mark));
    for (const mark of marks) seen.add(mark);
    return meets;
  });
  return end === -1 ? asked.length : end;
}

async function filesAt(session: Session, results: FileResult[]): Promise<Map<string, FileRow>> {
  const rows = await session.rows<FileRow>(
    `SELECT path, cv_id AS "cvId", resembles, state, code, message, format, candidate, key_id AS "keyId"
     FROM files WHERE tenant = $1 AND path = ANY($2::text[])`,
    results.map(({ path }) => path),
  );
  return new Map(rows.map((row) => [row.path, row]));
}

type CvRow = Omit<CvOfBytes, 'latest'> & { at: string; revision: number };

/** For each path the CV with the bytes of its result. */
async function cvsOfBytes(
  session: Session,
  results: FileResult[],
  files: Map<string, FileRow>,
): Promise<Map<string, CvOfBytes>> {
  const rows = await session.rows<CvRow>(
    `SELECT asked.path AS at, series, cvs.path, fingerprint, format, series_revision AS revision,
       (SELECT max(series_revision) FROM cvs AS same WHERE same.tenant = $1 AND same.series = cvs.series) AS "lastRevision",
       EXISTS (SELECT 1 FROM files WHERE files.tenant = $1 AND files.cv_id = cvs.cv_id AND files.path <> asked.path
         AND files.state = 'ready' AND ${ITS_OWN}) AS "sentBefore"
     FROM unnest($2::text[], $3::text[], $4::text[]) AS asked(path, hash, sender)
       JOIN cvs ON cvs.tenant = $1 AND cvs.cv_id = asked.hash`,
    results.map(({ path }) => path),
    results.map(({ hash }) => hash),
    results.map(({ path }) => files.get(path)?.keyId ?? null),
  );
  return new Map(rows.map(({ at, revision, ...cv }) => [at, { ...cv, latest: revision === cv.lastRevision }]));
}

/**
 * For each of these files the series of the newest CV that the same key handed in under the same `candidate`. If somebody
 * else had handed in its bytes before, it is theirs: nobody gets hold of another's CV by sending a copy of it.
 */
async function seriesNamed(session: Session, files: FileRow[]): Promise<Map<string, string>> {
  const paths = files.filter(({ candidate }) => candidate !== null).map(({ path }) => path);
  if (paths.length === 0) return new Map();
  const rows = await session.rows<{ path: string; series: string }>(
    `SELECT DISTINCT ON (mine.path) mine.path, cvs.series FROM files AS mine
       JOIN files AS own ON own.tenant = $1 AND own.candidate = mine.candidate AND own.key_id IS NOT DISTINCT FROM mine.key_id
       JOIN cvs ON cvs.tenant = $1 AND cvs.path = own.path AND cvs.cv_id = own.cv_id
     WHERE mine.tenant = $1 AND mine.path = ANY($2::text[]) ORDER BY mine.path, ${NEWEST_FIRST}`,
    paths,
  );
  return new Map(rows.map(({ path, series }) => [path, series]));
}

/** The series of the newest CV that was read from each path. */
async function seriesAtPaths(session: Session, asked: Asked[]): Promise<Map<string, string>> {
  if (asked.length === 0) return new Map();
  const rows = await session.rows<{ path: string; series: string }>(
    `SELECT DISTINCT ON (path) path, series FROM cvs WHERE tenant = $1 AND path = ANY($2::text[]) ORDER BY path, ${NEWEST_FIRST}`,
    asked.map(({ result }) => result.path),
  );
  return new Map(rows.map(({ path, series }) => [path, series]));
}
