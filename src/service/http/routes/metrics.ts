import type { FastifyInstance } from 'fastify';
import { isOperator } from '../access.js';
import type { Observing } from '../../telemetry/observer.js';
import { aProblem, text } from '../schemas.js';

const schema = {
  operationId: 'getMetrics',
  tags: ['Service'],
  summary: 'Figures in the text format of Prometheus',
  description: "Of the caller's tenant; for a key with the scope operator, of the whole service.",
  response: { 200: { description: 'Samples', content: { 'text/plain': { schema: text } } }, default: aProblem },
};

interface MetricsParts extends Pick<Observing, 'metrics'> {
  /** The required scope. A process that works for all tenants at once shows its metrics to operators only. */
  scope?: 'admin' | 'operator';
}

/** For Prometheus, in its text format. */
export function metricsRoutes(app: FastifyInstance, { metrics, scope = 'admin' }: MetricsParts): Promise<void> {
  app.get('/metrics', { schema, config: { scope } }, async ({ caller, tenant }, reply) => {
    const shown = isOperator(caller) ? metrics : tenant.metrics;
    return reply.type(shown.contentType).send(await shown.text());
  });
  return Promise.resolve();
}
