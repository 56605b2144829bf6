import type { FastifyInstance } from 'fastify';
import type { ServiceParts } from '../../parts.js';
import { ReadinessProbe } from '../readiness.js';
import { arrayOf, object, textOrNull, truth } from '../schemas.js';

const liveSchema = {
  operationId: 'getLiveness',
  tags: ['Service'],
  summary: 'Whether the process is alive',
  response: {
    200: {
      description: 'It lives',
      content: { 'application/json': { schema: object({ status: { const: 'live' } }) } },
    },
  },
};

const readiness = object({
  status: { enum: ['ready', 'unready'] },
  checks: arrayOf(object({ name: { enum: ['store', 'pool', 'model', 'service'] }, ok: truth, code: textOrNull })),
});
const answer = (description: string) => ({ description, content: { 'application/json': { schema: readiness } } });
const readySchema = {
  operationId: 'getReadiness',
  tags: ['Service'],
  summary: 'Whether requests would be answered',
  description:
    "The store can be written, the threads are up, the model fits the store's vectors. 503 also while the " +
    'service stops.',
  response: { 200: answer('Ready'), 503: answer('Not ready, with the reason') },
};

/** Whether the process answers at all. */
export function liveRoute(app: FastifyInstance): void {
  app.get('/health/live', { schema: liveSchema, config: { open: true } }, () => ({ status: 'live' }));
}

/** For service managers, load balancers and monitoring: no key is needed. */
export function healthRoutes(app: FastifyInstance, { home, now, log }: ServiceParts): Promise<void> {
  const probe = new ReadinessProbe(home, now, (check, error) => {
    log.warn({ check, err: error }, 'not ready');
  });
  app.addHook('preClose', (done) => {
    probe.stop();
    done();
  });
  liveRoute(app);
  app.get('/health/ready', { schema: readySchema, config: { open: true } }, async (_request, reply) => {
    const found = await probe.look();
    return reply.code(found.status === 'ready' ? 200 : 503).send(found);
  });
  return Promise.resolve();
}
