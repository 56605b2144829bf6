import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { CvmatchError } from '../../../errors.js';
import { plainJson } from '../../../report/text/plain.js';
import { perTenant, type RouteParts, type TenantParts } from '../../parts.js';
import { batchParams, eventAnswers } from '../schemas.js';
import { endWhenRevoked } from '../streams.js';
import { requireBatch, viewOfBatch } from './batches.js';

/** Milliseconds between two looks for news, which all listeners of a batch share. */
const LOOK_MS = 500;
/** Most streams of one tenant at the same time; each holds a connection. */
const ALIVE_MS = 15_000;
/** Streams of one tenant at once; each holds a connection. */
const MAX_STREAMS = 500;

const eventsSchema = {
  operationId: 'followBatch',
  tags: ['Batches'],
  summary: 'The progress of an upload as server-sent events',
  description:
    'An event `batch` with the data of GET /v1/batches/{id}, at once and whenever a count changes; the stream ends ' +
    'after the one that says done.',
  params: batchParams,
  response: eventAnswers,
};

export function eventRoutes(app: FastifyInstance, parts: RouteParts): Promise<void> {
  const all = new Set<Set<Follower>>();
  const streamsOf = perTenant(({ ended }) => {
    const streams = new Set<Follower>();
    all.add(streams);
    ended.addEventListener('abort', () => {
      all.delete(streams);
      for (const { stream } of streams) stream.end();
    });
    return streams;
  });
  lookRegularly(app, parts, all);
  app.get<{ Params: { id: string } }>(
    '/v1/batches/:id/events',
    { schema: eventsSchema, compress: false },
    async ({ params, caller, raw, tenant }, reply) => {
      const streams = streamsOf(tenant);
      const batch = await requireBatch(tenant, params.id, caller);
      refuseTooMany(streams);
      const follower = followerOf(tenant, batch.id, parts.now());
      streams.add(follower);
      endWhenRevoked(follower.stream, caller);
      const leave = (): void => {
        streams.delete(follower);
        follower.stream.destroy();
      };
      raw.once('close', leave);
      follower.stream.once('close', leave);
      tell(follower, plainJson(viewOfBatch(batch)), batch.counts.pending === 0, parts.now());
      return reply
        .type('text/event-stream')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(follower.stream);
    },
  );
  return Promise.resolve();
}

interface Follower {
  tenant: TenantParts;
  id: string;
  stream: PassThrough;
  said: string;
  spoke: number;
}

function followerOf(tenant: TenantParts, id: string, now: number): Follower {
  return { tenant, id, stream: new PassThrough(), said: '', spoke: now };
}

function refuseTooMany(streams: Set<Follower>): void {
  if (streams.size < MAX_STREAMS) return;
  throw new CvmatchError('busy', 'too many clients follow the progress of uploads', {
    hint: 'Poll GET /v1/batches/:id instead.',
  });
}

function lookRegularly(app: FastifyInstance, { now }: RouteParts, all: Set<Set<Follower>>): void {
  const ticker = setInterval(() => {
    for (const streams of all) look(streams, now);
  }, LOOK_MS);
  ticker.unref();
  // Before the server waits for its connections, since these only end with their batch.
  app.addHook('preClose', () => {
    clearInterval(ticker);
    for (const { stream } of [...all].flatMap((streams) => [...streams])) stream.end();
    return Promise.resolve();
  });
}

function look(streams: Set<Follower>, now: () => number): void {
  for (const id of new Set([...streams].map((follower) => follower.id))) {
    const followers = [...streams].filter((follower) => follower.id === id);
    void followers[0]!.tenant.workspace.store.uploads
      .batch(id, null)
      .then((batch) => {
        if (batch === null) followers.forEach(({ stream }) => stream.end());
        else
          for (const follower of followers)
            tell(follower, plainJson(viewOfBatch(batch)), batch.counts.pending === 0, now());
      })
      .catch(() => undefined);
  }
}

function tell(follower: Follower, data: string, done: boolean, at: number): void {
  const { stream, said, spoke } = follower;
  if (stream.writableEnded) return;
  if (data !== said) stream.write(`event: batch\ndata: ${data}\n\n`);
  else if (at - spoke < ALIVE_MS) return;
  else stream.write(': alive\n\n');
  Object.assign(follower, { said: data, spoke: at });
  if (done) stream.end();
}
