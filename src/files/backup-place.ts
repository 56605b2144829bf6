/**
 * What a place for backups must do. Names are relative, with slashes (`pieces/ab/abc`). Implementations: disk/backups.ts and
 * s3/backups.ts; contract: contract/backup-place.ts.
 */
export interface BackupPlace {
  /** As commands name it. */
  readonly where: string;
  /** How many requests at once are of use. */
  readonly atOnce: number;
  /** Makes the place, if it is not there. @throws CvmatchError `bad_flag` if it cannot be one. */
  prepare(): Promise<void>;
  /** All bytes; null if there is nothing under this name, or nothing that can be read. @throws CvmatchError `store_unreachable`. */
  read(name: string): Promise<Buffer | null>;
  /** Afterwards it is there as a whole, safe from a crash, in the place of what was there; or not at all. */
  write(name: string, bytes: Uint8Array | string): Promise<void>;
  /** False if there is something under this name already, which stays. */
  writeNew(name: string, bytes: Uint8Array | string): Promise<boolean>;
  /** Everything below a folder (`pieces/`, or `` for all), in pages, what was left unfinished included. */
  list(folder: string): AsyncIterable<KeptObject[]>;
  /** Ignores what is not there. */
  delete(names: string[]): Promise<void>;
  /** How long ago it was written, in milliseconds by one clock; null if it is not there. */
  age(name: string): Promise<number | null>;
  /** Adds lines to a log, which several processes may do at once, and makes it if it is not there; no line is lost. */
  append(log: string, lines: string): Promise<void>;
  /** All lines of a log; null if it is not there. */
  readLog(log: string): Promise<string | null>;
  /** Puts together what was added to a log. Only for one process at a time; others may add to it meanwhile. */
  settleLog(log: string): Promise<void>;
  /** Path of an empty folder on this machine for copies; what an interrupted run left there is deleted. */
  scratch(): Promise<string>;
  clearScratch(): Promise<void>;
  close(): Promise<void>;
}

export interface KeptObject {
  name: string;
  bytes: number;
  /** When it was written, in milliseconds since 1970. */
  at: number;
}
