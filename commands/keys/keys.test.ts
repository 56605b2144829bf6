import path from 'node:path';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { cli, temporaryFolder } from '../_shared/testing.js';

it('shows a token once, keeps none of it, lists and revokes', async () => {
  const store = path.join(temporaryFolder(), 'store');
  const added = await cli(['keys', 'add', 'careers page', '--store', store]);
  const token = added.stdout.trim();
  expect(token).toMatch(/^cvm_[\w-]{43}$/);
  const { json } = await cli(['keys', 'list', '--json', '--store', store]);
  expect(json).toEqual([
    expect.objectContaining({ name: 'careers page', scopes: ['read', 'write'], revokedAt: null, lastUsedAt: null }),
  ]);
  for (const file of readdirSync(store).filter((name) => name.startsWith('store.db'))) {
    expect(readFileSync(path.join(store, file), 'latin1'), file).not.toContain(token);
  }
  const revoked = await cli(['keys', 'revoke', json[0].id, '--store', store]);
  expect(revoked.exitCode).toBe(0);
  expect((await cli(['keys', 'list', '--store', store])).stdout).toContain('revoked');
  expect((await cli(['keys', 'revoke', json[0].id, '--store', store])).exitCode).toBe(2);
  expect((await cli(['keys', 'add', 'x', '--scope', 'root', '--store', store])).exitCode).toBe(2);
});
