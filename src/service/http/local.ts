import { isIPv4, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { CvmatchError } from '../../errors.js';

/**
 * Without a key everything is open to this machine, and so to any web page in its browser: one that sends here from
 * another origin, or reaches here by a name of its own (DNS rebinding), is refused.
 */
export function refuseOtherSites({ headers }: FastifyRequest): void {
  const host = headers.host ?? '';
  if (!isLoopback(hostnameOf(`http://${host}`)))
    throw new CvmatchError('forbidden', "the service is asked for by a name that is not this machine's", {
      hint: 'Ask for 127.0.0.1 or localhost, or send an API key.',
    });
  if (headers.origin !== undefined && headers.origin !== `http://${host}`)
    throw new CvmatchError('forbidden', 'another web page may not use the service', {
      hint: 'Send an API key from a program instead.',
    });
}

function hostnameOf(url: string): string {
  try {
    return new URL(url).hostname.replace(/^\[|\]$/g, '');
  } catch {
    return '';
  }
}

export function isLoopback(host: string): boolean {
  if (isIPv4(host)) return host.startsWith('127.');
  return isIPv6(host) ? /^(?:::1|::ffff:127\.\d+\.\d+\.\d+)$/i.test(host) : host === 'localhost';
}

/** Headers that proxies add: the standard ones, and those by which nginx, Envoy, Cloudflare and others name a client. */
const OF_PROXIES =
  /^(?:via|forwarded|x-(?:original-)?forwarded(?:-.*)?|x-real-ip|x-(?:cluster-)?client-ip|x-envoy-.*|(?:true|fastly)-client-ip|cf-connecting-ip(?:v6)?)$/;

/** Whether a proxy on this machine passed the request on, so that its sender may be elsewhere. */
export function isForwarded({ headers }: FastifyRequest): boolean {
  return Object.keys(headers).some((name) => OF_PROXIES.test(name));
}
