import type { FastifyInstance } from 'fastify';
import type { ServiceParts } from '../parts.js';

/** Whether the process lives: no store, no key, no limit is asked. */
export function healthRoutes(app: FastifyInstance, _parts: ServiceParts): Promise<void> {
  app.get('/health/live', { config: { open: true } }, () => ({ status: 'live' }));
  return Promise.resolve();
}
