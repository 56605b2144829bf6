import type { ProcessedCv } from '../../../domain/index.js';
import { decide, hashOf, type CommitFacts, type Decision } from '../../decide.js';
import type { CommittedFile, FileResult } from '../../port/index.js';
import { hasOverridesOf } from '../cv/overrides.js';
import { comeBack, insertCvs, rewriteCv, type NewCv } from '../cv/rows.js';
import type { Session } from '../database.js';
import { bumpVersion } from '../meta.js';
import { gather, marksOf } from './facts.js';
import { withClaim } from './rows.js';

type Write = Extract<Decision, { kind: 'write' }>;

interface Decided {
  result: FileResult;
  decision: Write;
}

/**
 * Commits results as if one after the other, in as few statements as possible: those of which none can change what another
 * becomes are gathered, decided and written together.
 */
export async function commitAll(session: Session, results: FileResult[]): Promise<CommittedFile[]> {
  const committed: CommittedFile[] = [];
  let rest = await withClaim(session, results);
  while (rest.length > 0) {
    const facts = await gather(session, apart(rest));
    await writeAll(session, rest.slice(0, facts.length), facts, committed);
    rest = rest.slice(facts.length);
  }
  return committed;
}

/** The first results, up to one that has a path, bytes or text in common with an earlier one. */
function apart(results: FileResult[]): FileResult[] {
  const seen = new Set<string>();
  const end = results.findIndex((result) => {
    const marks = marksOf(result);
    const meets = marks.some((mark) => seen.has(mark));
    for (const mark of marks) seen.add(mark);
    return meets;
  });
  return end === -1 ? results : results.slice(0, end);
}

async function writeAll(
  session: Session,
  results: FileResult[],
  facts: CommitFacts[],
  committed: CommittedFile[],
): Promise<void> {
  const decisions = results.map((result, i) => decide(facts[i]!, result));
  if (decisions.some(({ kind }) => kind === 'gone')) throw new Error('the stored CV that a result refers to is gone');
  const decided = decisions.flatMap((decision, i) =>
    decision.kind === 'write' ? [{ result: results[i]!, decision }] : [],
  );
  await writeCvs(session, decided);
  await writeFiles(session, decided);
  await endTasks(session, decided);
  committed.push(...decisions.flatMap((decision) => ('file' in decision ? [decision.file] : [])));
}

async function writeCvs(session: Session, decided: Decided[]): Promise<void> {
  const changed = decided.filter(({ decision }) => decision.cv.kind !== 'none');
  if (changed.length === 0) return;
  const first = (await bumpVersion(session, changed.length)) - changed.length + 1;
  const inserted: NewCv[] = [];
  for (const [i, { result, decision }] of changed.entries()) {
    const { cv: change } = decision;
    const { hash, outcome, fingerprint, path } = result;
    const cv = (outcome as { value: ProcessedCv }).value;
    if (change.kind === 'insert') inserted.push({ ...change, cvId: hash!, cv, path, came: first + i, fingerprint });
    // Read before somebody corrected it: it stays as it is until it is read again.
    if (change.kind === 'update' && change.rewrite && (await hasOverridesOf(session, hash!, cv)))
      await rewriteCv(session, hash!, cv, fingerprint);
    if (change.kind === 'update' && change.revision !== null)
      await comeBack(session, hash!, change.revision, first + i);
  }
  await insertCvs(session, inserted);
}

const FILE = ['path', 'cv_id', 'resembles', 'hash', 'state', 'code', 'message', 'format', 'size', 'mtime', 'made_with'];

async function writeFiles(session: Session, decided: Decided[]): Promise<void> {
  await session.insert(
    'files',
    FILE,
    decided.map(({ result, decision: { file } }) => [
      ...[
        file.path,
        file.cvId,
        file.resembles,
        hashOf(result, file.state),
        file.state,
        file.code,
        file.message,
        file.format,
      ],
      ...[result.size, result.mtimeMs, result.madeWith],
    ]),
    `ON CONFLICT (tenant, path) DO UPDATE SET ${FILE.slice(1)
      .map((name) => `${name} = excluded.${name}`)
      .join(', ')}`,
  );
}

async function endTasks(session: Session, decided: Decided[]): Promise<void> {
  if (decided.length === 0) return;
  await session.run(
    `UPDATE tasks SET status = ended.status, owner = NULL, lease_until = NULL, updated_at = $2
     FROM unnest($3::text[], $4::text[]) AS ended(path, status)
     WHERE tenant = $1 AND tasks.path = ended.path AND tasks.status IN ('pending', 'running')`,
    session.nowIso,
    decided.map(({ decision }) => decision.file.path),
    decided.map(({ decision }) => decision.task),
  );
}
