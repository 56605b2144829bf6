import { closeSync, fsync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const sync = promisify(fsync);

/**
 * Syncs a write-ahead log to disk without blocking the event loop, which SQLite's own `synchronous = FULL` would do for
 * as long as the disk takes. Callers that wait at the same time share a sync.
 */
export class LogSync {
  private descriptor: number | null = null;
  private running: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;

  /** `path`: of the log file. */
  constructor(private readonly path: string) {}

  /**
   * Resolves when everything committed before this call is on disk.
   * @throws the error of the file system, and again on every later call, since a later sync does not reveal what a
   * failed one left out.
   */
  synced(): Promise<void> {
    // A sync in progress may have begun before the commit, so the caller must wait for the next one.
    return (this.next ??= this.running.then(() => {
      this.next = null;
      return (this.running = this.sync());
    }));
  }

  private async sync(): Promise<void> {
    // Syncing any descriptor of a file syncs the whole file. SQLite has its locks on other files, so closing this one
    // releases none.
    this.descriptor ??= openSync(this.path, 'r+');
    await sync(this.descriptor);
  }

  async close(): Promise<void> {
    await (this.next ?? this.running).catch(() => undefined);
    if (this.descriptor !== null) closeSync(this.descriptor);
    this.descriptor = null;
  }
}
