import { CvmatchError } from '../../errors.js';

/** Which server carries the queue. */
export type BrokerAddress = { kind: 'redis' | 'postgres'; url: string };

/**
 * Parses `redis://`, `rediss://` and `bullmq+postgres://`, which has this name because `postgres://` would be the store's
 * own queue. @throws CvmatchError `bad_config`.
 */
export function parseBroker(text: string): BrokerAddress {
  const url = text.trim();
  if (/^rediss?:\/\//i.test(url)) return { kind: 'redis', url };
  const postgres = /^bullmq\+(postgres:\/\/.*)$/i.exec(url)?.[1];
  if (postgres !== undefined) return { kind: 'postgres', url: postgres };
  throw new CvmatchError('bad_config', 'the setting queue is no URL of a queue', {
    hint: 'Write redis://HOST:PORT, rediss://HOST:PORT or bullmq+postgres://USER@HOST/DATABASE (docs/store.md).',
  });
}

/** The address without user, password and options, for people. */
export function shownBroker({ url }: BrokerAddress): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}
