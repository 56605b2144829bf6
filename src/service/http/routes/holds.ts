import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { holdUnknown } from '../../../store/refusals.js';
import { readCursor, writeCursor } from '../cursor.js';
import {
  answers,
  arrayOf,
  count,
  cvReference,
  idParams,
  object,
  pageQuery,
  text,
  textOrNull,
  time,
} from '../schemas.js';
import type { TenantParts } from '../../parts.js';
import { actorOf, decidedBy } from './candidates.js';
import { noSuchCv } from './cvs.js';

const holdId = { type: 'string', format: 'uuid', description: 'id of a hold' };
const hold = object({
  id: text,
  reason: text,
  by: textOrNull,
  keyId: textOrNull,
  at: time,
  cvs: { ...count, description: 'CVs that it was set on and are still there' },
});
const listSchema = {
  operationId: 'listHolds',
  tags: ['Administration'],
  summary: 'Holds on CVs, the newest first',
  querystring: {
    ...object({ ...pageQuery, cv: { ...cvReference, description: 'those that hold the candidate of this CV' } }),
    required: [],
  },
  response: answers({ 200: ['A page', object({ holds: arrayOf(hold), next: textOrNull })] }),
};
const addSchema = {
  operationId: 'addHold',
  tags: ['Administration'],
  summary: 'Hold CVs: no rule of retention erases them, and DELETE refuses to',
  description: 'Their candidates are held with all CVs, those that come later included, until the hold is released.',
  body: object(
    {
      cvs: { type: 'array', items: cvReference, minItems: 1, maxItems: 1000 },
      reason: { type: 'string', minLength: 1, maxLength: 1000, description: 'best a file number instead of a name' },
      by: decidedBy,
    },
    ['by'],
  ),
  response: answers({ 200: ['The hold', hold] }),
};
const releaseSchema = {
  operationId: 'releaseHold',
  tags: ['Administration'],
  summary: 'Release a hold: rules apply again to whom nothing else holds',
  params: idParams(holdId),
  response: answers({ 204: ['Released', null] }),
};

export function holdRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Querystring: { limit: number; cursor?: string; cv?: string } }>(
    '/v1/admin/holds',
    { schema: listSchema },
    async ({ query: { limit, cursor, cv }, tenant }) => {
      const { retention } = tenant.workspace.store;
      const after = cursor === undefined ? undefined : String(readCursor(cursor, isId));
      const cvId = cv === undefined ? undefined : await heldBy(tenant, cv);
      const found = await retention.holds({ limit: limit + 1, after, cvId });
      const holds = found.slice(0, limit);
      return { holds, next: found.length > limit ? writeCursor(holds.at(-1)!.id) : null };
    },
  );
  app.post<{ Body: { cvs: string[]; reason: string; by?: string } }>(
    '/v1/admin/holds',
    { schema: addSchema },
    async ({ body: { cvs, reason, by }, caller, tenant }) => {
      const cvIds = new Set<string>();
      for (const cv of cvs) cvIds.add(await heldBy(tenant, cv));
      const given = { id: randomUUID(), reason, cvIds: [...cvIds] };
      return tenant.workspace.store.retention.hold(given, actorOf({ by }, caller));
    },
  );
  app.delete<{ Params: { id: string } }>(
    '/v1/admin/holds/:id',
    { schema: releaseSchema },
    async ({ params: { id }, tenant }, reply) => {
      if ((await tenant.workspace.store.retention.release(id)) === null) throw holdUnknown(id);
      return reply.code(204).send();
    },
  );
  return Promise.resolve();
}

/** Whoever administers the tenant holds CVs that anybody handed in. @throws CvmatchError `not_found`. */
async function heldBy({ workspace: { store } }: TenantParts, id: string): Promise<string> {
  const files = await store.uploads.find([id], null);
  const [cvId] = files.flatMap((file) => file.cvId ?? []);
  if (cvId === undefined) throw noSuchCv(id);
  return cvId;
}

const isId = (position: unknown): boolean => typeof position === 'string' && /^[0-9a-f-]{36}$/.test(position);
