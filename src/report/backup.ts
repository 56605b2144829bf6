import { plain } from './text/plain.js';
import { alignColumns, bytesText, count } from './text/table.js';

interface Listed {
  id: string;
  at: string;
  version: string;
  tenants: number;
  originals: number;
  uploads: number;
  bytes: number;
}

interface Made extends Omit<Listed, 'version'> {
  where: string;
  written: number;
  seconds: number;
  removed: string[];
  freed: number;
}

interface Verified {
  where: string;
  backups: { id: string; files: number; damaged: Record<string, number>; listed: boolean; whole: boolean }[];
  erasures: boolean;
  pieces: number;
  bytes: number;
  whole: boolean;
}

interface Restored extends Omit<Listed, 'version'> {
  store: string;
  removed: { cvs: number; files: number; jds: number; tenants: number };
  status: string;
  seconds: number;
}

export function renderBackup({ where, id, bytes, written, seconds, removed, freed, ...made }: Made): string {
  const lines = [
    `Backup ${id} in ${where}: ${contentsOf(made)}`,
    `${bytesText(bytes)} in all, ${bytesText(written)} new, ${seconds.toFixed(1)} s`,
  ];
  if (removed.length > 0) lines.push(`Deleted ${count(removed.length, 'older backup')}: ${bytesText(freed)} freed`);
  return lines.map(plain).join('\n');
}

function contentsOf({ tenants, originals, uploads }: Pick<Listed, 'tenants' | 'originals' | 'uploads'>): string {
  const waiting = uploads === 0 ? [] : [count(uploads, 'upload')];
  return [count(tenants, 'tenant'), count(originals, 'original'), ...waiting].join(', ');
}

export function renderBackups(backups: (Listed | { id: string; damaged: true })[]): string {
  if (backups.length === 0) return 'There are no backups yet';
  const rows = backups.map((one) =>
    'damaged' in one
      ? [one.id, 'damaged', '', '', '', '', '']
      : [one.id, one.at, one.version, ...[one.tenants, one.originals, one.uploads].map(String), bytesText(one.bytes)],
  );
  return alignColumns([['ID', 'AT', 'VERSION', 'TENANTS', 'ORIGINALS', 'UPLOADS', 'SIZE'], ...rows], [3, 4, 5, 6]).join(
    '\n',
  );
}

export function renderVerified({ where, backups, erasures, pieces, bytes, whole }: Verified): string {
  const lines = backups.map((one) => `${one.id}  ${one.whole ? 'whole' : damageOf(one)}`);
  if (!erasures) lines.push('erasures.jsonl is missing: it is not known what was removed, so nothing can be restored');
  const read = `${count(pieces, 'piece')}, ${bytesText(bytes)} read`;
  lines.push(`${where}: ${whole ? 'everything is as it was written' : 'damaged'} (${read})`);
  return lines.map(plain).join('\n');
}

function damageOf({ listed, damaged }: Verified['backups'][number]): string {
  if (!listed) return 'damaged: its list of files was changed or cut off';
  const parts = Object.entries(damaged).filter(([, n]) => n > 0);
  const names: Record<string, string> = { store: 'database', upload: 'upload', original: 'original' };
  return `damaged: ${parts.map(([kind, n]) => count(n, names[kind] ?? kind)).join(', ')}`;
}

export function renderRestored({ id, at, store, removed, status, bytes, seconds, ...restored }: Restored): string {
  const lines = [
    `Restored ${id} into ${store}: ${contentsOf(restored)}, as of ${at}`,
    `${bytesText(bytes)}, ${seconds.toFixed(1)} s`,
  ];
  const again = [
    ...(removed.tenants > 0 ? [count(removed.tenants, 'tenant')] : []),
    ...(removed.cvs > 0 ? [count(removed.cvs, 'CV')] : []),
    ...(removed.files > 0 ? [count(removed.files, 'file')] : []),
    ...(removed.jds > 0 ? [count(removed.jds, 'JD')] : []),
  ];
  if (again.length > 0) lines.push(`Removed since, and removed here too: ${again.join(', ')}`);
  if (status === 'erasure_pending') lines.push('Traces of it may still be on the disk; the next command finishes that');
  return lines.map(plain).join('\n');
}
