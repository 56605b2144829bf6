import type { FastifyInstance } from 'fastify';
import { FILE_STATES } from '../../../domain/index.js';
import { ownerFor } from '../access.js';
import type { RouteParts } from '../../parts.js';
import { answers, count, number, object, orNull } from '../schemas.js';

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
        store: orNull(object({ cvs: count, candidates: count, passages: count, bytes: count })),
        queue: orNull(
          object({
            pending: count,
            delayed: count,
            running: count,
            failed: count,
            dead: count,
            oldestMs: number,
            endedLastMinute: count,
          }),
        ),
      }),
    ],
  }),
};

export function statsRoutes(app: FastifyInstance, { workspace, now }: RouteParts): Promise<void> {
  let last: { at: number; stats: ReturnType<typeof whole> } | null = null;
  const whole = async () => {
    const [{ cvs, candidates, passages, bytes, files }, queue] = await Promise.all([
      workspace.store.summary(),
      workspace.queue.counts(),
    ]);
    const { pending, delayed, running, failed, dead, oldestMs, endedLastMinute } = queue;
    return {
      files,
      store: { cvs, candidates, passages, bytes },
      queue: { pending, delayed, running, failed, dead, oldestMs, endedLastMinute },
    };
  };
  const recent = () => {
    if (last === null || now() - last.at > FRESH_MS) last = { at: now(), stats: whole() };
    return last.stats;
  };
  app.get('/v1/stats', { schema: statsSchema }, async ({ caller }) => {
    const owner = ownerFor(caller);
    if (owner === null) return recent();
    const counts = await workspace.store.uploads.counts(owner);
    return { files: Object.fromEntries(FILE_STATES.map((state) => [state, counts[state]])), store: null, queue: null };
  });
  return Promise.resolve();
}
