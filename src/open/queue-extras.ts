import type { QueueBoard } from '../queue/board.js';
import type { QuotaStore, Registry } from '../store/port/index.js';

/**
 * A board of the queues of all tenants; null where the store itself hands out tasks.
 * @throws CvmatchError `tool_missing` without the packages that it needs.
 */
export async function openQueueBoard(
  queue: string | null,
  { tenants }: Pick<Registry, 'tenants'>,
): Promise<QueueBoard | null> {
  if (queue === null) return null;
  const { bullBoard, queueName } = await import('../queue/bullmq/index.js');
  return bullBoard(queue, async () => {
    const workspace = await tenants.workspace();
    return (await tenants.list()).map(({ id }) => queueName(id, workspace));
  });
}

/** Where all processes count against limits together, beside the store; null if there is no such place. */
export async function openQueueQuotas(
  queue: string | null,
  { tenants }: Pick<Registry, 'tenants'>,
): Promise<(QuotaStore & { close(): void }) | null> {
  if (queue === null || !/^rediss?:/i.test(queue)) return null;
  const { redisQuotas } = await import('../queue/bullmq/index.js');
  return redisQuotas(queue, await tenants.workspace());
}
