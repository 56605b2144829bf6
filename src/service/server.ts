import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { ServiceParts } from './parts.js';
import { notFound, sendProblem } from './problem.js';
import { observeRequests } from './request-log.js';
import { metricsRoutes } from './routes/metrics.js';
import { healthRoutes } from './routes/health.js';
import { pageRoutes } from './routes/page.js';

export interface ServiceOptions {
  host: string;
  /** 0: any free one. */
  port: number;
}

export interface Service {
  /** With the port that was given. */
  url: string;
  /** Stops accepting, lets what is under way end, closes. Safe to call twice. */
  close(): Promise<void>;
}

/** Listens when it resolves. */
export async function openService(parts: ServiceParts, options: ServiceOptions): Promise<Service> {
  const app = buildApp(parts);
  await app.listen({ host: options.host, port: options.port });
  return { url: urlOf(app), close: () => app.close() };
}

function buildApp(parts: ServiceParts): FastifyInstance {
  const app = fastify({ loggerInstance: parts.log as FastifyBaseLogger, genReqId: () => randomUUID(), logController: new LogController({ disableRequestLogging: true }) });
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler((request, reply) => sendProblem(notFound(request), request, reply));
  observeRequests(app, parts);
  void app.register(healthRoutes, parts);
  void app.register(pageRoutes, parts);
  void app.register(metricsRoutes, parts);
  return app;
}

function urlOf(app: FastifyInstance): string {
  const { address, port, family } = app.server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
