import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { CvmatchError } from '../../../errors.js';
import { jdOf } from '../../../match/jd.js';
import { storeJd } from '../../../match/stored-jds.js';
import type { Jds, StoredJd } from '../../../store/port/index.js';
import type { Caller } from '../access.js';
import { pendingAnswer, stillPending } from '../erasures.js';
import type { TenantParts } from '../../parts.js';
import { answers, arrayOf, idParams, object, ref, text } from '../schemas.js';

export const jdText = {
  type: 'string',
  minLength: 1,
  maxLength: 200_000,
  description: 'a job description; beyond 8,000 characters it is cut',
};
export const jdId = { type: 'string', pattern: '^[0-9a-f]{12}$', description: 'id of a stored JD' };

const addSchema = {
  operationId: 'addJd',
  tags: ['JDs'],
  summary: 'Store a job description',
  description: 'The same text has the same id, however often it is stored. The key that stores it holds it.',
  body: object({ text: jdText }),
  response: answers({ 201: ['Stored', ref('Jd')] }),
};
const listSchema = {
  operationId: 'listJds',
  tags: ['JDs'],
  summary: 'Stored job descriptions',
  response: answers({ 200: ['All of them', object({ jds: arrayOf(ref('Jd')) })] }),
};
const getSchema = {
  operationId: 'getJd',
  tags: ['JDs'],
  summary: 'A stored job description with its text',
  params: idParams(jdId),
  response: answers({ 200: ['The JD', object({ jd: ref('Jd'), text })] }),
};
const deleteSchema = {
  operationId: 'deleteJd',
  tags: ['JDs'],
  summary: 'Forget a stored job description',
  description:
    'A key gives up the JDs that it stored itself; one that others stored too stays for them. Those of others take the ' +
    'scope `all` or `admin`, which forgets a JD whoever stored it.',
  params: idParams(jdId),
  response: answers({ 204: ['Forgotten: no file of the store holds a trace of its text', null], 202: pendingAnswer() }),
};

/** Job descriptions are not personal data, so a key may read all those of its tenant; it may delete only its own. */
export function jdRoutes(app: FastifyInstance): Promise<void> {
  app.post<{ Body: { text: string } }>('/v1/jds', { schema: addSchema }, async ({ body, caller, tenant }, reply) => {
    const jd = await storeJd(tenant.workspace.store.jds, jdOf(body.text, tenant.matching.tools), 'api', caller.keyId);
    return reply.code(201).header('location', `/v1/jds/${jd.id}`).send(view(jd));
  });
  app.get('/v1/jds', { schema: listSchema }, async ({ tenant }) => ({
    jds: (await tenant.workspace.store.jds.list()).map(view),
  }));
  app.get<{ Params: { id: string } }>('/v1/jds/:id', { schema: getSchema }, async ({ params, tenant }) => {
    const jd = await requireJd(tenant, params.id);
    return { jd: view(jd), text: jd.text };
  });
  app.delete<{ Params: { id: string } }>(
    '/v1/jds/:id',
    { schema: deleteSchema },
    async ({ params, caller, tenant }, reply) => {
      const erasure = randomUUID();
      await forget(tenant.workspace.store.jds, (await requireJd(tenant, params.id)).id, caller, erasure);
      return (await stillPending(tenant, erasure, reply)) ?? reply.code(204).send();
    },
  );
  return Promise.resolve();
}

/** @throws CvmatchError `forbidden`. */
async function forget(jds: Jds, id: string, { keyId, scopes }: Caller, erasure: string): Promise<void> {
  if (keyId === null || scopes.has('all') || scopes.has('admin')) await jds.remove(id, erasure);
  else if ((await jds.release(id, keyId, erasure)) === 'foreign')
    throw new CvmatchError('forbidden', `the JD ${id} was stored by others`, {
      hint: 'A key with the scope `all` or `admin` may delete it.',
    });
}

/** @throws CvmatchError `not_found`. */
export async function requireJd({ workspace }: Pick<TenantParts, 'workspace'>, id: string): Promise<StoredJd> {
  const jd = await workspace.store.jds.get(id);
  if (jd === null) throw new CvmatchError('not_found', `there is no JD ${id}`, { hint: 'GET /v1/jds lists them.' });
  return jd;
}

function view({ id, title, hash, truncated, addedAt }: StoredJd) {
  return { id, title, hash, truncated, addedAt };
}
