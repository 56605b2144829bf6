import { alignColumns, count } from './text/table.js';

/** Whether a store is encrypted, its keys, and what a command has written again. */
export interface EncryptionFacts {
  on: boolean;
  masterKeys: string[];
  keys: { tenant: string; id: string; createdAt: string; retired: boolean }[];
  tenants?: { tenant: string; cvs: number; files: number }[];
}

export function renderEncryption({ on, masterKeys, keys, tenants = [] }: EncryptionFacts): string {
  const head = on ? `Encrypted; your key: ${masterKeys.join(', ')}` : 'Not encrypted';
  const rows = keys.map(({ tenant, id, createdAt, retired }) => [
    tenant,
    id,
    createdAt.slice(0, 10),
    retired ? 'being replaced' : 'in use',
  ]);
  const written = tenants.map(
    ({ tenant, cvs, files }) => `${tenant}: ${count(cvs, 'CV')} and ${count(files, 'file')} written again`,
  );
  return [
    head,
    ...(rows.length === 0 ? [] : alignColumns([['tenant', 'data key', 'since', ''], ...rows])),
    ...written,
  ].join('\n');
}
