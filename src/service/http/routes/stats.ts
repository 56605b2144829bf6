import type { FastifyInstance } from 'fastify';
import { FILE_STATES } from '../../../domain/index.js';
import { ownerFor } from '../access.js';
import { perTenant, type RouteParts, type TenantParts } from '../../parts.js';
import { answers, count, number, object, orNull, time, truth } from '../schemas.js';

/** Milliseconds for which an answer is reused: many ask, and counting reads much of the store. */
const FRESH_MS = 2000;

const statsSchema = {
  operationId: 'getStats',
  tags: ['Service'],
  summary: 'The size of the store and of the queue',
  description: 'For a caller without the scope `all`: the files it uploaded, and null for figures about everybody.',
  response: answers({
    200: [
      'Figures',
      object({
        files: object(Object.fromEntries(FILE_STATES.map((state) => [state, count]))),
        store: orNull(object({ cvs: count, candidates: count, passages: count, bytes: count, erasuresPending: count })),
        replica: orNull(object({ behindBytes: orNull(count), behindSeconds: orNull(number), usable: truth })),
        queue: orNull(
          object({
            pending: count,
            delayed: count,
            running: count,
            failed: count,
            dead: count,
            oldestMs: number,
            endedLastMinute: count,
            pausedAt: orNull(time),
          }),
        ),
      }),
    ],
  }),
};

export function statsRoutes(app: FastifyInstance, { now }: RouteParts): Promise<void> {
  const kept = perTenant(() => ({ at: -Infinity, stats: null as ReturnType<typeof statsOf> | null }));
  const recent = (tenant: TenantParts) => {
    const last = kept(tenant);
    if (last.stats === null || now() - last.at > FRESH_MS) Object.assign(last, { at: now(), stats: statsOf(tenant) });
    return last.stats;
  };
  app.get('/v1/stats', { schema: statsSchema }, async ({ caller, tenant }) => {
    const owner = ownerFor(caller);
    if (owner === null) return recent(tenant);
    const counts = await tenant.workspace.store.uploads.counts(owner);
    return {
      files: Object.fromEntries(FILE_STATES.map((state) => [state, counts[state]])),
      store: null,
      replica: null,
      queue: null,
    };
  });
  return Promise.resolve();
}

async function statsOf({ workspace }: TenantParts) {
  const [{ cvs, candidates, passages, bytes, files, erasures, replica }, queue] = await Promise.all([
    workspace.store.summary(),
    workspace.queue.counts(),
  ]);
  const { pending, delayed, running, failed, dead, oldestMs, endedLastMinute, pausedAt } = queue;
  return {
    files,
    store: { cvs, candidates, passages, bytes, erasuresPending: erasures.length },
    replica: replica && {
      behindBytes: replica.behindBytes,
      behindSeconds: replica.behindSeconds,
      usable: replica.problem === null,
    },
    queue: { pending, delayed, running, failed, dead, oldestMs, endedLastMinute, pausedAt },
  };
}
