import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Config } from '../config/config.js';
import { isServer } from '../config/places.js';
import { databaseFile, databasesIn, mayHaveStore, tenantOfDatabase, workspaceFolder } from '../config/workspace.js';
import { DEFAULT_TENANT } from '../domain/index.js';
import { isCvmatchError } from '../errors.js';
import { verifyAudit } from '../govern/audit/verify.js';
import { Backups } from '../govern/backup/backups.js';
import { latestDatabase } from '../govern/backup/latest.js';
import { deepOriginals } from '../govern/deep.js';
import { withWorkspace, type Workspace } from '../open.js';
import { folderNotes } from '../open/backup-notes.js';
import { withBackupPlace } from '../open/backups.js';
import { textIdentity } from '../pool/process.js';
import { count } from '../report/text/table.js';
import type { PagesReport, Unvouched } from '../store/sqlite/deep/pages.js';
import type { Check } from './doctor.js';

/** Findings of one part that are named. */
const SHOWN = 5;
const MOST_RANGES = 12;

/** What `doctor --deep` tells beside a check. */
export interface DeepCheck extends Check {
  /** Pages that nothing vouches for, or that are damaged, by what they belong to. */
  pages?: Unvouched[];
}

/**
 * Reads every page and record of the stores of all tenants. Pages first, before anything of cvmatch opens and so writes to them.
 */
export async function examineDeep(config: Config): Promise<DeepCheck[]> {
  if (!mayHaveStore(config)) return [];
  const pages = isServer(config.store) ? [] : await examinePages(config);
  // What SQLite cannot read is not read again; pages that only differ may tell whose record it is.
  if (pages.some((one) => one.status === 'failed' && one.pages === undefined)) return pages;
  return [...pages, ...(await examineRecords(config))];
}

async function examinePages(config: Config): Promise<DeepCheck[]> {
  const folder = workspaceFolder(config);
  const checks: DeepCheck[] = [];
  for (const file of databasesIn(config)) {
    const tenant = tenantOfDatabase(folder, file);
    if (file === databaseFile(folder, tenant)) checks.push(...(await examineFile(folder, tenant, file)));
  }
  return checks;
}

async function examineFile(folder: string, tenant: string, file: string): Promise<DeepCheck[]> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'cvmatch-doctor-'));
  try {
    const { comparePages, copyDatabase } = await import('../store/sqlite/deep/pages.js');
    const { examineSqlite } = await import('../store/sqlite/examine.js');
    const [copy, old] = [path.join(scratch, 'now.db'), path.join(scratch, 'backup.db')];
    const found = examineSqlite(file);
    if (found.length > 0) return found.map((one) => ({ name: `pages of ${tenant}`, status: 'failed', ...one }));
    await copyDatabase(file, copy);
    const backup = await backupOf(folder, tenant, old);
    return pagesChecks(tenant, comparePages(copy, backup === null ? null : old), backup);
  } catch (error) {
    const [detail, advice] = isCvmatchError(error) ? [error.message, error.hint] : [(error as Error).message, RESTORE];
    return [{ name: `pages of ${tenant}`, status: 'failed', detail, advice }];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const RESTORE = 'Restore it from a backup: docs/backup.md.';

/** The latest backup at any place that can be reached. */
async function backupOf(folder: string, tenant: string, to: string): Promise<{ id: string; at: string } | null> {
  const places = await folderNotes(folder).places();
  places.sort((a, b) => ((a.last?.at ?? '') < (b.last?.at ?? '') ? 1 : -1));
  for (const { where } of places)
    try {
      const name = path.basename(databaseFile(folder, tenant));
      const found = await withBackupPlace(where, async (place) =>
        latestDatabase(await Backups.open(place), { tenant, name, to }),
      );
      if (found !== null) return found;
    } catch (error) {
      if (!isCvmatchError(error)) throw error;
    }
  return null;
}

function pagesChecks(tenant: string, report: PagesReport, backup: { id: string; at: string } | null): DeepCheck[] {
  const { pages, same, unvouched, damaged } = report;
  const name = `pages of ${tenant}`;
  const sound = `${count(pages, 'page')}, of which SQLite finds none broken`;
  const compared = backup === null ? '' : `; ${same} are as in the backup ${backup.id}`;
  const checks: DeepCheck[] = [{ name, status: 'ok', detail: sound + compared, advice: '' }];
  if (damaged.length > 0)
    checks.push({
      name,
      status: 'failed',
      detail: `differ from the backup ${backup!.id} although no CV has changed since: ${rangesOf(damaged)}`,
      advice: RESTORE,
      pages: damaged,
    });
  const left = unvouched.reduce((sum, one) => sum + one.pages.length, 0);
  if (left > 0)
    checks.push({
      name,
      status: 'missing',
      detail: `nothing vouches for ${count(left, 'page')}: ${rangesOf(unvouched)}`,
      advice:
        backup === null
          ? 'SQLite keeps no checksums of pages. Make backups (`cvmatch backup`): then pages are compared with the latest.'
          : `They were written since ${backup.at}, or are damaged. Make another backup while the store is known to be sound.`,
      pages: unvouched,
    });
  return checks;
}

/** `documents 3-9, 12; free 40`. */
function rangesOf(groups: Unvouched[]): string {
  return groups
    .map(({ of, pages }) => {
      const ranges: string[] = [];
      for (let i = 0; i < pages.length;) {
        let last = i;
        while (pages[last + 1] === pages[last]! + 1) last += 1;
        ranges.push(last === i ? String(pages[i]) : `${pages[i]}-${pages[last]}`);
        i = last + 1;
      }
      const more = ranges.length > MOST_RANGES ? ', ...' : '';
      return `${of} ${ranges.slice(0, MOST_RANGES).join(', ')}${more}`;
    })
    .join('; ');
}

async function examineRecords(config: Config): Promise<DeepCheck[]> {
  try {
    return await withWorkspace({ ...config, tenant: DEFAULT_TENANT }, {}, async (place) => {
      const checks: DeepCheck[] = [];
      for (const { id } of await place.registry.tenants.list()) {
        checks.push(...(await recordsOf(await place.as(id))));
        if (id !== DEFAULT_TENANT) await place.leave(id);
      }
      return checks;
    });
  } catch (error) {
    if (!isCvmatchError(error)) throw error;
    return [{ name: 'records', status: 'failed', detail: error.message, advice: error.hint }];
  }
}

async function recordsOf(workspace: Workspace): Promise<DeepCheck[]> {
  const { tenant, store, originals } = workspace;
  const { cvs } = await store.summary();
  const found: string[] = [];
  for await (const { cvId, what } of workspace.deep(textIdentity))
    found.push(cvId === null ? what : `${what} of ${cvId.slice(0, 12)}`);
  const broken: string[] = [];
  const read = await deepOriginals(originals, (hash) => broken.push(hash.slice(0, 12)));
  const audit = await verifyAudit(store.audit);
  const check = (name: string, sound: string, wrong: string[], advice: string): DeepCheck =>
    wrong.length === 0
      ? { name: `${name} of ${tenant}`, status: 'ok', detail: sound, advice: '' }
      : { name: `${name} of ${tenant}`, status: 'failed', detail: named(wrong), advice };
  return [
    check('records', `${count(cvs, 'CV')} read, with text, profile, vectors and words`, found, REREAD),
    check('originals', `${count(read, 'original')} read, each with its hash`, broken, RESTORE),
    check(
      'audit log',
      `${count(audit.records, 'record')} in an unbroken chain`,
      audit.problems.map(({ what }) => what),
      'See `cvmatch audit verify`.',
    ),
  ];
}

const REREAD =
  'Restore the store from a backup, or remove these CVs with `cvmatch remove --without-certificate` and ingest their files again.';

function named(wrong: string[]): string {
  const more = wrong.length > SHOWN ? `, and ${wrong.length - SHOWN} more` : '';
  return `not what it must be: ${wrong.slice(0, SHOWN).join(', ')}${more}`;
}
