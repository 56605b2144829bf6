import type { Tenant } from '../domain/index.js';
import { alignColumns } from './text/table.js';
import { minute } from './text/units.js';

export function renderTenants(tenants: (Tenant & { cvs: number; bytes: number })[]): string {
  const rows = tenants.map(({ id, createdAt, cvs, bytes }) => [
    id,
    minute(createdAt),
    String(cvs),
    `${(bytes / 1e6).toFixed(1)} MB`,
  ]);
  return alignColumns([['tenant', 'since', 'CVs', 'store'], ...rows]).join('\n');
}
