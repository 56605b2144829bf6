/** The databases of a store as they were at one moment, while other processes go on writing. */
export interface HeldStore {
  /** One for each tenant. */
  readonly databases: HeldDatabase[];
  /** Lets go of the moment. Safe to call twice. */
  release(): Promise<void>;
}

export interface HeldDatabase {
  readonly tenant: string;
  /** Paths of uploads that wait for a worker: their bytes are needed, too. */
  waiting(): string[];
  /** Bytes that a copy takes. */
  size(): number;
  /** Writes a database of its own; there must be no such file. */
  copyTo(file: string): Promise<void>;
}
