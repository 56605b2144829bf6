import type { Writable } from 'node:stream';
import type { Caller } from './access.js';

const CHECK_MS = 2000;

/**
 * Ends a stream soon after the key of its request was revoked, because the key is only checked when the stream starts.
 */
export function endWhenRevoked(stream: Writable, { keyId, isStillValid }: Caller): void {
  if (keyId === null) return;
  const timer = setInterval(() => {
    isStillValid().then(
      (valid) => {
        if (!valid) stream.end();
      },
      // A store that cannot be read at the moment says nothing about the key.
      () => undefined,
    );
  }, CHECK_MS);
  timer.unref();
  stream.once('close', () => {
    clearInterval(timer);
  });
}
