import type { FastifyInstance } from 'fastify';
import type { Observing } from '../../telemetry/observer.js';
import { aProblem, text } from '../schemas.js';

const schema = {
  operationId: 'getMetrics',
  tags: ['Service'],
  summary: 'Figures of the service in the text format of Prometheus',
  response: { 200: { description: 'Samples', content: { 'text/plain': { schema: text } } }, default: aProblem },
};

/** For Prometheus, in its text format. */
export function metricsRoutes(app: FastifyInstance, { metrics }: Pick<Observing, 'metrics'>): Promise<void> {
  app.get('/metrics', { schema, config: { scope: 'admin' } }, async (_request, reply) => {
    return reply.type(metrics.contentType).send(await metrics.text());
  });
  return Promise.resolve();
}
