import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { FILE_STATES, isUpload } from '../../../domain/index.js';
import { TASK_STATUSES, type TaskFilter, type TaskRecord, type TaskStatus } from '../../../store/port/index.js';
import { ownerFor, requireScope, type Caller } from '../access.js';
import { pendingAnswer, stillPending } from '../erasures.js';
import { answers, arrayOf, count, object, text, textOrNull, time, truth } from '../schemas.js';

const statuses = { type: 'array', items: { enum: TASK_STATUSES }, uniqueItems: true, description: 'of these statuses' };
const taskView = object({
  id: count,
  name: text,
  upload: {
    ...truth,
    description: 'whether the service processes it; files on disk are processed by `cvmatch resume`',
  },
  status: { enum: TASK_STATUSES },
  attempts: count,
  state: { enum: [...FILE_STATES, null] },
  code: textOrNull,
  message: textOrNull,
  notBefore: { ...textOrNull, description: 'when the next attempt is due' },
  updatedAt: time,
});
const listSchema = {
  operationId: 'listTasks',
  tags: ['Service'],
  summary: 'Tasks by status, oldest first, and how many there are for which reason',
  querystring: object(
    { status: statuses, code: text, limit: { type: 'integer', minimum: 1, maximum: 200, default: 50 } },
    ['status', 'code', 'limit'],
  ),
  response: answers({
    200: [
      'Tasks',
      object({ tasks: arrayOf(taskView), total: count, reasons: arrayOf(object({ code: textOrNull, tasks: count })) }),
    ],
  }),
};
const filter = {
  ...object(
    {
      ids: { type: 'array', items: { type: 'integer' }, maxItems: 1000 },
      code: { ...text, maxLength: 100 },
      status: statuses,
    },
    ['ids', 'code', 'status'],
  ),
  description: 'which tasks: those that meet all conditions; without conditions, all',
};
const howMany = answers({ 200: ['Done', object({ tasks: count })] });
const retrySchema = {
  operationId: 'retryTasks',
  tags: ['Service'],
  summary: 'Try failed tasks and dead letters again',
  body: filter,
  response: howMany,
};
const pauseSchema = {
  operationId: 'pauseTasks',
  tags: ['Service'],
  summary: 'Hand no upload of the tenant out to workers; `paused` is false if it was so before',
  response: answers({ 200: ['Done', object({ paused: truth })] }),
};
const resumeSchema = {
  operationId: 'resumeTasks',
  tags: ['Service'],
  summary: 'Hand uploads out again; `resumed` is false if they were',
  response: answers({ 200: ['Done', object({ resumed: truth })] }),
};
const dropSchema = {
  operationId: 'dropTasks',
  tags: ['Service'],
  summary: 'Forget failed, dead or waiting tasks and what was uploaded for them',
  body: filter,
  response: answers({ 200: ['Done', object({ tasks: count })], 202: pendingAnswer({ tasks: count }) }),
};

/** Ids are numbers in requests and answers. */
type Asked = Omit<TaskFilter, 'ids'> & { ids?: number[] };

function filterOf({ ids, ...rest }: Asked): TaskFilter {
  return ids === undefined ? rest : { ...rest, ids: ids.map(String) };
}

/**
 * Failures and dead letters, for the person who runs the service; without the scope `all`, only those of the key's own
 * uploads.
 */
export function taskRoutes(app: FastifyInstance): Promise<void> {
  const config = { scope: 'admin' } as const;
  pauseRoutes(app);
  const own = (caller: Caller): { keyId?: string } => (ownerFor(caller) === null ? {} : { keyId: ownerFor(caller)! });

  app.get<{ Querystring: { status?: TaskStatus[]; code?: string; limit: number } }>(
    '/v1/tasks',
    { schema: listSchema, config },
    async ({ query, caller, tenant }) => {
      const { tasks } = tenant.workspace.store;
      const status = query.status ?? [...TASK_STATUSES];
      const [found, reasons] = [
        await tasks.list({ status, code: query.code, limit: query.limit, ...own(caller) }),
        await tasks.reasons(status, own(caller).keyId),
      ];
      return { tasks: found.map(viewOf), total: reasons.reduce((sum, reason) => sum + reason.tasks, 0), reasons };
    },
  );

  app.post<{ Body: Asked }>('/v1/tasks/retry', { schema: retrySchema, config }, async ({ body, caller, tenant }) => ({
    tasks: await tenant.workspace.store.tasks.retry({ ...filterOf(body), ...own(caller) }),
  }));

  app.post<{ Body: Asked }>('/v1/tasks/drop', { schema: dropSchema, config }, async (request, reply) => {
    const { body, caller, tenant } = request;
    const { store, uploads } = tenant.workspace;
    const erasure = randomUUID();
    const dropped = await store.tasks.drop({ ...filterOf(body), ...own(caller) }, erasure);
    await uploads.remove(dropped);
    return { tasks: dropped.length, ...(await stillPending(tenant, erasure, reply)) };
  });
  return Promise.resolve();
}

/** For all uploads of the tenant, so they take the scope `all` too. */
function pauseRoutes(app: FastifyInstance): void {
  const config = { scope: 'admin' } as const;
  app.post('/v1/tasks/pause', { schema: pauseSchema, config }, async ({ caller, tenant }) => {
    requireScope(caller, 'all');
    return { paused: await tenant.workspace.store.tasks.pause() };
  });

  app.post('/v1/tasks/resume', { schema: resumeSchema, config }, async ({ caller, tenant }) => {
    requireScope(caller, 'all');
    return { resumed: await tenant.workspace.store.tasks.resume() };
  });
}

/** For a file on this machine's disk only its name is shown, not its folders. */
function viewOf({ id, path: file, name, status, attempts, state, code, message, notBefore, updatedAt }: TaskRecord) {
  return {
    id: Number(id),
    name: name ?? path.basename(file),
    upload: isUpload(file),
    status,
    attempts,
    state,
    code,
    message,
    notBefore,
    updatedAt,
  };
}
