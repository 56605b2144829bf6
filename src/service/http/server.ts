import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { openBacklog } from '../../queue/backlog.js';
import { plainJson } from '../../report/text/plain.js';
import { guardAccess } from './access.js';
import { auditRequests } from './audit.js';
import { blindAnswers } from './blind.js';
import { Impressions } from '../telemetry/impressions.js';
import { renameCandidates } from './candidate-names.js';
import { guardLimits } from './quota/limits.js';
import { KnownSenders } from './sharing/known-senders.js';
import { listen, type Address } from './listening.js';
import { refuseUnknown } from './methods.js';
import { documentRoutes } from './openapi.js';
import { perTenant, type RouteParts, type ServiceParts } from '../parts.js';
import { UploadPace } from './sharing/pace.js';
import { sendProblem } from './problem.js';
import { observeRequests } from '../telemetry/request-log.js';
import { batchRoutes } from './routes/batches.js';
import { candidateRoutes } from './routes/candidates.js';
import { cvRoutes } from './routes/cvs.js';
import { decisionRoutes } from './routes/decisions.js';
import { eventRoutes } from './routes/events.js';
import { adminRoutes } from './routes/admin.js';
import { auditRoutes } from './routes/audit.js';
import { erasureRoutes } from './routes/erasures.js';
import { feedbackRoutes } from './routes/feedback.js';
import { healthRoutes } from './routes/health.js';
import { jdRoutes } from './routes/jds.js';
import { limitRoutes } from './routes/limits.js';
import { liveRoutes } from './routes/live.js';
import { matchRoutes } from './routes/match.js';
import { metricsRoutes } from './routes/metrics.js';
import { originalRoutes } from './routes/originals.js';
import { pageRoutes } from './routes/page.js';
import { queueRoutes } from './routes/queues.js';
import { placeRoutes } from './routes/places.js';
import { recommendationRoutes } from './routes/recommendations.js';
import { scheduleRoutes } from './routes/schedule.js';
import { statsRoutes } from './routes/stats.js';
import { retentionRoutes } from './routes/retention.js';
import { holdRoutes } from './routes/holds.js';
import { subjectRoutes } from './routes/subjects.js';
import { taskRoutes } from './routes/tasks.js';
import { uploadRoutes } from './routes/uploads.js';
import { workerRoutes } from './routes/workers.js';
import { openSlots } from './sharing/slots.js';
import { Turns } from './sharing/turns.js';
import { refuseUnreadable } from './unreadable.js';
import { takeBodiesAsTheyAre } from './bodies.js';

/** In milliseconds. */
export interface Timeouts {
  /** For the head of a request. */
  head: number;
  /** For a whole request. */
  whole: number;
  /** For the start of an upload, before its sender must keep up a minimum rate. */
  grace: number;
}

export interface ServiceOptions extends Address {
  timeouts?: Timeouts;
}

export interface Service {
  /** With the actual port. */
  url: string;
  /** Stops accepting requests, lets those in progress end, then closes. May be called twice. */
  close(): Promise<void>;
}

/** Largest JSON body in bytes; the longest is a JD. */
const BODY_LIMIT = 1 << 20;
const TIMEOUTS: Timeouts = { head: 10_000, whole: 600_000, grace: 15_000 };
/** Milliseconds for requests in progress when the service stops. */
const CLOSE_MS = 10_000;

/** Resolves when it listens. */
export async function openService(parts: ServiceParts, options: ServiceOptions): Promise<Service> {
  const app = await buildApp(parts, options);
  return { url: await listen(app, { host: options.host, port: options.port }), close: () => close(app) };
}

async function buildApp(parts: ServiceParts, options: ServiceOptions): Promise<FastifyInstance> {
  const app = fastify({ ...serverOptions(parts, options), loggerInstance: parts.log as FastifyBaseLogger });
  // Answers are sent exactly as written: a serializer generated from the schema would silently drop whatever the schema
  // lacks.
  app.setSerializerCompiler(() => plainJson);
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  refuseUnknown(app);
  takeBodiesAsTheyAre(app);
  const known = new KnownSenders();
  takeTurns(app, known);
  observeRequests(app, parts);
  const limits = guardLimits(app, parts);
  guardAccess(app, { ...parts, known }, options.host);
  auditRequests(app, parts);
  blindAnswers(app);
  renameCandidates(app);
  await registerPlugins(app);
  await registerRoutes(app, {
    ...parts,
    limits,
    ...sharedOf(app, parts, options.timeouts ?? TIMEOUTS),
  });
  return app;
}

/**
 * Liveness is answered before everything else, so that a crowd of requests does not look like a dead service; metrics
 * show the crowd.
 */
function takeTurns(app: FastifyInstance, known: KnownSenders): void {
  const turns = new Turns();
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.routeOptions.config.open === true) done();
    else turns.enter(known.of(request), done);
  });
}

function serverOptions({ settings }: ServiceParts, { timeouts = TIMEOUTS }: ServiceOptions) {
  return {
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: settings.trustProxy,
    requestTimeout: timeouts.whole,
    http: { headersTimeout: timeouts.head, connectionsCheckingInterval: Math.min(1000, timeouts.head) },
    ajv: {
      customOptions: {
        removeAdditional: false,
        coerceTypes: 'array' as const,
        allowUnionTypes: true,
        strictNumbers: false,
      },
    },
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: sendProblem as never,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  };
}

async function registerPlugins(app: FastifyInstance): Promise<void> {
  // Answers are data: nothing in them may run, wherever they are opened. The page sets a policy of its own.
  const nothing = {
    'default-src': ["'none'"],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  };
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: nothing },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(compress, {
    globalDecompression: false,
    threshold: 1024,
    encodings: ['gzip', 'identity'],
    zlibOptions: { level: 4 },
  });
  await app.register(multipart, { throwFileSizeLimit: false });
  app.addHook('onSend', (request, reply, payload, done) => {
    reply.header('x-request-id', request.id);
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    done(null, payload);
  });
}

function sharedOf(
  app: FastifyInstance,
  { settings, now, metrics, log }: ServiceParts,
  { grace: graceMs }: Timeouts,
): Omit<RouteParts, keyof ServiceParts | 'limits'> {
  const slots = openSlots(settings, metrics);
  return {
    impressions: impressionsOf(app, now, (error) => {
      log.warn({ err: error }, 'shown matches could not be noted just now');
    }),
    backlog: perTenant(({ workspace }) => openBacklog(workspace.queue, settings.backlogLimit, now)),
    slots,
    pace: new UploadPace({
      slowest: settings.slowestUpload,
      graceMs,
      waitingFor: (sender) => slots.upload.waitingFor(sender),
    }),
  };
}

/** The impressions of all tenants are written before the service ends. */
function impressionsOf(
  app: FastifyInstance,
  now: () => number,
  onError: (error: unknown) => void,
): RouteParts['impressions'] {
  const all = new Set<Impressions>();
  app.addHook('onClose', async () => {
    for (const impressions of all) await impressions.flush();
  });
  return perTenant(({ workspace, ended }) => {
    const impressions = new Impressions(workspace.store.impressions, now, onError);
    all.add(impressions);
    ended.addEventListener('abort', () => all.delete(impressions));
    return impressions;
  });
}

async function registerRoutes(app: FastifyInstance, parts: RouteParts): Promise<void> {
  await documentRoutes(app, parts);
  await app.register(metricsRoutes, parts);
  for (const routes of [
    healthRoutes,
    pageRoutes,
    queueRoutes,
    uploadRoutes,
    workerRoutes,
    batchRoutes,
    eventRoutes,
    cvRoutes,
    candidateRoutes,
    decisionRoutes,
    originalRoutes,
    jdRoutes,
    matchRoutes,
    recommendationRoutes,
    statsRoutes,
    limitRoutes,
    taskRoutes,
    feedbackRoutes,
    adminRoutes,
    auditRoutes,
    erasureRoutes,
    subjectRoutes,
    retentionRoutes,
    holdRoutes,
    placeRoutes,
    scheduleRoutes,
    liveRoutes,
  ]) {
    await app.register(routes, parts);
  }
}

async function close(app: FastifyInstance): Promise<void> {
  const late = setTimeout(() => {
    app.server.closeAllConnections();
  }, CLOSE_MS);
  await app.close();
  clearTimeout(late);
}
