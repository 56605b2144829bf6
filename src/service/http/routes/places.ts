import type { FastifyInstance } from 'fastify';
import type { RouteParts } from '../../parts.js';
import { answers, arrayOf, count, number, object, orNull, text, textOrNull, time, truth } from '../schemas.js';

const countOrNull = orNull(count);
const numberOrNull = orNull(number);
const placeOf = (levels: Record<string, unknown>) =>
  object({
    where: { ...text, description: 'without user and password' },
    ok: truth,
    code: { ...textOrNull, description: 'why it does not answer' },
    ms: { ...numberOrNull, description: 'milliseconds that its answer took' },
    silentSeconds: { ...number, description: 'for how long it has not answered' },
    levels: orNull(levels),
  });

const storeLevels = object({
  connections: orNull(object({ used: count, most: count })),
  replicas: arrayOf(object({ name: textOrNull, state: textOrNull, lagSeconds: numberOrNull, lagBytes: numberOrNull })),
  logBytes: countOrNull,
});
const queueLevels = object({
  offered: count,
  memory: orNull(object({ used: count, most: countOrNull, policy: textOrNull })),
});
const filesLevels = object({ disk: orNull(object({ bytes: count, freeBytes: count })) });
const sizes = object({
  databases: arrayOf(object({ name: text, bytes: count, logBytes: countOrNull, freeBytes: countOrNull })),
  tables: arrayOf(object({ name: text, rows: countOrNull, deadRows: countOrNull, bytes: count, indexBytes: count })),
  indexes: arrayOf(object({ name: text, table: text, bytes: count, scans: countOrNull, unused: truth })),
  countedSince: orNull(time),
  statements: orNull(arrayOf(object({ query: text, calls: count, totalMs: number, meanMs: number, maxMs: number }))),
  statementsMissing: textOrNull,
});

const schema = {
  operationId: 'getPlaces',
  tags: ['Service'],
  summary: 'Whether store, queue and files answer, and their figures',
  description:
    'Connections, replicas, memory and disk as of the last seconds; sizes of tables and indexes, those that nobody uses ' +
    'and slow statements at most five minutes old. Of all tenants together, in bytes. `docs/operating.md` explains them.',
  response: answers({
    200: [
      'Figures',
      object({
        at: time,
        store: placeOf(storeLevels),
        queue: orNull(placeOf(queueLevels)),
        files: placeOf(filesLevels),
        sizes: orNull(sizes),
      }),
    ],
  }),
};

/** For operators: they are figures of all tenants. */
export function placeRoutes(app: FastifyInstance, { places }: RouteParts): Promise<void> {
  app.get('/v1/admin/places', { schema, config: { scope: 'operator' } }, () => places.report());
  return Promise.resolve();
}
