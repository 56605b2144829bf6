/** The databases of a store as they were at one moment, while other processes go on writing. */
export interface HeldStore {
  /** One for each tenant, or one of all. */
  readonly databases: HeldDatabase[];
  /** Uploads that wait for a worker: their bytes are needed, too. `path`: as in the store, `upload:ID`. */
  waiting(): Promise<{ tenant: string; path: string }[]>;
  /** Lets go of the moment. Safe to call twice. */
  release(): Promise<void>;
}

export interface HeldDatabase {
  /** Whose it is; `default` for one of all tenants. */
  readonly tenant: string;
  /** What it is called in a backup; tells how it is restored. */
  readonly name: string;
  /** Whether what changes stays where it is, so that a later copy differs in a few places only. */
  readonly inPlace: boolean;
  /** Bytes that a copy takes, about. */
  size(): number;
  /** The bytes of a copy. `scratch`: an empty folder, which is empty again at the end. */
  stream(scratch: string): AsyncIterable<Uint8Array>;
}

/** A backup that was completed. */
export interface LastBackup {
  id: string;
  /** Its moment, and when it was complete (ISO 8601). */
  at: string;
  endedAt: string;
  seconds: number;
  /** Of all that is in it, and those that it added to its place. */
  bytes: number;
  written: number;
}

/** A place of which a workspace knows that it holds backups of it. */
export interface KnownPlace {
  /** A folder, or `s3://BUCKET/PREFIX`. */
  where: string;
  /** Time of the last removal that it was told of, by tenant (ISO 8601). */
  told: Record<string, string>;
  /** The last backup that was completed there. */
  last?: LastBackup;
}

/** Where the backups of a workspace are. */
export interface BackupNotes {
  places(): Promise<KnownPlace[]>;
  /** Remembers a place, and the backup that was completed there. */
  note(where: string, last?: LastBackup): Promise<void>;
  /** Remembers up to when a place was told of the removals of a tenant. */
  told(where: string, tenant: string, at: string): Promise<void>;
}
