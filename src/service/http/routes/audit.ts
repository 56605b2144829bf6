import type { FastifyInstance } from 'fastify';
import { AUDIT_ACTIONS, type AuditAction } from '../../../domain/index.js';
import { RECORD_ID } from '../../../store/audit/record.js';
import { readCursor, writeCursor } from '../cursor.js';
import { answers, arrayOf, object, pageQuery, textOrNull } from '../schemas.js';

const text = { type: 'string' };
const word = { type: 'string', minLength: 1, maxLength: 200 };
const reference = { type: 'string', pattern: '^(?:[0-9a-f]{64}|[0-9a-f]{24}|[0-9a-f]{12})$' };
const time = { type: 'string', format: 'date-time' };
const record = object({
  id: text,
  at: text,
  actor: text,
  action: { enum: AUDIT_ACTIONS },
  detail: text,
  jd: text,
  cvs: arrayOf(text),
  count: { type: 'integer' },
  origin: text,
  outcome: text,
});
const listSchema = {
  operationId: 'listAudit',
  tags: ['Administration'],
  summary: 'Who did what, to which CV or JD, when, from where and how it ended',
  description:
    'Of the tenant of the key. CVs and JDs are keyed pseudonyms. All conditions hold together. One answer looks at no more ' +
    'than 5,000 records, so that a page may have fewer than `limit` although `next` leads on. What was read is listed ' +
    'some seconds later.',
  querystring: {
    ...object({
      ...pageQuery,
      order: { enum: ['newest', 'oldest'], default: 'newest' },
      actor: { ...word, description: '`key:ID`, `user:NAME`, `schedule`, `worker` or `local`' },
      action: { enum: AUDIT_ACTIONS },
      outcome: { ...word, description: '`ok`, or the code of an error' },
      cv: { ...reference, description: 'CvId or pseudonym, also of a CV that was removed' },
      jd: { ...reference, description: 'id, hash of the text, or pseudonym' },
      since: time,
      until: time,
    }),
    required: [],
  },
  response: answers({ 200: ['A page', object({ records: arrayOf(record), next: textOrNull })] }),
};

interface Query {
  limit: number;
  cursor?: string;
  order: 'newest' | 'oldest';
  actor?: string;
  action?: AuditAction;
  outcome?: string;
  cv?: string;
  jd?: string;
  since?: string;
  until?: string;
}

export function auditRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Querystring: Query }>('/v1/admin/audit', { schema: listSchema }, async ({ query, tenant }) => {
    const { audit } = tenant.workspace.store;
    const { cursor, cv, jd, since, until, ...rest } = query;
    const key = await audit.key();
    const { records, next } = await audit.list({
      ...rest,
      cv: key.asked('cv', cv),
      jd: key.asked('jd', jd),
      since: since === undefined ? undefined : Date.parse(since),
      until: until === undefined ? undefined : Date.parse(until),
      after: cursor === undefined ? undefined : String(readCursor(cursor, isId)),
    });
    return { records, next: next === null ? null : writeCursor(next) };
  });
  return Promise.resolve();
}

const isId = (position: unknown): boolean => typeof position === 'string' && RECORD_ID.test(position);
