import { isIPv4, isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CvmatchError } from '../../errors.js';
import { hashOf } from './keys.js';
import type { Store } from '../../store/port/index.js';
import { SCOPES, type Scope } from './scopes.js';
import type { ServiceSettings } from '../../domain/index.js';

/** Who asks: an API key, or whoever sits at this machine. */
export interface Caller {
  /** Null: this machine, without a key. */
  keyId: string | null;
  scopes: ReadonlySet<Scope>;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without a key, e.g. whether the service lives. */
    open?: boolean;
    /** Asked for besides a key; by default `read` for GET, `write` else, `admin` under /v1/admin. */
    scope?: Scope;
  }
  interface FastifyRequest {
    caller: Caller;
  }
}

const LOCAL: Caller = { keyId: null, scopes: new Set(SCOPES) };
const NOBODY: Caller = { keyId: null, scopes: new Set() };
/** How often a key's last use is written. */
const USED_EVERY_MS = 60_000;

/** Whose CVs a caller may see: null for everybody's. */
export function ownerFor({ keyId, scopes }: Caller): string | null {
  return scopes.has('all') ? null : (keyId ?? '');
}

export interface AccessParts {
  readonly workspace: { readonly store: Pick<Store, 'keys'> };
  readonly settings: Pick<ServiceSettings, 'requireKey'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Decides who asks, before anything of a request but its head is read. */
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
        hint: '`cvmatch keys list` shows which count.',
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
 * Without a key everything is open to this machine, and so to any web page in its browser: one that sends here from
 * another origin, or reaches here by a name of its own (DNS rebinding), is refused.
 */
function refuseOtherSites({ headers }: FastifyRequest): void {
  const host = headers.host ?? '';
  if (!isLoopback(hostnameOf(`http://${host}`)))
    throw new CvmatchError('forbidden', "the service is asked for by a name that is not this machine's", {
      hint: 'Ask for 127.0.0.1 or localhost, or send an API key.',
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

/** Sent on by a proxy on this machine, for someone who may be elsewhere. */
export function isForwarded({ headers }: FastifyRequest): boolean {
  return headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
}
