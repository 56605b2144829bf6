import type { FastifyInstance } from 'fastify';
import { STAGES } from '../../../domain/index.js';
import { parsingQuality, type ParsingQuality } from '../../../evaluate/parsing/stored.js';
import { PROCESS_ID } from '../../../ingest/owner.js';
import type { ProcessRepository } from '../../../store/port/index.js';
import { ALERT_STATUSES } from '../../alerts/engine.js';
import { isOperator, requireScope } from '../access.js';
import { perTenant, type RouteParts, type TenantParts } from '../../parts.js';
import { performanceOf } from '../../telemetry/performance.js';
import { together } from '../../telemetry/shared-counts.js';
import {
  answers,
  arrayOf,
  count,
  mapOf,
  number,
  object,
  orNull,
  share,
  text,
  textOrNull,
  time,
  truth,
} from '../schemas.js';

const ms = { type: ['number', 'null'] };
const maybeTrue = { type: ['boolean', 'null'] };
const times = { count, p50: ms, p95: ms, p99: ms, target: ms, ok: maybeTrue };
const tags = ['Service'];

const alertsSchema = {
  operationId: 'getAlerts',
  tags,
  summary: 'Every alert with its value and threshold',
  description: 'As evaluated last by the service itself. docs/runbook.md says what to do.',
  response: answers({
    200: [
      'Alerts',
      object({
        alerts: arrayOf(
          object({
            name: text,
            status: { enum: ALERT_STATUSES },
            severity: { enum: ['warning', 'critical'] },
            summary: text,
            unit: { enum: ['share', 'tasks', 'CVs', 'seconds', 'bytes'] },
            value: { type: ['number', 'null'] },
            threshold: number,
            since: orNull(time),
            runbook: text,
          }),
        ),
      }),
    ],
  }),
};

const performanceSchema = {
  operationId: 'getPerformance',
  tags,
  summary: 'Times of stages, searches and requests beside their targets',
  description:
    'Milliseconds, of all processes that run now and since each of them started, from histograms: a quantile is as ' +
    'exact as its bucket. `ok`: p95 keeps the target. `since`: start of the oldest of them. The delay of the event ' +
    'loop is of the process that answers.',
  response: answers({
    200: [
      'Times',
      object({
        since: time,
        stages: arrayOf(
          object({ stage: { enum: STAGES }, done: count, failed: count, p50: ms, p95: ms, target: ms, ok: maybeTrue }),
        ),
        search: object(times),
        requests: object(times),
        routes: arrayOf(object({ method: text, route: text, ...times })),
        eventLoopDelay: object({ p50: ms, p99: ms, max: ms }),
      }),
    ],
  }),
};

const shareOrNull = orNull(share);
const MOST_PROFILES = 5000;
const qualitySchema = {
  operationId: 'getParsingQuality',
  tags,
  summary: 'How good the stored profiles are, without labels',
  description:
    'The result of `cvmatch evaluate parsing` without labels, for the newest CVs of everybody, so it takes the scope ' +
    '`all` too. Recomputed ' +
    'when the store has changed.',
  querystring: object({ limit: { type: 'integer', minimum: 1, maximum: MOST_PROFILES, default: 1000 } }, ['limit']),
  response: answers({
    200: [
      'Quality',
      object({
        of: count,
        documents: count,
        completeness: share,
        validity: object({ email: shareOrNull, phone: shareOrNull, dates: shareOrNull }),
        unreadLines: shareOrNull,
        findings: mapOf(count),
        required: mapOf(share),
        types: shareOrNull,
        consistency: object({ startBeforeEnd: shareOrNull, noDuplicates: shareOrNull, plausible: shareOrNull }),
      }),
    ],
  }),
};

const selftestSchema = {
  operationId: 'selftest',
  tags,
  summary: 'Send a made-up CV through every stage',
  description: "Uses this process's own threads and model, and a temporary store. Overlapping calls share one run.",
  response: { ...answers({ 200: ['Every stage works', ranStages()], 503: ['A stage failed', ranStages()] }) },
};

function ranStages() {
  return object({
    ok: truth,
    stages: arrayOf(object({ stage: { enum: [...STAGES, 'store'] }, ok: truth, ms, code: textOrNull })),
  });
}

/** Epoch milliseconds since when the oldest process runs; if the store does not answer, this one. */
async function earliest({ list }: Pick<ProcessRepository, 'list'>, own: number): Promise<number> {
  const starts = (await list().catch(() => [])).map(({ startedAt }) => Date.parse(startedAt));
  return Math.min(own, ...starts);
}

/** Routes for operators. */
export function adminRoutes(app: FastifyInstance, parts: RouteParts): Promise<void> {
  const {
    alerts,
    now,
    registry: { processes },
  } = parts;
  const since = now();
  const quality = perTenant(qualityOf);
  const selftest = shared(parts.selftest);
  app.get('/v1/admin/alerts', { schema: alertsSchema, config: { scope: 'operator' } }, () => ({
    alerts: alerts.list(),
  }));
  app.get('/v1/admin/performance', { schema: performanceSchema }, async ({ caller, tenant }) => {
    const [{ metrics }, of] = isOperator(caller) ? [parts, null] : [tenant, tenant.id];
    const counted = await together(metrics, processes, PROCESS_ID, of);
    return performanceOf(counted, await earliest(processes, since));
  });
  app.get<{ Querystring: { limit: number } }>(
    '/v1/admin/parsing-quality',
    { schema: qualitySchema },
    ({ query, caller, tenant }) => {
      requireScope(caller, 'all');
      return quality(tenant)(query.limit);
    },
  );
  app.post('/v1/admin/selftest', { schema: selftestSchema }, async (_request, reply) => {
    const report = await selftest();
    return reply.code(report.ok ? 200 : 503).send(report);
  });
  return Promise.resolve();
}

/**
 * Reading thousands of profiles takes seconds. So only one request does it at a time, and the result is kept until the
 * store changes.
 */
function qualityOf({ workspace: { store } }: TenantParts): (limit: number) => Promise<ParsingQuality> {
  let kept: { name: string; found: Promise<ParsingQuality> } | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  return async (limit) => {
    const name = `${await store.search.version()} ${limit}`;
    if (kept?.name === name) return kept.found;
    const found = turn.then(() => parsingQuality(store.cvs, limit));
    turn = found.catch(() => {
      kept = null;
    });
    kept = { name, found };
    return found;
  };
}

function shared<T>(body: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  return () =>
    (running ??= body().finally(() => {
      running = null;
    }));
}
