import type { FastifyReply } from 'fastify';
import { ERASURE_WAITS } from '../../domain/index.js';
import { completionOf, EFFORTS, finishNow } from '../../govern/erasure.js';
import { whyPending } from '../../report/erasure.js';
import type { TenantParts } from '../parts.js';
import { object, text, type Schema } from './schemas.js';

/** A removal as answers tell of it: done, or `erasure_pending`. */

const pending = { status: { const: 'erasure_pending' }, waitsFor: { enum: ERASURE_WAITS }, message: text };

/** The answer 202 of a removal; `more`: what it says besides. */
export function pendingAnswer(more: Record<string, Schema> = {}): [string, Schema] {
  return [
    'Removed from the store; traces may still be on the disk, which is finished automatically',
    object({ ...more, ...pending }),
  ];
}

/** Continues the removal `erasure`. Null if no trace of it is left; else the answer, whose status is set to 202. */
export async function stillPending({ workspace }: TenantParts, erasure: string, reply: FastifyReply) {
  const { status, waitsFor } = completionOf(await finishNow(workspace, EFFORTS.request), erasure);
  if (status === 'removed') return null;
  void reply.code(202);
  return { status, waitsFor: waitsFor!, message: whyPending(waitsFor!) };
}
