import { isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CvmatchError } from '../../../errors.js';
import { isForwarded, isLoopback } from '../local.js';
import { MemoryQuotas } from './memory.js';
import type { QuotaStore } from '../../../store/port/index.js';
import { Quota, type QuotaState } from './quota.js';
import type { ServiceSettings } from '../../../domain/index.js';

const HOUR_MS = 3_600_000;

export interface LimitStatus {
  /** `ip`, `cvs`, or the route that it limits. */
  name: string;
  limit: number;
  windowSeconds: number;
  remaining: number;
  resetSeconds: number;
}

export interface Limits {
  /** Takes up to `files` of the CVs that the caller has left this hour; returns how many. */
  takeCvs(request: FastifyRequest, reply: FastifyReply, files: number): Promise<number>;
  /** @throws CvmatchError `too_many_requests` if no CV is left. */
  requireCvs(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  status(request: FastifyRequest): Promise<LimitStatus[]>;
}

export interface LimitParts {
  settings: ServiceSettings;
  now: () => number;
  /** Where counts are kept: shared by all processes of a service or, by default, in this process's memory. */
  quotas?: QuotaStore;
}

/**
 * Limits requests per address, requests per caller and route, and CVs per key; this machine is exempt unless the
 * settings say otherwise. docs/decisions/quotas.md says why no plugin is used.
 */
export function guardLimits(
  app: FastifyInstance,
  { settings, now, quotas: store = new MemoryQuotas(now) }: LimitParts,
): Limits {
  const quotas = quotasOf(settings, store);
  const exempt = (request: FastifyRequest): boolean =>
    !settings.rateLoopback && isLoopback(request.ip) && !isForwarded(request);
  app.addHook('onRequest', async (request, reply) => {
    if (!exempt(request)) await take(request, reply, quotas.ip, addressOf(request));
  });
  // After the caller is known and before the body is read.
  app.addHook('preParsing', async (request, reply) => {
    if (!exempt(request)) await take(request, reply, quotas.routes.get(request.routeOptions.url ?? ''), whoOf(request));
  });
  return {
    takeCvs: async (request, reply, files) => {
      if (quotas.cvs === undefined || exempt(request)) return files;
      const state = await quotas.cvs.take(whoOf(request), files);
      describe(reply, state);
      return state.granted;
    },
    requireCvs: async (request, reply) => {
      const state = exempt(request) ? undefined : await quotas.cvs?.look(whoOf(request));
      if (state?.left === 0) refuse(reply, 'cvs', state);
    },
    status: (request) => (exempt(request) ? Promise.resolve([]) : statusOf(quotas, request)),
  };
}

interface Quotas {
  ip: Quota | undefined;
  cvs: Quota | undefined;
  routes: Map<string, Quota>;
}

function quotasOf({ rateRequests, rateCvs, rateRoutes }: ServiceSettings, store: QuotaStore): Quotas {
  const hourly = (name: string, limit: number): Quota | undefined =>
    limit === 0 ? undefined : new Quota(name, { limit, windowMs: HOUR_MS }, store);
  const routes = Object.entries(rateRoutes).map(([route, rule]): [string, Quota] => [
    route,
    new Quota(route, rule, store),
  ]);
  return { ip: hourly('ip', rateRequests), cvs: hourly('cvs', rateCvs), routes: new Map(routes) };
}

async function statusOf({ ip, cvs, routes }: Quotas, request: FastifyRequest): Promise<LimitStatus[]> {
  const who = whoOf(request);
  const asked: [Quota | undefined, string][] = [
    [ip, addressOf(request)],
    ...[cvs, ...routes.values()].map((quota): [Quota | undefined, string] => [quota, who]),
  ];
  const looks = asked.map(async ([quota, caller]) =>
    quota === undefined ? [] : [viewOf(quota.name, await quota.look(caller))],
  );
  return (await Promise.all(looks)).flat();
}

async function take(
  request: FastifyRequest,
  reply: FastifyReply,
  quota: Quota | undefined,
  who: string,
): Promise<void> {
  if (quota === undefined || request.routeOptions.config.open === true) return;
  const state = await quota.take(who);
  describe(reply, state);
  if (state.granted === 0) refuse(reply, quota.name, state);
}

function refuse(reply: FastifyReply, name: string, state: QuotaState): never {
  describe(reply, state);
  reply.header('retry-after', seconds(state.resetMs));
  const what = name === 'cvs' ? 'CVs' : `requests${name === 'ip' ? '' : ` to ${name}`}`;
  throw new CvmatchError('too_many_requests', `more than ${state.limit} ${what} in ${seconds(state.windowMs)} s`, {
    hint: `Try again in ${seconds(state.resetMs)} s; GET /v1/limits shows what is left.`,
  });
}

/** The headers of draft-ietf-httpapi-ratelimit-headers-06, for the limit with the least left. */
function describe(reply: FastifyReply, state: QuotaState): void {
  const before = reply.getHeader('ratelimit-remaining');
  if (before !== undefined && Number(before) <= state.left) return;
  reply.headers({
    'ratelimit-limit': state.limit,
    'ratelimit-remaining': state.left,
    'ratelimit-reset': seconds(state.resetMs),
    'ratelimit-policy': `${state.limit};w=${seconds(state.windowMs)}`,
  });
}

function viewOf(name: string, { limit, windowMs, left, resetMs }: QuotaState): LimitStatus {
  return { name, limit, windowSeconds: seconds(windowMs), remaining: left, resetSeconds: seconds(resetMs) };
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1000);
}

function whoOf(request: FastifyRequest): string {
  return request.caller.keyId ?? addressOf(request);
}

/** For IPv6 a /64 network counts as one caller, since whoever has an address there has 2^64. */
function addressOf({ ip }: FastifyRequest): string {
  if (!isIPv6(ip) || ip.startsWith('::ffff:')) return ip;
  const [head, tail] = ip.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - head!.length - tail.length) }, () => '0');
  return [...head!, ...zeros, ...(tail ?? [])].slice(0, 4).join(':');
}
