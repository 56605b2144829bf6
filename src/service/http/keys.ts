import { createHash, randomBytes } from 'node:crypto';
import { CvmatchError } from '../../errors.js';
import { DEFAULT_TENANT, type ApiKey } from '../../domain/index.js';
import type { KeyRepository } from '../../store/port/index.js';
import { NOT_BLIND, SCOPES, type Scope } from './scopes.js';

/** Distinguishes our keys from other secrets, e.g. for secret scanners. */
const TOKEN_PREFIX = 'cvm_';
const TOKEN_BYTES = 32;

/** sha-256 is enough: a token has 256 random bits and, unlike a password, cannot be guessed. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** @throws CvmatchError `bad_flag`. */
function requireBlindFits(scopes: readonly string[]): void {
  if (!scopes.includes('blind')) return;
  const seeing = NOT_BLIND.find((scope) => scopes.includes(scope));
  if (seeing !== undefined)
    throw new CvmatchError('bad_flag', `a blind key cannot have the scope ${seeing}`, {
      hint: 'Make another key for administration.',
    });
  if (!scopes.includes('read'))
    throw new CvmatchError('bad_flag', 'a blind key without the scope read can do nothing', {
      hint: 'Add --scope read, and --scope write for decisions; --scope all for CVs that others hand in.',
    });
}

export interface NewApiKey extends ApiKey {
  /** Shown only once, since the store keeps just its hash. */
  token: string;
}

/** @throws CvmatchError `bad_flag`. */
export async function addKey(
  keys: KeyRepository,
  { tenant, name, scopes }: { tenant: string; name: string; scopes: readonly string[] },
): Promise<NewApiKey> {
  const unknown = scopes.find((scope) => !SCOPES.includes(scope as Scope));
  if (unknown !== undefined || scopes.length === 0)
    throw new CvmatchError('bad_flag', `there is no scope "${unknown ?? ''}"`, {
      hint: `Scopes: ${SCOPES.join(', ')}.`,
    });
  if (scopes.includes('operator') && tenant !== DEFAULT_TENANT)
    throw new CvmatchError('bad_flag', `a key of the tenant ${tenant} cannot have the scope operator`, {
      hint: 'The operator of the service uses a key of the tenant default.',
    });
  requireBlindFits(scopes);
  if (name.trim() === '')
    throw new CvmatchError('bad_flag', 'a key needs a name', { hint: 'Name whoever or whatever uses it.' });
  const token = TOKEN_PREFIX + randomBytes(TOKEN_BYTES).toString('base64url');
  const key = await keys.add({
    id: randomBytes(6).toString('hex'),
    tenant,
    name: name.trim(),
    scopes: [...new Set(scopes)],
    hash: hashOf(token),
  });
  return { ...key, token };
}
