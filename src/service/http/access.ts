import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CvmatchError } from '../../errors.js';
import { hashOf } from './keys.js';
import type { KnownSenders } from './sharing/known-senders.js';
import { isForwarded, isLoopback, refuseOtherSites } from './local.js';
import type { Registry } from '../../store/port/index.js';
import type { TenantParts } from '../parts.js';
import { ALL_GRANTED, type Scope } from './scopes.js';
import { tokenOf } from './tokens.js';
import type { Sender, ServiceSettings } from '../../domain/index.js';

/** Who sends a request: an API key, or somebody at this machine. */
export interface Caller {
  /** Null: this machine, without a key. */
  keyId: string | null;
  tenant: string;
  scopes: ReadonlySet<Scope>;
  /** Whether the key is still valid. For work that continues after the check at the start of a request. */
  isStillValid(): Promise<boolean>;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without a key, such as whether the service is alive. */
    open?: boolean;
    /** Required scope of the key; by default `read` for GET, else `write`, and `admin` under /v1/admin. */
    scope?: Scope;
    /** A cookie that may hold the key, for what a browser asks by itself. */
    cookie?: string;
  }
  interface FastifyRequest {
    caller: Caller;
    /** The caller's tenant; set on every route except the open ones. */
    tenant: TenantParts;
  }
}

const always = (): Promise<boolean> => Promise.resolve(true);
const NOBODY: Caller = { keyId: null, tenant: '', scopes: new Set(), isStillValid: always };
const USED_EVERY_MS = 60_000;

/** By whom the caller's work is shared out. */
export function senderOf({ tenant, keyId }: Caller): Sender {
  return { tenant, key: keyId };
}

/** The key id whose uploads the caller is limited to within its tenant; null: the caller may see all. */
export function ownerFor({ keyId, scopes }: Caller): string | null {
  return scopes.has('all') ? null : (keyId ?? '');
}

/** Whether a caller may see the state of all tenants together. */
export function isOperator({ scopes }: Caller): boolean {
  return scopes.has('operator');
}

/** Whether a caller may not see who the candidates are. */
export function isBlind({ scopes }: Caller): boolean {
  return scopes.has('blind');
}

function may(caller: Caller, scope: Scope): boolean {
  return caller.scopes.has(scope) || (scope === 'admin' && isOperator(caller));
}

/** @throws CvmatchError `forbidden`. */
export function requireScope(caller: Caller, scope: Scope): void {
  if (!may(caller, scope))
    throw new CvmatchError('forbidden', `the API key lacks the scope ${scope}`, {
      hint: `Make one with \`cvmatch keys add <name> --scope ${scope}\`.`,
    });
}

/** For the end of a request that takes long: its key may have been revoked since. @throws CvmatchError `unauthorized`. */
export async function requireValid({ isStillValid }: Caller): Promise<void> {
  if (!(await isStillValid())) throw revoked();
}

function revoked(): CvmatchError {
  return new CvmatchError('unauthorized', 'the API key is unknown or revoked', {
    hint: '`cvmatch keys list` shows the valid ones.',
  });
}

export interface AccessParts {
  /** Remembers whose a token was. */
  readonly known?: KnownSenders;
  /** The parts for requests of a tenant; missing in a process that serves no tenant's data, such as a worker. */
  readonly tenant?: (id: string) => Promise<TenantParts>;
  readonly registry: Pick<Registry, 'keys'>;
  readonly homeTenant: string;
  readonly settings: Pick<ServiceSettings, 'requireKey'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Identifies the caller and checks its scope before anything but the head of a request is read. */
export function guardAccess(app: FastifyInstance, parts: AccessParts, boundTo: string): void {
  const callerOf = callerReader(parts, parts.settings.requireKey === 'auto' && isLoopback(boundTo));
  app.decorateRequest('caller', null as unknown as Caller);
  app.decorateRequest('tenant', null as unknown as TenantParts);
  app.addHook('onRequest', async (request) => {
    request.caller = NOBODY;
    if (request.routeOptions.config.open === true || request.is404) return;
    request.caller = await callerOf(request);
    parts.known?.note(request, senderOf(request.caller));
    requireScope(request.caller, scopeOf(request));
    if (parts.tenant !== undefined) request.tenant = await parts.tenant(request.caller.tenant);
  });
}

/** `local`: callers from this machine need no key. */
function callerReader(
  { registry: { keys }, homeTenant, now }: AccessParts,
  local: boolean,
): (request: FastifyRequest) => Promise<Caller> {
  const lastUsed = new Map<string, number>();
  const noteUse = (id: string): void => {
    if (now() - (lastUsed.get(id) ?? 0) < USED_EVERY_MS) return;
    lastUsed.set(id, now());
    void keys.used(id, new Date(now()).toISOString()).catch(() => undefined);
  };
  return async (request) => {
    const token = tokenOf(request);
    if (token === null) {
      if (!local || isForwarded(request))
        throw new CvmatchError('unauthorized', 'the request has no API key', {
          hint: 'Send one as `authorization: Bearer <token>`; `cvmatch keys add` makes one.',
        });
      refuseOtherSites(request);
      return { keyId: null, tenant: homeTenant, scopes: new Set(ALL_GRANTED), isStillValid: always };
    }
    const hash = hashOf(token);
    const key = await keys.byHash(hash);
    if (key === null) throw revoked();
    noteUse(key.id);
    const isStillValid = async (): Promise<boolean> => (await keys.byHash(hash)) !== null;
    return { keyId: key.id, tenant: key.tenant, scopes: new Set(key.scopes as Scope[]), isStillValid };
  };
}

function scopeOf({ routeOptions: { config, url }, method }: FastifyRequest): Scope {
  if (config.scope !== undefined) return config.scope;
  if (url?.startsWith('/v1/admin') === true) return 'admin';
  return method === 'GET' || method === 'HEAD' ? 'read' : 'write';
}
