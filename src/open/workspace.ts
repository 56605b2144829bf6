import type { Config } from '../config/config.js';
import type { Embedder } from '../embed/index.js';
import type { FilesLevels, Originals, Uploads } from '../files/port.js';
import type { TenantEncryption } from '../govern/encryption.js';
import type { Rerank } from '../match/rerank.js';
import type { PoolLoad, PoolObserver } from '../pool/observed-pool.js';
import type { Pool } from '../pool/pool.js';
import type { Vocabulary } from '../profile/index.js';
import type { QueueBoard } from '../queue/board.js';
import type { Dispatcher, QueueLevels } from '../queue/port.js';
import type { Keyring } from '../sealing/keyring.js';
import type { QueryObserver } from '../store/observed.js';
import type { BackupNotes, LastBackup } from '../store/port/backup.js';
import type { DeepFinding, TextIdentity } from '../store/port/deep.js';
import type {
  KnownBackups,
  QuotaStore,
  Registry,
  Store,
  StoredModel,
  StoreLevels,
  StoreSizes,
} from '../store/port/index.js';

/**
 * The parts that a command works with, for one tenant; opened when first asked for and closed together, last opened
 * first.
 */
export interface Workspace {
  /** The workspace folder, the same for all its tenants. */
  readonly folder: string;
  /** Where the stores are, for people: the workspace folder, or the URL of a server without secrets. */
  readonly place: string;
  readonly tenant: string;
  readonly config: Config;
  /** The tenants of the workspace folder and their API keys. */
  readonly registry: Registry;
  readonly store: Store;
  /** Uploads waiting for a worker. */
  readonly queue: Dispatcher;
  /** The bytes of uploads that are waiting or have failed. */
  readonly uploads: Uploads;
  /** The bytes of CVs as they were handed in. */
  readonly originals: Originals;
  /** Says, for people, where these bytes are, and that they can be had. @throws CvmatchError if not. */
  examineFiles(): Promise<string>;
  /** The same of the queue. */
  examineQueue(): Promise<string>;
  /** Where processes can count together, if the queue can; the caller closes it. */
  queueQuotas(): Promise<(QuotaStore & { close(): void }) | null>;
  /**
   * A board of the queues of all tenants, which the caller closes; null where the store itself hands out tasks.
   * @throws CvmatchError `tool_missing`.
   */
  queueBoard(): Promise<QueueBoard | null>;
  /** Questions whether store, queue and files answer, with their figures; of all tenants, the queue's of this one. */
  readonly places: PlaceProbes;
  /** Whether the bytes of uploads are kept as originals. */
  readonly keepsUploads: boolean;
  /** The keys of the data of all tenants. */
  readonly keyring: Keyring;
  readonly encryption: TenantEncryption;
  readonly vocabulary: Vocabulary;
  /** The current model, without loading it. */
  model(): Promise<StoredModel>;
  /** Fingerprint of the current model, vocabulary, code and `asOf`; work done under another one must be repeated. */
  fingerprint(asOf?: string | null): Promise<string>;
  /** The current model, loaded in this thread, e.g. for a JD. */
  embedder(): Promise<Embedder>;
  /**
   * The configured cross-encoder, not loaded yet; null where none is configured. @throws CvmatchError `model_missing`.
   */
  reranking(): Promise<Rerank | null>;
  pool(): Promise<Pool>;
  /** Load of the threads by all tenants together; null before the first thread was started. */
  poolLoad(): PoolLoad | null;
  /** @throws CvmatchError `model_mismatch` if the store's vectors are from another model. */
  requireModel(): Promise<void>;
  /**
   * The workspace of another tenant in the same folder: it has its own data and shares the model and threads. It stays
   * open until `leave` or `close`. @throws CvmatchError `not_found`.
   */
  as(tenant: string): Promise<Workspace>;
  /** Tells the backups of this workspace what was removed of this tenant; warns of those that cannot be reached. */
  tellBackups(): Promise<void>;
  /** Backups of this workspace that exist, as far as they can be reached. */
  knownBackups(): Promise<KnownBackups[]>;
  /** Where the backups of the workspace are. */
  readonly backupNotes: BackupNotes;
  /** The latest backup of all tenants that was completed; null if none is known. */
  readonly lastBackup: () => Promise<LastBackup | null>;
  /** Reads every record of this tenant's store and tells what is not what it must be. */
  deep(identify: TextIdentity): AsyncIterable<DeepFinding>;
  /** Folder of the tenant's certificates of removals; null for a store on a server, which keeps them itself. */
  readonly certificates: string | null;
  /** Closes a tenant's store, e.g. because the tenant is being removed. */
  leave(tenant: string): Promise<void>;
  /** Begins the removal of a tenant, and drafts its certificate. False if there is no such tenant. */
  beginErasure(tenant: string): Promise<boolean>;
  /**
   * Deletes the files of a tenant whose removal has begun, and then its entry. Returns false while another process has
   * the store open; that process closes it within seconds, so call this again.
   */
  erase(tenant: string): Promise<boolean>;
  /** Closes the workspaces of all tenants. Safe to call twice. */
  close(): Promise<void>;
}

/** Where something is, for people, and how to ask it. */
interface Probe<T> {
  readonly where: string;
  levels(): Promise<T>;
}

export interface PlaceProbes {
  readonly store: Probe<StoreLevels> & { sizes(): Promise<StoreSizes> };
  /** Null where the store itself hands out tasks. */
  readonly queue: Probe<QueueLevels> | null;
  readonly files: Probe<FilesLevels>;
}

/** Notified of what the parts do, for metrics and traces. */
export interface WorkspaceObserver extends PoolObserver {
  query: QueryObserver;
}

export interface OpenOptions {
  /** Create the workspace if it does not exist; otherwise a missing one is CvmatchError `store_missing`. */
  create?: boolean;
  cwd?: string;
  /** Largest size of the database in pages; tests use it to simulate a full disk. */
  maxPages?: number;
  /** The observer for a tenant; null asks for that of work which belongs to no tenant. */
  observer?: (tenant: string | null) => WorkspaceObserver;
  /** Opens a store although a change of its encryption is not complete, in order to complete it. */
  resealing?: boolean;
  /** Opens a store into which a backup is being restored, in order to complete that. */
  restoring?: boolean;
  /** Starts fewer threads at once, so that the main thread can keep answering requests meanwhile. */
  background?: boolean;
  /** Keeps one thread more ready while a CV takes long, for other senders that may come meanwhile. */
  manySenders?: boolean;
}
