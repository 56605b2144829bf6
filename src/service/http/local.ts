import { isIPv4, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { CvmatchError } from '../../errors.js';

/**
 * Where no key is asked for, any web page in a browser on this machine could send requests too. A request from another
 * origin, or under a host name of the page's own (DNS rebinding), is refused.
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

/** Whether a proxy on this machine forwarded the request, so that its sender may be elsewhere. */
const OF_PROXIES =
  /^(?:via|forwarded|x-(?:original-)?forwarded(?:-.*)?|x-real-ip|x-(?:cluster-)?client-ip|x-envoy-.*|(?:true|fastly)-client-ip|cf-connecting-ip(?:v6)?)$/;

/** Whether a proxy on this machine passed the request on, so that its sender may be elsewhere. */
export function isForwarded({ headers }: FastifyRequest): boolean {
  return Object.keys(headers).some((name) => OF_PROXIES.test(name));
}
