import { isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CvmatchError } from '../../errors.js';
import { isForwarded, isLoopback } from './access.js';
import { Quota, type QuotaRule, type QuotaState } from './quota.js';
import type { ServiceSettings } from '../service-settings.js';

const HOUR_MS = 3_600_000;

export interface LimitStatus {
  /** `ip`, `cvs`, or the route it is of. */
  name: string;
  limit: number;
  windowSeconds: number;
  remaining: number;
  resetSeconds: number;
}

export interface Limits {
  /** Takes up to `files` of the caller's CVs of this hour; gives how many. */
  takeCvs(request: FastifyRequest, reply: FastifyReply, files: number): number;
  /** @throws CvmatchError `too_many_requests` where not one CV is left. */
  requireCvs(request: FastifyRequest, reply: FastifyReply): void;
  status(request: FastifyRequest): LimitStatus[];
}

/** Requests per address, requests per caller and route, CVs per key; this machine is exempt unless the settings say otherwise. */
export function guardLimits(app: FastifyInstance, { settings, now }: { settings: ServiceSettings; now: () => number }): Limits {
  const quotas = quotasOf(settings, now);
  const exempt = (request: FastifyRequest): boolean => !settings.rateLoopback && isLoopback(request.ip) && !isForwarded(request);
  app.addHook('onRequest', (request, reply, done) => {
    if (!exempt(request)) take(request, reply, 'ip', quotas.ip, addressOf(request));
    done();
  });
  // After the caller is known, before the body is read.
  app.addHook('preParsing', (request, reply, payload, done) => {
    const route = request.routeOptions.url ?? '';
    if (!exempt(request)) take(request, reply, route, quotas.routes.get(route), whoOf(request));
    done(null, payload);
  });
  const named = (request: FastifyRequest): [string, Quota | undefined, string][] => [
    ['ip', quotas.ip, addressOf(request)], ['cvs', quotas.cvs, whoOf(request)], ...[...quotas.routes].map(([route, quota]): [string, Quota, string] => [route, quota, whoOf(request)]),
  ];
  return {
    takeCvs: (request, reply, files) => {
      if (quotas.cvs === undefined || exempt(request)) return files;
      const state = quotas.cvs.take(whoOf(request), files);
      describe(reply, state);
      return state.granted;
    },
    requireCvs: (request, reply) => {
      const state = exempt(request) ? undefined : quotas.cvs?.look(whoOf(request));
      if (state?.left === 0) refuse(reply, 'cvs', state);
    },
    status: (request) => (exempt(request) ? [] : named(request).flatMap(([name, quota, who]) => (quota === undefined ? [] : [statusOf(name, quota.look(who))]))),
  };
}

interface Quotas {
  ip: Quota | undefined;
  cvs: Quota | undefined;
  routes: Map<string, Quota>;
}

function quotasOf({ rateRequests, rateCvs, rateRoutes }: ServiceSettings, now: () => number): Quotas {
  const hourly = (limit: number): Quota | undefined => (limit === 0 ? undefined : new Quota({ limit, windowMs: HOUR_MS }, now));
  const routes = Object.entries(rateRoutes).map(([route, rule]: [string, QuotaRule]): [string, Quota] => [route, new Quota(rule, now)]);
  return { ip: hourly(rateRequests), cvs: hourly(rateCvs), routes: new Map(routes) };
}

function take(request: FastifyRequest, reply: FastifyReply, name: string, quota: Quota | undefined, who: string): void {
  if (quota === undefined || request.routeOptions.config.open === true) return;
  const state = quota.take(who);
  describe(reply, state);
  if (state.granted === 0) refuse(reply, name, state);
}

function refuse(reply: FastifyReply, name: string, state: QuotaState): never {
  describe(reply, state);
  reply.header('retry-after', seconds(state.resetMs));
  const what = name === 'cvs' ? 'CVs' : `requests${name === 'ip' ? '' : ` to ${name}`}`;
  throw new CvmatchError('too_many_requests', `more than ${state.limit} ${what} in ${seconds(state.windowMs)} s`, { hint: `Try again in ${seconds(state.resetMs)} s; GET /v1/limits shows what is left.` });
}

/** The headers of draft-ietf-httpapi-ratelimit-headers-06, of the limit that leaves the least. */
function describe(reply: FastifyReply, state: QuotaState): void {
  const before = reply.getHeader('ratelimit-remaining');
  if (before !== undefined && Number(before) <= state.left) return;
  reply.headers({ 'ratelimit-limit': state.limit, 'ratelimit-remaining': state.left, 'ratelimit-reset': seconds(state.resetMs), 'ratelimit-policy': `${state.limit};w=${seconds(state.windowMs)}` });
}

function statusOf(name: string, { limit, windowMs, left, resetMs }: QuotaState): LimitStatus {
  return { name, limit, windowSeconds: seconds(windowMs), remaining: left, resetSeconds: seconds(resetMs) };
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1000);
}

function whoOf(request: FastifyRequest): string {
  return request.caller.keyId ?? addressOf(request);
}

/** A /64 network of IPv6 counts as one caller: whoever has an address there has 2^64. */
function addressOf({ ip }: FastifyRequest): string {
  if (!isIPv6(ip) || ip.startsWith('::ffff:')) return ip;
  const [head, tail] = ip.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - head!.length - tail.length) }, () => '0');
  return [...head!, ...zeros, ...(tail ?? [])].slice(0, 4).join(':');
}
