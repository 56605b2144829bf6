import type { FastifyRequest } from 'fastify';

/** The API key of a request, as sent; null if it has none. */
export function tokenOf({ headers }: FastifyRequest): string | null {
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const plain = headers['x-api-key'];
  return bearer ?? (typeof plain === 'string' && plain !== '' ? plain : null);
}
