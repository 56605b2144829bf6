import type { FastifyInstance } from 'fastify';
import { CvmatchError } from '../../../errors.js';
import { Live, MOST_LISTENERS } from '../../telemetry/live.js';
import type { ServiceParts } from '../../parts.js';
import { eventAnswers } from '../schemas.js';
import { stageTimes } from '../../telemetry/stage-times.js';

const schema = {
  operationId: 'live',
  tags: ['Service'],
  summary: 'The state of the service every two seconds, as server-sent events',
  description:
    'What the dashboard shows: counts of the store and the queue, stage times against their targets, alerts, ' +
    'and an hour of backlog and throughput.',
  response: eventAnswers,
};

/** The stream behind the dashboard. */
export function liveRoutes(app: FastifyInstance, parts: ServiceParts): Promise<void> {
  const {
    workspace: { store, queue },
    metrics,
    alerts,
    log,
    now,
  } = parts;
  const live = new Live(
    {
      queue: () => queue.counts(),
      store: () => store.summary(),
      stages: async () => stageTimes(await metrics.snapshot()),
      alerts: () => alerts.list(),
      now,
    },
    (error) => {
      log.error({ err: error }, 'the live view could not look');
    },
  );
  // Before the server waits for its connections to end.
  app.addHook('preClose', (done) => {
    live.close();
    done();
  });
  app.get('/v1/admin/live', { schema, compress: false }, async (_request, reply) => {
    if (live.full)
      throw new CvmatchError('busy', `${MOST_LISTENERS} listeners are the most`, {
        hint: 'Close a dashboard that nobody looks at.',
      });
    return reply
      .type('text/event-stream')
      .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
      .send(await live.listen());
  });
  return Promise.resolve();
}
