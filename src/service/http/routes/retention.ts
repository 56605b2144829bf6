import type { FastifyInstance } from 'fastify';
import { isDuePosition, listDue, noRule, viewRetention } from '../../../govern/retention/due.js';
import { setRule } from '../../../govern/retention/set.js';
import { ruleFrom, type RuleTexts } from '../../../govern/retention/terms.js';
import { RETENTION_SETS, WHERE_FIELDS, WHERE_OPS } from '../../../store/port/index.js';
import { readCursor, writeCursor } from '../cursor.js';
import {
  answers,
  arrayOf,
  count,
  idParams,
  object,
  orNull,
  pageQuery,
  text,
  textOrNull,
  time,
  truth,
} from '../schemas.js';

const name = {
  type: 'string',
  pattern: '^[a-z0-9][a-z0-9-]{0,59}$',
  description: 'what the rule is called: lower-case letters, digits and hyphens, and no name of a person',
};
const age = { type: 'string', maxLength: 20 };
const terms = {
  name: text,
  of: { enum: RETENTION_SETS },
  where: arrayOf(object({ field: { enum: WHERE_FIELDS }, op: { enum: WHERE_OPS }, value: text })),
  afterDays: count,
  warnDays: count,
  setAt: time,
  setBy: text,
  notBefore: { ...time, description: 'it erases nothing before' },
  erased: count,
  erasedAt: orNull(time),
};
const counted = object({ cvs: count, held: count, first: orNull(time) });
const ruleView = object({
  ...terms,
  now: { ...counted, description: 'CVs that are due now' },
  soon: { ...counted, description: 'CVs that are due within the warning' },
});
const getSchema = {
  operationId: 'getRetention',
  tags: ['Administration'],
  summary: 'The rules of retention, and the CVs that they will erase soon',
  description:
    '`due`: by the name of the rule, then the oldest first; within the warning of each rule, or within so many days. Those who are held stay. ' +
    'A CV that two rules reach is listed by each.',
  querystring: {
    ...object({
      ...pageQuery,
      rule: { ...name, description: 'only those who are due by this rule' },
      within: { type: 'integer', minimum: 0, maximum: 36500, description: 'within so many days; 0: now' },
    }),
    required: [],
  },
  response: answers({
    200: [
      'Rules, and a page of those who fall due',
      object({
        rules: arrayOf(ruleView),
        heldCvs: count,
        lastRun: orNull(object({ startedAt: time, endedAt: orNull(time), ok: { type: ['boolean', 'null'] } })),
        due: arrayOf(
          object({ cvId: text, candidateId: text, rule: text, countedFrom: time, dueAt: time, held: truth }),
        ),
        next: textOrNull,
      }),
    ],
  }),
};
const putSchema = {
  operationId: 'setRetentionRule',
  tags: ['Administration'],
  summary: 'Set after which time CVs are erased by themselves',
  description:
    'Replaces the rule of this name. A rule that is new, or reaches more or sooner than before, erases nothing until its warning has ' +
    'passed. With `dryRun` nothing is set.',
  params: idParams(name),
  body: object(
    {
      of: { enum: RETENTION_SETS },
      after: { ...age, description: 'how long they are kept: 180d, 26w, 2y' },
      warn: { ...age, description: 'how long before they are announced; by default 14d' },
      where: {
        type: 'array',
        items: { type: 'string', maxLength: 200 },
        maxItems: 10,
        description: 'conditions on the newest CV of a candidate, as in GET /v1/cvs, but not on its name',
      },
      dryRun: truth,
    },
    ['warn', 'where', 'dryRun'],
  ),
  response: answers({
    200: [
      'The rule, and whom it reaches',
      object({ rule: ruleView, before: orNull(object(terms)), reach: counted, dryRun: truth }),
    ],
  }),
};
const deleteSchema = {
  operationId: 'deleteRetentionRule',
  tags: ['Administration'],
  summary: 'Remove a rule of retention: from now on it erases nothing',
  params: idParams(name),
  response: answers({ 204: ['Removed', null] }),
};

interface PutBody extends Pick<RuleTexts, 'of' | 'after' | 'warn' | 'where'> {
  dryRun?: boolean;
}

export function retentionRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Querystring: { limit: number; cursor?: string; rule?: string; within?: number } }>(
    '/v1/admin/retention',
    { schema: getSchema },
    async ({ query: { limit, cursor, rule, within: withinDays }, tenant }) => {
      const { store } = tenant.workspace;
      const after = cursor === undefined ? undefined : String(readCursor(cursor, isPosition));
      const { due, next } = await listDue(store.retention, { rule, withinDays, limit, after });
      return { ...(await viewRetention(store)), due, next: next === null ? null : writeCursor(next) };
    },
  );
  app.put<{ Params: { id: string }; Body: PutBody }>(
    '/v1/admin/retention/:id',
    { schema: putSchema },
    ({ params, body: { dryRun = false, ...texts }, tenant }) =>
      setRule(
        tenant.workspace.store.retention,
        ruleFrom({ ...texts, name: params.id }, (what) => what),
        dryRun,
      ),
  );
  app.delete<{ Params: { id: string } }>(
    '/v1/admin/retention/:id',
    { schema: deleteSchema },
    async ({ params: { id }, tenant }, reply) => {
      if ((await tenant.workspace.store.retention.remove(id)) === null) throw noRule(id);
      return reply.code(204).send();
    },
  );
  return Promise.resolve();
}

const isPosition = (position: unknown): boolean => typeof position === 'string' && isDuePosition(position);
