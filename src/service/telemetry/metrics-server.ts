import { randomUUID } from 'node:crypto';
import fastify, { LogController, type FastifyBaseLogger } from 'fastify';
import { guardAccess, type AccessParts } from '../http/access.js';
import { listen, type Address } from '../http/listening.js';
import { refuseUnknown } from '../http/methods.js';
import type { Observing } from './observer.js';
import { sendProblem } from '../http/problem.js';
import { liveRoute } from '../http/routes/health.js';
import { metricsRoutes } from '../http/routes/metrics.js';
import { SHARED } from '../http/schemas.js';

export interface MetricsServer {
  url: string;
  close(): Promise<void>;
}

/**
 * Serves the metrics of a worker process and whether it is alive, and nothing else. Like the service, it requires a key for metrics
 * unless it is bound to loopback.
 */
export async function openMetricsServer(
  parts: AccessParts & Pick<Observing, 'metrics' | 'log'>,
  at: Address,
): Promise<MetricsServer> {
  const app = fastify({
    genReqId: () => randomUUID(),
    loggerInstance: parts.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: 10_000,
  });
  // The routes' schemas refer to these, here too.
  for (const schema of SHARED) app.addSchema(schema);
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  refuseUnknown(app);
  guardAccess(app, parts, at.host);
  liveRoute(app);
  await app.register(metricsRoutes, { ...parts, scope: 'operator' as const });
  return { url: await listen(app, at), close: () => app.close() };
}
