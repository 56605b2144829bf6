import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Observing } from './observer.js';
import type { OpenSpan } from './tracing-port.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Covers everything done for this request. */
    span: OpenSpan | null;
    /** Ids for this request's line in the log, e.g. of the batch that an upload created, and the code of its error. */
    ids: Record<string, string>;
  }
}

/** Polled every few seconds by machines; a line each would bury the others. */
const QUIET = new Set(['/health/live', '/health/ready', '/metrics']);

/**
 * Counts, times, traces and logs every answer: route pattern, status, milliseconds and ids, but nothing that was sent.
 */
export function observeRequests(app: FastifyInstance, { metrics, tracing }: Observing): void {
  app.decorateRequest('span', null);
  app.decorateRequest('ids');
  app.addHook('onRequest', (request, _reply, done) => {
    request.ids = {};
    request.span = tracing.start(
      `${request.method} ${routeOf(request)}`,
      { 'http.request.method': request.method, 'http.route': routeOf(request), 'cvmatch.request_id': request.id },
      header(request, 'traceparent'),
    );
    request.span.run(done);
  });
  app.addHook('onResponse', (request, reply, done) => {
    const at = { method: request.method, route: routeOf(request), status: reply.statusCode };
    if (request.ids.code !== undefined) metrics.error(request.ids.code);
    metrics.request(at, isStream(reply) ? null : reply.elapsedTime / 1000);
    request.span?.set({ 'http.response.status_code': reply.statusCode, ...request.ids });
    request.span?.end(reply.statusCode >= 500 ? String(reply.statusCode) : undefined);
    if (!QUIET.has(at.route)) request.log.info({ ...at, ...request.ids, ms: Math.round(reply.elapsedTime) }, 'request');
    done();
  });
}

/** The pattern, e.g. `/v1/cvs/:id`; a single name for all unknown addresses, so that clients cannot create labels. */
function routeOf(request: FastifyRequest): string {
  return request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** Server-sent events end when the client leaves. */
function isStream(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type')).startsWith('text/event-stream');
}
