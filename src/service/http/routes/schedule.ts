import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { SCHEDULED, type ScheduledName } from '../../schedule/names.js';
import type { RunReport } from '../../schedule/run.js';
import { answers, arrayOf, count, idParams, number, object, orNull, text, textOrNull, time } from '../schemas.js';

const result = orNull({ type: 'object', additionalProperties: true, description: 'what it did, or `{ error }`' });
const entry = object({
  name: { enum: SCHEDULED },
  purpose: text,
  cron: textOrNull,
  batch: orNull(count),
  next: orNull(time),
  last: orNull(
    object({ startedAt: time, endedAt: orNull(time), ms: orNull(number), ok: { type: ['boolean', 'null'] }, result }),
  ),
});
const listSchema = {
  operationId: 'listSchedule',
  tags: ['Service'],
  summary: 'The periodic tasks: when next, and how the last run ended',
  response: answers({ 200: ['All of them', object({ schedule: arrayOf(entry) })] }),
};

const report = object({
  name: { enum: SCHEDULED },
  outcome: { enum: ['done', 'failed', 'busy', 'running'] },
  result,
  ms: number,
});
const runSchema = {
  operationId: 'runScheduled',
  tags: ['Service'],
  summary: 'Run a periodic task now',
  params: idParams({ enum: SCHEDULED }),
  description:
    'A run that takes longer continues in the background: GET /v1/admin/schedule shows how it ended. `busy`: the task is already running.',
  response: answers({ 200: ['How it ended', report], 202: ['It goes on', report] }),
};

/** Milliseconds within which a run must end for its result to be in the answer. */
const PATIENCE_MS = 2000;

export function scheduleRoutes(app: FastifyInstance): Promise<void> {
  app.get('/v1/admin/schedule', { schema: listSchema }, async ({ tenant }) => ({
    schedule: await tenant.schedule.list(),
  }));

  app.post<{ Params: { id: ScheduledName } }>(
    '/v1/admin/schedule/:id/run',
    { schema: runSchema },
    async ({ params: { id }, tenant: { schedule, log } }, reply) => {
      const run = schedule.run(id);
      run.catch((error: unknown) => {
        log.error({ scheduled: id, err: error }, 'scheduled');
      });
      const running: Omit<RunReport, 'outcome'> & { outcome: 'running' } = {
        name: id,
        outcome: 'running',
        result: null,
        ms: PATIENCE_MS,
      };
      const answer = await Promise.race([run, wait(PATIENCE_MS, running)]);
      return reply.code(answer.outcome === 'running' ? 202 : 200).send(answer);
    },
  );
  return Promise.resolve();
}
