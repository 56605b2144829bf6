import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { isBlind, ownerFor } from './access.js';

/**
 * A candidate is named after its first CV, which may be one that another key handed in. A caller who sees only its own
 * uploads gets another name in every answer: always the same one for a candidate, but one that tells nothing.
 */
export function renameCandidates(app: FastifyInstance): void {
  app.addHook('preSerialization', (request, reply, payload, done) => {
    // Blind keys get labels, which tell nothing either. A problem names no candidate, and may come before it is known who asks.
    const owner = reply.statusCode >= 400 || isBlind(request.caller) ? null : ownerFor(request.caller);
    done(null, owner === null ? payload : renamed(payload, owner));
  });
}

function renamed(value: unknown, owner: string): unknown {
  if (Array.isArray(value)) return value.map((one) => renamed(one, owner));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      name === 'candidateId' && typeof one === 'string' ? nameFor(one, owner) : renamed(one, owner),
    ]),
  );
}

function nameFor(candidateId: string, owner: string): string {
  return createHash('sha256').update(`${owner} ${candidateId}`).digest('hex').slice(0, 16);
}
