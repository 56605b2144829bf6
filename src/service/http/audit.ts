import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AuditAction, AuditFact } from '../../domain/index.js';
import { actingAs, type Acting } from '../../store/audit/acting.js';
import type { TenantParts } from '../parts.js';

/**
 * What requests are recorded as. Whoever reads is recorded before the answer goes out; a change is recorded by the store, in
 * its transaction, and here only where it was refused.
 */
const READS: Record<string, AuditAction> = {
  'GET /v1/cvs': 'read',
  'GET /v1/cvs/:id': 'read',
  'GET /v1/cvs/:id/file': 'open',
  'GET /v1/cvs/:id/recommendations': 'match',
  'GET /v1/recommendations': 'match',
  'POST /v1/recommendations': 'match',
  'POST /v1/match': 'match',
  'GET /v1/batches/:id/cvs': 'read',
  'GET /v1/batches/:id/events': 'read',
  'GET /v1/candidates/duplicates': 'read',
  'GET /v1/decisions': 'read',
  'GET /v1/jds/:id': 'read',
  'GET /v1/tasks': 'read',
  'GET /v1/admin/audit': 'audit',
  'GET /v1/admin/retention': 'read',
  'GET /v1/admin/holds': 'read',
  'GET /v1/admin/erasures': 'audit',
  'GET /v1/admin/erasures/:id': 'audit',
  'GET /v1/admin/subjects/:id/export': 'export',
};
const CHANGES: Record<string, AuditAction> = {
  'POST /v1/cvs': 'ingest',
  'POST /v1/jds': 'ingest',
  'DELETE /v1/cvs/:id': 'erase',
  'DELETE /v1/jds/:id': 'erase',
  'POST /v1/tasks/drop': 'erase',
  'POST /v1/tasks/retry': 'configure',
  'POST /v1/tasks/pause': 'configure',
  'POST /v1/tasks/resume': 'configure',
  'POST /v1/decisions': 'decide',
  'POST /v1/decisions/:id/undo': 'decide',
  'POST /v1/candidates/merge': 'decide',
  'POST /v1/candidates/split': 'decide',
  'POST /v1/candidates/undo': 'decide',
};

declare module 'fastify' {
  interface FastifyRequest {
    /** CVs and the JD that an answer shows. */
    shown: { cvs: Set<string>; jd: string | null };
  }
}

/** Milliseconds between two records that the same key was used. */
const KEY_USE_MS = 60_000;
const REFUSED = 400;

/** `tenant`: the parts of a caller whose request was refused before it got them. */
export function auditRequests(
  app: FastifyInstance,
  { now, tenant }: { now: () => number; tenant: (id: string) => Promise<TenantParts> },
): void {
  const used = new Map<string, number>();
  app.decorateRequest('shown', null as unknown as FastifyRequest['shown']);
  app.addHook('onRequest', (request, _reply, done) => {
    request.shown = { cvs: new Set(), jd: null };
    done();
  });
  // Behind the body, whose arrival would leave who acts behind.
  app.addHook('preHandler', (request, _reply, done) => {
    actingAs(actingOf(request), done);
  });
  app.addHook('preSerialization', (request, _reply, payload, done) => {
    if (READS[routeOf(request)] !== undefined) noteShown(request.shown, payload);
    done(null, payload);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const facts = [...keyUse(request, used, now()), ...factsOf(request, reply)];
    if (facts.length === 0) return payload;
    const parts = (request.tenant as TenantParts | null) ?? (await tenant(request.caller.tenant));
    await actingAs(actingOf(request), () => parts.audit.note(facts));
    return payload;
  });
}

function routeOf({ method, routeOptions }: FastifyRequest): string {
  return `${method === 'HEAD' ? 'GET' : method} ${routeOptions.url ?? ''}`;
}

function actingOf(request: FastifyRequest): Acting {
  const { keyId } = request.caller;
  return { actor: keyId === null ? 'local' : `key:${keyId}`, origin: `api ${request.ip}` };
}

/** Nothing of a request whose sender is unknown: whose log would it be? Such requests are in the service's own log. */
function isKnown(request: FastifyRequest): boolean {
  return (request.caller as FastifyRequest['caller'] | null)?.tenant ? true : false;
}

function keyUse(request: FastifyRequest, used: Map<string, number>, now: number): AuditFact[] {
  if (!isKnown(request) || request.caller.keyId === null) return [];
  const { keyId } = request.caller;
  if (now - (used.get(keyId) ?? 0) < KEY_USE_MS) return [];
  used.set(keyId, now);
  return [{ action: 'key_use', detail: routeOf(request) }];
}

function factsOf(request: FastifyRequest, reply: FastifyReply): AuditFact[] {
  const route = routeOf(request);
  const refused = reply.statusCode >= REFUSED;
  const action = READS[route] ?? (refused ? (CHANGES[route] ?? adminAction(route)) : undefined);
  if (action === undefined || !isKnown(request)) return [];
  // Null where the sender was refused before anything else.
  const { cvs, jd } = (request.shown as FastifyRequest['shown'] | null) ?? { cvs: [], jd: null };
  const outcome = refused ? (request.ids.code ?? String(reply.statusCode)) : 'ok';
  return [{ action, detail: route, cvs: refused ? [] : [...cvs], jd: refused ? null : jd, outcome }];
}

/** Whoever is refused what only administrators may do. */
function adminAction(route: string): AuditAction | undefined {
  return route.includes(' /v1/admin/') ? 'configure' : undefined;
}

const HASH = /^[0-9a-f]{64}$/;
/** An answer is no deeper where it names CVs; below are profiles and passages. */
const DEEPEST = 5;
const LEFT_OUT = new Set(['profile', 'parts', 'evidence', 'findings', 'stages']);

/** CVs and the JD that an answer names. */
function noteShown(shown: FastifyRequest['shown'], value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
  if (Array.isArray(value)) {
    for (const one of value) noteShown(shown, one, depth + 1);
    return;
  }
  for (const [name, one] of Object.entries(value)) {
    if (name === 'cvId' && typeof one === 'string' && HASH.test(one)) shown.cvs.add(one);
    else if (name === 'jdHash' && typeof one === 'string') shown.jd ??= one;
    else if (name === 'jd' && typeof (one as { hash?: unknown } | null)?.hash === 'string')
      shown.jd ??= (one as { hash: string }).hash;
    else if (!LEFT_OUT.has(name)) noteShown(shown, one, depth + 1);
  }
}
