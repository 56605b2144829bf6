import type { CvId } from '../../../domain/index.js';
import type { Session } from '../database.js';

/** How a task is opened again. */
const REOPENED = `status = 'pending', attempts = 0, not_before = 0, offered_at = NULL, sender = excluded.sender,
  last_code = NULL, last_message = NULL, created_at = excluded.created_at, updated_at = excluded.updated_at`;

/** Opens a task for each path that has none in progress. */
export async function openTasks(
  session: Session,
  paths: string[],
  { batch, priority, sender }: { batch: string; priority: number; sender: string },
): Promise<void> {
  const first = await session.next('last_task', paths.length);
  await session.run(
    `INSERT INTO tasks (tenant, id, batch, path, status, priority, sender, created_at, updated_at)
     SELECT $1, $2 + place - 1, $3, path, 'pending', $4, $5, $6, $6 FROM unnest($7::text[]) WITH ORDINALITY AS file(path, place)
     ON CONFLICT (tenant, path) DO UPDATE SET batch = excluded.batch, ${REOPENED}, priority = excluded.priority
     WHERE tasks.status <> 'running'`,
    ...[first, batch, priority, sender, session.nowIso, paths],
  );
}

/**
 * A near copy that was left out because of one of these CVs must now be read, since the store would be without both. Its
 * task may have been removed, so it is created again if needed.
 */
export async function reopenNearCopies(session: Session, cvIds: CvId[]): Promise<void> {
  const near = 'FROM files WHERE tenant = $1 AND resembles = ANY($2::text[])';
  const { n } = (await session.row<{ n: number }>(`SELECT count(*) AS n ${near}`, cvIds))!;
  if (n === 0) return;
  const first = await session.next('last_task', n);
  await session.run(
    `INSERT INTO tasks (tenant, id, batch, path, status, sender, created_at, updated_at)
     SELECT $1, $3::bigint + row_number() OVER (ORDER BY path) - 1, coalesce(batch, ''), path, 'pending', coalesce(key_id, ''), $4, $4 ${near}
     ON CONFLICT (tenant, path) DO UPDATE SET ${REOPENED} WHERE tasks.status <> 'running'`,
    cvIds,
    first,
    session.nowIso,
  );
  await session.run(
    `UPDATE files SET resembles = NULL, state = NULL, code = NULL, message = NULL, made_with = NULL
     WHERE tenant = $1 AND resembles = ANY($2::text[])`,
    cvIds,
  );
}
