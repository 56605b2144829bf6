import type { FastifyRequest } from 'fastify';

/** The API key of a request, as sent; null if it has none. A cookie counts where the route names it. */
export function tokenOf({ headers, routeOptions }: FastifyRequest): string | null {
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const plain = headers['x-api-key'];
  if (bearer !== undefined || (typeof plain === 'string' && plain !== '')) return bearer ?? (plain as string);
  const { cookie } = routeOptions.config;
  return cookie === undefined ? null : cookieIn(headers.cookie ?? '', cookie);
}

function cookieIn(header: string, name: string): string | null {
  for (const one of header.split(';')) {
    const at = one.indexOf('=');
    if (at < 0 || one.slice(0, at).trim() !== name) continue;
    const value = one.slice(at + 1).trim();
    return /^[\w.~-]+$/.test(value) ? value : null;
  }
  return null;
}
