import { isIPv4, isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CvmatchError } from '../../errors.js';
import { hashOf } from './keys.js';
import type { Store } from '../../store/port/index.js';
import { SCOPES, type Scope } from './scopes.js';
import type { ServiceSettings } from '../../domain/index.js';

/** Who sends a request: an API key, or somebody at this machine. */
export interface Caller {
  /** Null: this machine, without a key. */
  keyId: string | null;
  scopes: ReadonlySet<Scope>;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without a key, such as whether the service is alive. */
    open?: boolean;
    /** Required scope of the key; by default `read` for GET, else `write`, and `admin` under /v1/admin. */
    scope?: Scope;
  }
  interface FastifyRequest {
    caller: Caller;
  }
}

const LOCAL: Caller = { keyId: null, scopes: new Set(SCOPES) };
const NOBODY: Caller = { keyId: null, scopes: new Set() };
/** Interval for recording a key's last use. */
const USED_EVERY_MS = 60_000;

/** The key whose CVs a caller may see; null: everybody's. */
export function ownerFor({ keyId, scopes }: Caller): string | null {
  return scopes.has('all') ? null : (keyId ?? '');
}

export interface AccessParts {
  readonly workspace: { readonly store: Pick<Store, 'keys'> };
  readonly settings: Pick<ServiceSettings, 'requireKey'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Identifies the caller from the head of a request, before anything else is read. */
export function guardAccess(app: FastifyInstance, { workspace, now, settings }: AccessParts, boundTo: string): void {
  const { keys } = workspace.store;
  const local = settings.requireKey === 'auto' && isLoopback(boundTo);
  const lastUsed = new Map<string, number>();
  const noteUse = (id: string): void => {
    if (now() - (lastUsed.get(id) ?? 0) < USED_EVERY_MS) return;
    lastUsed.set(id, now());
    void keys.used(id, new Date(now()).toISOString()).catch(() => undefined);
  };
  app.decorateRequest('caller', null as unknown as Caller);
  app.addHook('onRequest', async (request) => {
    const { config } = request.routeOptions;
    request.caller = NOBODY;
    if (config.open === true || request.is404) return;
    const token = tokenOf(request);
    if (token === null) {
      if (!local || isForwarded(request))
        throw new CvmatchError('unauthorized', 'the request has no API key', {
          hint: 'Send one as `authorization: Bearer <token>`; `cvmatch keys add` makes one.',
        });
      refuseOtherSites(request);
      request.caller = LOCAL;
      return;
    }
    const key = await keys.byHash(hashOf(token));
    if (key === null)
      throw new CvmatchError('unauthorized', 'the API key is unknown or revoked', {
        hint: '`cvmatch keys list` shows the valid ones.',
      });
    noteUse(key.id);
    request.caller = { keyId: key.id, scopes: new Set(key.scopes as Scope[]) };
    const scope = scopeOf(request);
    if (!request.caller.scopes.has(scope))
      throw new CvmatchError('forbidden', `the API key lacks the scope ${scope}`, {
        hint: `Make one with \`cvmatch keys add <name> --scope ${scope}\`.`,
      });
  });
}

function scopeOf({ routeOptions: { config, url }, method }: FastifyRequest): Scope {
  if (config.scope !== undefined) return config.scope;
  if (url?.startsWith('/v1/admin') === true) return 'admin';
  return method === 'GET' || method === 'HEAD' ? 'read' : 'write';
}

function tokenOf({ headers }: FastifyRequest): string | null {
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const plain = headers['x-api-key'];
  return bearer ?? (typeof plain === 'string' && plain !== '' ? plain : null);
}

/**
 * Without a key everything is open to this machine, and so to any web page in its browser. Requests from another
 * origin, or under a host name of their own (DNS rebinding), are refused.
 */
function refuseOtherSites({ headers }: FastifyRequest): void {
  const host = headers.host ?? '';
  if (!isLoopback(hostnameOf(`http://${host}`)))
    throw new CvmatchError('forbidden', 'the request names a host that is not this machine', {
      hint: 'Use 127.0.0.1 or localhost, or send an API key.',
    });
  if (headers.origin !== undefined && headers.origin !== `http://${host}`)
    throw new CvmatchError('forbidden', 'another web page may not use the service', {
      hint: 'Send an API key from a program instead.',
    });
}

function hostnameOf(url: string): string {
  try {
    return new URL(url).hostname.replace(/^\[|\]$/g, '');
  } catch {
    return '';
  }
}

export function isLoopback(host: string): boolean {
  if (isIPv4(host)) return host.startsWith('127.');
  return isIPv6(host) ? /^(?:::1|::ffff:127\.\d+\.\d+\.\d+)$/i.test(host) : host === 'localhost';
}

/** Forwarded by a proxy on this machine, for a client that may be elsewhere. */
export function isForwarded({ headers }: FastifyRequest): boolean {
  return headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
}
