import type { FastifyRequest } from 'fastify';
import type { Sender } from '../../../domain/index.js';
import { hashOf } from '../keys.js';
import { tokenOf } from '../tokens.js';

/** Tokens that are remembered at most. */
const MOST = 10_000;

/**
 * Tells the sender of a request before its key is looked up, for sharing out work: by a token that was valid before, else
 * by the address. It proves nothing: a request is let in by access.ts alone.
 */
export class KnownSenders {
  /** By the hash of the token. */
  private readonly byToken = new Map<string, Sender>();

  of(request: FastifyRequest): Sender {
    const token = tokenOf(request);
    const known = token === null ? undefined : this.byToken.get(hashOf(token));
    return known ?? { tenant: `address ${request.ip}`, key: null };
  }

  note(request: FastifyRequest, sender: Sender): void {
    const token = tokenOf(request);
    if (token === null) return;
    if (this.byToken.size >= MOST) this.byToken.clear();
    this.byToken.set(hashOf(token), sender);
  }
}
