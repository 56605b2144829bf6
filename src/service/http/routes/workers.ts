import type { FastifyInstance } from 'fastify';
import { WANTED, type Wanted } from '../../../store/port/index.js';
import type { RouteParts } from '../../parts.js';
import { askProcess, listProcesses } from '../../processes/list.js';
import { ownerFor } from '../access.js';
import { answers, arrayOf, count, idParams, object, text, textOrNull, time, truth } from '../schemas.js';

const tags = ['Service'];
const processView = object({
  id: text,
  host: text,
  pid: count,
  version: text,
  role: { ...text, description: 'what it does, e.g. `worker`' },
  state: { enum: ['running', 'draining'] },
  wanted: { enum: [...WANTED, null], description: 'what it was asked to do' },
  startedAt: time,
  beatAt: time,
  beatMs: { ...count, description: 'milliseconds since it last said that it is alive' },
  leaseUntil: { ...time, description: 'it is forgotten then, unless it says so again' },
  held: { ...count, description: 'tasks that it has in hand, of all tenants' },
  done: { ...count, description: 'tasks that it has ended since it started' },
  leads: { ...truth, description: 'whether it keeps the schedule, which one process does at a time' },
  tasks: arrayOf(object({ id: text, name: textOrNull, since: time, ageMs: count, leaseUntil: time })),
});
const listSchema = {
  operationId: 'listWorkers',
  tags,
  summary: 'The processes that serve and work, with what each has in hand',
  description:
    'All processes on this store, on whatever machine. `tasks` are those of the caller (with the scope `all`: of its ' +
    'tenant), longest in hand first; files of other tenants are counted in `held`, never named.',
  response: answers({ 200: ['All of them', object({ workers: arrayOf(processView) })] }),
};
const askSchema = (what: Wanted, summary: string) => ({
  operationId: `${what}Worker`,
  tags,
  summary,
  params: idParams(text),
  response: answers({ 202: ['It was told', object({ id: text, wanted: { enum: WANTED } })] }),
});

/** For operators, since processes work for all tenants. */
export function workerRoutes(app: FastifyInstance, { registry }: RouteParts): Promise<void> {
  const config = { scope: 'operator' } as const;
  app.get('/v1/admin/workers', { schema: listSchema, config }, async ({ caller, tenant }) => ({
    workers: await listProcesses(registry, tenant.workspace.store.tasks, ownerFor(caller) ?? undefined),
  }));
  const ask = (what: Wanted, summary: string): void => {
    app.post<{ Params: { id: string } }>(
      `/v1/admin/workers/:id/${what}`,
      { schema: askSchema(what, summary), config },
      async ({ params: { id } }, reply) => {
        await askProcess(registry, id, what);
        return reply.code(202).send({ id, wanted: what });
      },
    );
  };
  ask('drain', 'Have a process take no more tasks; a worker then ends, a service goes on answering');
  ask('stop', 'End a process, as SIGTERM does');
  return Promise.resolve();
}
