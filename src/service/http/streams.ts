import type { Writable } from 'node:stream';
import type { Caller } from './access.js';

const CHECK_MS = 2000;

/** Ends a stream soon after the key of its request was revoked: a stream outlives the check at its start. */
export function endWhenRevoked(stream: Writable, { keyId, isStillValid }: Caller): void {
  if (keyId === null) return;
  const timer = setInterval(() => {
    isStillValid().then(
      (valid) => {
        if (!valid) stream.end();
      },
      // A store that cannot be read just now says nothing about the key.
      () => undefined,
    );
  }, CHECK_MS);
  timer.unref();
  stream.once('close', () => {
    clearInterval(timer);
  });
}
