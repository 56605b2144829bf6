import type { FastifyInstance } from 'fastify';
import type { ServiceParts } from '../parts.js';

/** For Prometheus, in its text format. */
export function metricsRoutes(app: FastifyInstance, { metrics }: ServiceParts): Promise<void> {
  app.get('/metrics', { schema: { summary: 'Figures of the service, for Prometheus', tags: ['health'], response: { 200: { type: 'string' } } } }, async (_request, reply) => {
    return reply.type(metrics.contentType).send(await metrics.text());
  });
  return Promise.resolve();
}
