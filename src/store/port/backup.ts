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
  /** Bytes that a copy takes, about. */
  size(): number;
  /** The bytes of a copy. `scratch`: an empty folder, which is empty again at the end. */
  stream(scratch: string): AsyncIterable<Uint8Array>;
}
