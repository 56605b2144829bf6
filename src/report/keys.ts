import type { ApiKey } from '../domain/index.js';
import { alignColumns } from './text/table.js';
import { minute } from './text/units.js';

export function renderKeys(keys: ApiKey[]): string {
  if (keys.length === 0) return 'No key. Add one with cvmatch keys add <name>.';
  const rows = keys.map((key) => [
    key.id,
    key.name,
    key.scopes.join(','),
    minute(key.createdAt),
    key.lastUsedAt === null ? 'never' : minute(key.lastUsedAt),
    key.revokedAt === null ? 'valid' : `revoked ${minute(key.revokedAt)}`,
  ]);
  return alignColumns([['id', 'name', 'scopes', 'created', 'last used', 'state'], ...rows]).join('\n');
}
