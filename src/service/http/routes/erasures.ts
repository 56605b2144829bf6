import type { FastifyInstance } from 'fastify';
import { ERASURE_KINDS, type SignedCertificate } from '../../../domain/index.js';
import { CvmatchError } from '../../../errors.js';
import { certificatesPage } from '../../../govern/certificates.js';
import { readCursor, writeCursor } from '../cursor.js';
import { answers, arrayOf, idParams, object, pageQuery, text, textOrNull, truth } from '../schemas.js';

const number = { type: 'integer' };
const summary = {
  id: text,
  kind: { enum: ERASURE_KINDS },
  askedAt: text,
  endedAt: text,
  actor: text,
  origin: text,
  cvs: number,
  files: number,
  jds: number,
  scannedBytes: number,
  markFound: truth,
  held: { ...number, description: 'CVs of the same bytes that the store held at the end' },
  genuine: truth,
};
const certificate = object({
  ...summary,
  pseudonyms: arrayOf(text),
  before: arrayOf(object({ place: text, rows: number, hits: number })),
  after: arrayOf(object({ place: text, bytes: number })),
  backups: arrayOf(object({ where: text, reachable: truth, ids: arrayOf(text) })),
  beyond: arrayOf(text),
  mac: text,
});
const listSchema = {
  operationId: 'listErasures',
  tags: ['Administration'],
  summary: 'Certificates of what was removed, the newest first',
  description:
    'Of the tenant of the key. A removal gets its certificate when it has ended: no place that was scanned holds a trace of it.',
  querystring: { ...object(pageQuery), required: [] },
  response: answers({ 200: ['A page', object({ certificates: arrayOf(object(summary)), next: textOrNull })] }),
};
const getSchema = {
  operationId: 'getErasure',
  tags: ['Administration'],
  summary: 'One certificate: what was looked for, where, and what nobody can vouch for',
  params: idParams({ type: 'string', minLength: 8, maxLength: 100, pattern: '^[A-Za-z0-9-]+$' }),
  response: answers({ 200: ['The certificate', certificate] }),
};

export function erasureRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Querystring: { limit: number; cursor?: string } }>(
    '/v1/admin/erasures',
    { schema: listSchema },
    async ({ query: { limit, cursor }, tenant }) => {
      const { erasures } = tenant.workspace.store;
      const after = cursor === undefined ? undefined : String(readCursor(cursor, isId));
      const { certificates, next } = await certificatesPage(erasures, { limit, after });
      return { certificates: certificates.map(summaryOf), next: next === null ? null : writeCursor(next) };
    },
  );
  app.get<{ Params: { id: string } }>('/v1/admin/erasures/:id', { schema: getSchema }, async ({ params, tenant }) => {
    const found = await tenant.workspace.store.erasures.certificate(params.id);
    if (found !== null) return found;
    throw new CvmatchError('not_found', `there is no certificate ${params.id}`, {
      hint: 'GET /v1/admin/erasures lists those there are; a removal that has not ended has none.',
    });
  });
  return Promise.resolve();
}

const isId = (position: unknown): boolean => typeof position === 'string' && /^[A-Za-z0-9-]{8,100}$/.test(position);

/** Without the lists, which may have an entry for each of thousands of CVs. */
function summaryOf({
  pseudonyms: _pseudonyms,
  before: _before,
  after: _after,
  backups: _backups,
  beyond: _beyond,
  mac: _mac,
  ...rest
}: SignedCertificate): Omit<SignedCertificate, 'pseudonyms' | 'before' | 'after' | 'backups' | 'beyond' | 'mac'> {
  return rest;
}
