import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { plainJson } from '../../report/text/plain.js';
import { PROBLEM_TYPE, problemOf } from './problem.js';

/** Milliseconds after which a refused sender that keeps sending is cut off. */
export const LINGER_MS = 2000;

const UNREADABLE: Record<string, { statusCode: number; message: string }> = {
  ERR_HTTP_REQUEST_TIMEOUT: { statusCode: 408, message: 'the request was too slow' },
  HPE_HEADER_OVERFLOW: { statusCode: 431, message: 'the address and the headers of a request have 16 kB together' },
};

/** Connections that were refused, and are open so that their sender can read why. */
const refused = new WeakSet<Socket>();

/**
 * For input that is no HTTP, too slow, or has too long a head: there is no request to answer, only a connection. What the sender
 * still writes is discarded for a while: a connection that is reset takes the answer with it.
 */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (refused.has(socket) && error.code !== 'ECONNRESET') return;
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  refused.add(socket);
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => {
    clearTimeout(timer);
  });
  const { statusCode, message } = UNREADABLE[error.code ?? ''] ?? {
    statusCode: 400,
    message: 'the request is no HTTP',
  };
  const body = plainJson(problemOf({ statusCode, message }, randomUUID()));
  socket.end(
    `HTTP/1.1 ${statusCode} Refused\r\ncontent-type: ${PROBLEM_TYPE}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
