import type { FastifyInstance } from 'fastify';
import { CvmatchError } from '../../../errors.js';
import { PROCESS_ID } from '../../../ingest/owner.js';
import { Live, MOST_LISTENERS } from '../../telemetry/live.js';
import { isOperator } from '../access.js';
import { perTenant, type ServiceParts, type TenantParts } from '../../parts.js';
import { eventAnswers } from '../schemas.js';
import { endWhenRevoked } from '../streams.js';
import { together } from '../../telemetry/shared-counts.js';
import { STAGE_METRICS, stageTimes } from '../../telemetry/stage-times.js';

const schema = {
  operationId: 'live',
  tags: ['Service'],
  summary: 'The state of the service every two seconds, as server-sent events',
  description:
    'What the dashboard shows: counts of the store and the queue, stage times against their targets, alerts, ' +
    'and an hour of backlog and throughput.',
  response: eventAnswers,
};

/**
 * The events that the dashboard shows: those of its own tenant and, for an operator, the state of the whole service.
 */
export function liveRoutes(app: FastifyInstance, parts: ServiceParts): Promise<void> {
  const open = new Set<Live>();
  const liveFor = (whole: boolean) =>
    perTenant((tenant) => {
      const live = liveOf(tenant, whole ? parts : null, parts);
      open.add(live);
      tenant.ended.addEventListener('abort', () => {
        live.close();
        open.delete(live);
      });
      return live;
    });
  const [ofService, ofTenant] = [liveFor(true), liveFor(false)];
  // Before the server waits for its connections to end.
  app.addHook('preClose', (done) => {
    for (const live of open) live.close();
    done();
  });
  app.get('/v1/admin/live', { schema, compress: false }, async ({ caller, tenant }, reply) => {
    const live = isOperator(caller) ? ofService(tenant) : ofTenant(tenant);
    if (live.full)
      throw new CvmatchError('busy', `${MOST_LISTENERS} listeners are the most`, {
        hint: 'Close a dashboard that nobody looks at.',
      });
    const stream = await live.listen();
    endWhenRevoked(stream, caller);
    return reply
      .type('text/event-stream')
      .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
      .send(stream);
  });
  return Promise.resolve();
}

/** `whole`: of the service, whose stages and alerts are shown to an operator. */
function liveOf(
  tenant: TenantParts,
  whole: ServiceParts | null,
  { now, log, registry: { processes } }: ServiceParts,
): Live {
  const { store, queue } = tenant.workspace;
  const { metrics } = whole ?? tenant;
  const of = whole === null ? tenant.id : null;
  return new Live(
    {
      queue: () => queue.counts(),
      store: () => store.summary(),
      stages: async () => stageTimes(await together(metrics, processes, PROCESS_ID, of, STAGE_METRICS)),
      alerts: () => whole?.alerts.list() ?? [],
      now,
    },
    (error) => {
      log.error({ err: error }, 'the live view could not look');
    },
  );
}
