import { closeSync, fsync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const sync = promisify(fsync);

/**
 * Puts a write-ahead log on the disk without blocking the event loop, where SQLite's own `synchronous = FULL` would block
 * it for as long as the disk likes. Those who wait at the same time share a sync.
 */
export class LogSync {
  private descriptor: number | null = null;
  private running: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;

  /** `path`: of the log. */
  constructor(private readonly path: string) {}

  /**
   * What was committed before this call is on the disk when it resolves.
   * @throws the error of the file system, from then on each time: what a failed sync left out, a later one does not tell.
   */
  synced(): Promise<void> {
    // One under way may have begun before the commit, so only the one after it will do.
    return (this.next ??= this.running.then(() => {
      this.next = null;
      return (this.running = this.sync());
    }));
  }

  private async sync(): Promise<void> {
    // Any descriptor of a file syncs all of it. SQLite keeps its locks on other files, so closing this one drops none.
    this.descriptor ??= openSync(this.path, 'r+');
    await sync(this.descriptor);
  }

  async close(): Promise<void> {
    await (this.next ?? this.running).catch(() => undefined);
    if (this.descriptor !== null) closeSync(this.descriptor);
    this.descriptor = null;
  }
}
