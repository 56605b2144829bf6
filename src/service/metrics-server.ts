import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import fastify, { LogController, type FastifyBaseLogger } from 'fastify';
import { guardAccess, type AccessParts } from './access.js';
import { refuseUnknown } from './methods.js';
import type { Observing } from './observer.js';
import { sendProblem } from './problem.js';
import { metricsRoutes } from './routes/metrics.js';

export interface MetricsServer {
  url: string;
  close(): Promise<void>;
}

/** The figures of a process that serves nothing else: a worker's. As the service, it asks for a key unless it is bound to loopback. */
export async function openMetricsServer(parts: AccessParts & Pick<Observing, 'metrics' | 'log'>, { host, port }: { host: string; port: number }): Promise<MetricsServer> {
  const app = fastify({ genReqId: () => randomUUID(), loggerInstance: parts.log as FastifyBaseLogger, logController: new LogController({ disableRequestLogging: true }), requestTimeout: 10_000 });
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  refuseUnknown(app);
  guardAccess(app, parts, host);
  await app.register(metricsRoutes, parts);
  const url = await app.listen({ host, port });
  return { url: port === 0 ? url.replace(/:\d+$/, `:${(app.server.address() as AddressInfo).port}`) : url, close: () => app.close() };
}
