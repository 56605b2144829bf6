import type { FastifyInstance } from 'fastify';
import { FILE_STATES, type FileState } from '../../../domain/index.js';
import { CvmatchError } from '../../../errors.js';
import type { BatchRecord } from '../../../store/port/index.js';
import { ownerFor, type Caller } from '../access.js';
import { readCursor, writeCursor } from '../cursor.js';
import type { TenantParts } from '../../parts.js';
import { answers, arrayOf, batchParams, object, pageQuery, ref, textOrNull, truth } from '../schemas.js';
import { uploadView } from '../views.js';

export const batchView = object({ id: { type: 'string', format: 'uuid' }, counts: ref('Counts'), done: truth });

const batchSchema = {
  operationId: 'getBatch',
  tags: ['Batches'],
  summary: 'The progress of an upload: its files by state',
  params: batchParams,
  response: answers({ 200: ['The batch', batchView] }),
};
const filesSchema = {
  operationId: 'listBatchCvs',
  tags: ['Batches'],
  summary: 'The files of an upload, in the order of arrival',
  params: batchParams,
  querystring: object({ ...pageQuery, state: { enum: [...FILE_STATES, 'pending'] } }, ['limit', 'cursor', 'state']),
  response: answers({ 200: ['A page', object({ cvs: arrayOf(ref('Upload')), next: textOrNull })] }),
};

export function batchRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Params: { id: string } }>('/v1/batches/:id', { schema: batchSchema }, async ({ params, caller, tenant }) =>
    viewOfBatch(await requireBatch(tenant, params.id, caller)),
  );

  app.get<{ Params: { id: string }; Querystring: { limit: number; cursor?: string; state?: FileState | 'pending' } }>(
    '/v1/batches/:id/cvs',
    { schema: filesSchema },
    async ({ params, caller, query, tenant }) => {
      await requireBatch(tenant, params.id, caller);
      const after =
        query.cursor === undefined
          ? undefined
          : String(
              readCursor(query.cursor, (position) => typeof position === 'string' && /^[0-9a-f]{32}$/.test(position)),
            );
      const records = await tenant.workspace.store.uploads.ofBatch(params.id, {
        after,
        limit: query.limit,
        state: query.state,
      });
      return {
        cvs: records.map(uploadView),
        next: records.length < query.limit ? null : writeCursor(records.at(-1)!.id!),
      };
    },
  );
  return Promise.resolve();
}

/** @throws CvmatchError `not_found`, also for somebody else's batch. */
export async function requireBatch(
  { workspace: { store } }: Pick<TenantParts, 'workspace'>,
  id: string,
  caller: Caller,
): Promise<BatchRecord> {
  const batch = await store.uploads.batch(id, ownerFor(caller));
  if (batch === null)
    throw new CvmatchError('not_found', `there is no batch ${id}`, { hint: 'POST /v1/cvs gives the id of a batch.' });
  return batch;
}

export function viewOfBatch({ id, counts }: BatchRecord) {
  return { id, counts, done: counts.pending === 0 };
}
