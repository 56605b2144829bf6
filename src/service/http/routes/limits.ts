import type { FastifyInstance } from 'fastify';
import type { RouteParts } from '../../parts.js';
import { answers, arrayOf, count, object, text } from '../schemas.js';

const limitsSchema = {
  operationId: 'getLimits',
  tags: ['Service'],
  summary: "What is left of the caller's rate limits",
  description: 'Empty for a caller that is exempt.',
  response: answers({
    200: [
      'Limits',
      object({
        limits: arrayOf(
          object({ name: text, limit: count, windowSeconds: count, remaining: count, resetSeconds: count }),
        ),
      }),
    ],
  }),
};

export function limitRoutes(app: FastifyInstance, { limits }: RouteParts): Promise<void> {
  app.get('/v1/limits', { schema: limitsSchema }, async (request) => ({ limits: await limits.status(request) }));
  return Promise.resolve();
}
