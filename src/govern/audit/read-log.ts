import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, unlink, type FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import type { AuditFact } from '../../domain/index.js';
import { CvmatchError } from '../../errors.js';
import { makePrivateFolder } from '../../files/private.js';
import { sync } from '../../files/receive.js';
import { hasEnded } from '../../ingest/owner.js';
import { actingNow } from '../../store/audit/acting.js';
import type { AuditKey } from '../../store/audit/key.js';
import { RECORD_ID, ROW_COLUMNS, rowsOf, type AuditRow } from '../../store/audit/record.js';
import type { AuditLog } from '../../store/port/index.js';

/** Folder beside the store's data in which reads wait to be taken in. */
const FOLDER = 'audit';
const NAME = /^(.+)~(\d+)~[0-9a-f]+\.jsonl$/;
const FILE_MODE = 0o600;
/** Records that one transaction takes in. */
const AT_ONCE = 500;

/** Files that this process writes to. */
const inUse = new Set<string>();

interface OpenFile {
  path: string;
  handle: FileHandle;
  lines: number;
  /** Whether its last line may be cut off. */
  torn: boolean;
}

/**
 * Reads of one tenant, written to a file of this process before they are answered, and taken into the audit log later: a
 * request waits for a sync of that file, which those at the same moment share, and for no lock of the store. A file that a
 * killed process left is taken in by the next one on this machine. Taking in twice does no harm.
 */
export class ReadLog {
  private waiting: { lines: string; count: number; done: () => void; failed: (error: unknown) => void }[] = [];
  private running: Promise<void> | null = null;
  private taking: Promise<void> = Promise.resolve();
  private next: { file: OpenFile; left: (file: OpenFile) => void } | null = null;

  private constructor(
    private readonly folder: string,
    private readonly audit: Pick<AuditLog, 'take'>,
    private readonly key: AuditKey,
    private file: OpenFile,
  ) {}

  /** `place`: the folder of the tenant. */
  static async open(place: string, audit: Pick<AuditLog, 'key' | 'take'>): Promise<ReadLog> {
    const folder = path.join(place, FOLDER);
    makePrivateFolder(folder);
    return new ReadLog(folder, audit, await audit.key(), await begin(folder));
  }

  /**
   * Resolves once it is on the disk that the present actor did this.
   * @throws CvmatchError `store_full`, `store_locked`: then it must not be answered.
   */
  note(facts: readonly AuditFact[]): Promise<void> {
    const rows = rowsOf(this.key, actingNow(), facts, Date.now());
    const lines = rows.map((row) => `${JSON.stringify(ROW_COLUMNS.map((column) => row[column]))}\n`).join('');
    return new Promise((done, failed) => {
      this.waiting.push({ lines, count: rows.length, done, failed });
      this.start();
    });
  }

  private start(): void {
    this.running ??= this.writeAll().finally(() => {
      this.running = null;
      this.turn();
      // Whoever was answered last may have written again before this.
      if (this.waiting.length > 0) this.start();
    });
  }

  /** The next file takes the place of the present one between two groups; resolves to the one that is left. */
  private goOnIn(file: OpenFile): Promise<OpenFile> {
    return new Promise((left) => {
      this.next = { file, left };
      if (this.running === null) this.turn();
    });
  }

  private turn(): void {
    if (this.next === null) return;
    const { file, left } = this.next;
    this.next = null;
    left(this.file);
    this.file = file;
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      this.turn();
      const group = this.waiting;
      this.waiting = [];
      try {
        const lines = group.map((one) => one.lines).join('');
        await this.file.handle.appendFile(this.file.torn ? `\n${lines}` : lines);
        await this.file.handle.datasync();
        this.file.torn = false;
        this.file.lines += group.reduce((sum, { count }) => sum + count, 0);
        for (const { done } of group) done();
      } catch (error) {
        // What is cut off ends before the next line.
        this.file.torn = true;
        for (const { failed } of group) failed(notWritten(this.file.path, error));
      }
    }
  }

  /** Takes what was written so far into the store, and what processes left that have ended. Returns when that is done. */
  takeIn(): Promise<void> {
    this.taking = this.taking.catch(() => undefined).then(() => this.takeAll());
    return this.taking;
  }

  private async takeAll(): Promise<void> {
    if (this.file.lines > 0) {
      const left = await this.goOnIn(await begin(this.folder));
      await left.handle.close();
      inUse.delete(left.path);
    }
    for (const name of await readdir(this.folder)) {
      const file = path.join(this.folder, name);
      if (isLeft(file)) await takeFile(file, this.audit);
    }
  }

  /** Takes in the rest. What cannot be taken in just now stays for the next process. */
  async close(): Promise<void> {
    while (this.running !== null) await this.running;
    await this.takeIn().catch(() => undefined);
    await this.file.handle.close();
    inUse.delete(this.file.path);
    if (this.file.lines === 0) await unlink(this.file.path).catch(() => undefined);
  }
}

/** Takes in what processes left that have ended, for one that keeps no such file itself. */
export async function takeLeftReads(place: string, audit: Pick<AuditLog, 'take'>): Promise<void> {
  const folder = path.join(place, FOLDER);
  const names = await readdir(folder).catch(() => []);
  for (const file of names.map((name) => path.join(folder, name))) if (isLeft(file)) await takeFile(file, audit);
}

/** Whether nobody writes to a file any more. */
function isLeft(file: string): boolean {
  const [, host, pid] = NAME.exec(path.basename(file)) ?? [];
  if (host === undefined) return false;
  const own = host === hostname() && Number(pid) === process.pid;
  return own ? !inUse.has(file) : hasEnded(host, Number(pid));
}

async function begin(folder: string): Promise<OpenFile> {
  const file = path.join(folder, `${hostname()}~${process.pid}~${randomBytes(6).toString('hex')}.jsonl`);
  try {
    const handle = await open(file, 'ax', FILE_MODE);
    await sync(folder, 'r');
    inUse.add(file);
    return { path: file, handle, lines: 0, torn: false };
  } catch (error) {
    throw notWritten(file, error);
  }
}

async function takeFile(file: string, audit: Pick<AuditLog, 'take'>): Promise<void> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    // Another process was quicker.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return;
  const rows = text.split('\n').flatMap(rowIn);
  for (let from = 0; from < rows.length; from += AT_ONCE) await audit.take(rows.slice(from, from + AT_ONCE));
  await unlink(file).catch(() => undefined);
}

/** None in a line that a crash cut off: what it says was never answered. One that was changed shows by its signature. */
function rowIn(line: string): AuditRow[] {
  let values: unknown;
  try {
    values = JSON.parse(line);
  } catch {
    return [];
  }
  if (!Array.isArray(values) || values.length !== ROW_COLUMNS.length) return [];
  const row = Object.fromEntries(ROW_COLUMNS.map((column, i) => [column, values[i] as unknown]));
  const isRow = ROW_COLUMNS.every((column) => typeof row[column] === (column === 'things' ? 'number' : 'string'));
  return isRow && RECORD_ID.test(String(row.id)) ? [row as unknown as AuditRow] : [];
}

function notWritten(file: string, cause: unknown): CvmatchError {
  const { code = 'unknown' } = cause as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new CvmatchError('store_full', `no space is left for ${file}, so that nothing can be shown`, {
        cause,
        hint: 'Make room on the disk: what is shown has to be recorded first.',
      })
    : new CvmatchError('store_locked', `${file} cannot be written (${code}), so that nothing can be shown`, {
        cause,
        hint: 'Check the permissions of the folder: what is shown has to be recorded first.',
      });
}
