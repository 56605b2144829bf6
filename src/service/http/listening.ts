import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { CvmatchError } from '../../errors.js';

export interface Address {
  host: string;
  /** 0: any free one. */
  port: number;
}

/**
 * Returns the URL with the actual port.
 * @throws CvmatchError `bad_config`: port in use, not allowed, or not an address of this machine.
 */
export async function listen(app: FastifyInstance, at: Address): Promise<string> {
  try {
    await app.listen(at);
  } catch (cause) {
    const why = REASONS[(cause as NodeJS.ErrnoException).code ?? ''];
    if (why === undefined) throw cause;
    await app.close();
    throw new CvmatchError('bad_config', `cannot listen on ${at.host}, port ${at.port}: ${why}`, {
      cause,
      hint: 'Name another port or address.',
    });
  }
  const { address, port, family } = app.server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

const REASONS: Record<string, string> = {
  EADDRINUSE: 'another process has it',
  EADDRNOTAVAIL: 'it is not an address of this machine',
  ENOTFOUND: 'the name cannot be resolved',
  EACCES: 'this user may not',
};
