import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Config } from './config/config.js';
import { isServer } from './config/places.js';
import { tenantFolder, tenantMissing, workspaceFolder } from './config/workspace.js';
import { DEFAULT_TENANT } from './domain/index.js';
import type { Embedder } from './embed/index.js';
import { CvmatchError } from './errors.js';
import { claimFolder } from './files/claim.js';
import type { FilePlace, Originals, Uploads } from './files/port.js';
import { isS3 } from './files/s3/is-s3.js';
import { makeStoreFolder, storeMissing } from './files/store-folder.js';
import { settleAudit } from './govern/audit/keep.js';
import { requireComplete, type TenantEncryption } from './govern/encryption.js';
import { certificatesFolder, fileCertificates } from './govern/certificates.js';
import { EFFORTS, finishErasures } from './govern/erasure.js';
import type { Rerank } from './match/rerank.js';
import { knownBackups, lastBackup, tellBackups } from './open/backups.js';
import { Engines } from './open/engines.js';
import { openFiles } from './open/files.js';
import { openKeyring } from './open/keyring.js';
import { takeOldJds } from './open/old-jds.js';
import { openQueueBoard, openQueueQuotas } from './open/queue-extras.js';
import { requireRestored } from './open/restoring.js';
import { openStores, type Sealing, type Stores } from './open/stores.js';
import { beginTenantRemoval, certifyTenantRemoval } from './open/tenant-removal.js';
import type { OpenOptions, PlaceProbes, Workspace, WorkspaceObserver } from './open/workspace.js';
import { fingerprintOf } from './pool/fingerprint.js';
import { withWholeProfiles } from './match/whole-profiles.js';
import { toldPool, type PoolLoad } from './pool/observed-pool.js';
import type { Pool } from './pool/pool.js';
import { loadVocabulary, vocabularyFingerprint } from './pool/vocabulary.js';
import type { Vocabulary } from './profile/index.js';
import type { QueueBoard } from './queue/board.js';
import type { BrokerQueue } from './queue/bullmq/index.js';
import { throughDispatcher } from './queue/outbox.js';
import type { Dispatcher } from './queue/port.js';
import { sqliteDispatcher } from './queue/sqlite/index.js';
import type { Keyring } from './sealing/keyring.js';
import { observedRegistry, observedRepository, observedStore } from './store/observed.js';
import type { BackupNotes } from './store/port/backup.js';
import type { KnownBackups, Registry, Store, StoredModel } from './store/port/index.js';

/**
 * Opens the parts that a command works with. With the files in open/ it is the only place that names concrete
 * adapters.
 */
export type { OpenOptions, Workspace };

/** Opens the workspace of the configured tenant. @throws CvmatchError `not_found` if there is no such tenant. */
export async function openWorkspace(config: Config, options: OpenOptions = {}): Promise<Workspace> {
  const place = await openPlace(config, options);
  try {
    return await place.as(config.tenant);
  } catch (error) {
    await place.close();
    throw error;
  }
}

async function openPlace(config: Config, options: OpenOptions): Promise<OpenedPlace> {
  const folder = workspaceFolder(config, options.cwd);
  if (options.restoring !== true) requireRestored(folder);
  if (options.create === true) makeStoreFolder(folder);
  else if (!isServer(config.store) && !existsSync(folder)) throw storeMissing(folder);
  // A configured folder is checked first: cleaning up deletes files in it, and it could hold files that are not ours.
  if (config.files !== null && !isS3(config.files)) claimFolder(config.files, folder, options.create === true);
  const { create = false, maxPages, restoring } = options;
  const { store, storeReplica: replica } = config;
  const stores = await openStores({ store, replica, folder, create, restoring, maxPages });
  try {
    await takeOldJds(folder, stores.root.store);
    const keyring = await openKeyring(config, stores);
    const files = await openFiles(folder, config, () => stores.registry.tenants.workspace());
    return new OpenedPlace(folder, config, options, stores, { keyring, files });
  } catch (error) {
    await stores.close();
    throw error;
  }
}

/** A workspace for the time of `body`, closed whatever happens. */
export async function withWorkspace<T>(
  config: Config,
  options: OpenOptions,
  body: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const workspace = await openWorkspace(config, options);
  try {
    return await body(workspace);
  } finally {
    await workspace.close();
  }
}

/** What the tenants of a workspace folder share. */
interface SharedParts {
  keyring: Keyring;
  files: FilePlace;
}

/** A workspace folder in use: what its tenants share, and the workspaces that are open. */
class OpenedPlace {
  readonly registry: Registry;
  readonly keyring: Keyring;
  readonly files: FilePlace;
  readonly engines: Engines;
  private readonly opened = new Map<string, Promise<OpenedWorkspace>>();
  private closing: Promise<void> | null = null;

  constructor(
    readonly folder: string,
    readonly config: Config,
    readonly options: OpenOptions,
    readonly stores: Stores,
    { keyring, files }: SharedParts,
  ) {
    this.registry = observedRegistry(stores.registry, options.observer?.(null).query);
    this.keyring = keyring;
    this.files = files;
    this.engines = new Engines(config, options);
  }

  as(tenant: string): Promise<OpenedWorkspace> {
    const known = this.opened.get(tenant);
    if (known !== undefined) return known;
    const opening = this.open(tenant);
    this.opened.set(tenant, opening);
    // A failure is not remembered: the next caller tries again.
    opening.catch(() => this.opened.delete(tenant));
    return opening;
  }

  private async open(tenant: string): Promise<OpenedWorkspace> {
    if ((await this.registry.tenants.get(tenant)) === null) throw tenantMissing(tenant);
    const opened = tenant === DEFAULT_TENANT ? this.stores.root : await this.stores.open(tenant);
    const files = await this.unlock(tenant, opened.sealing);
    const own = withWholeProfiles(opened.store, loadVocabulary);
    const broker = await this.brokerOf(tenant);
    const dispatcher = broker?.dispatcher(own.taskRows) ?? sqliteDispatcher(own.taskRows);
    const observer = this.options.observer?.(tenant);
    const [store, queue] = observed(throughDispatcher<Store>(own, dispatcher), dispatcher, observer);
    // Only part of the work is done here, and errors are ignored: both concern the caller who removes something, not
    // one who opens the store for another purpose.
    const around = { certificates: this.certificatesOf(tenant), knownBackups: () => knownBackups(this.stores.backups) };
    await finishErasures({ store: own, ...files, ...around }, EFFORTS.opening).catch(() => undefined);
    return new OpenedWorkspace(this, tenant, store, queue, { ...files, deep: opened.deep }, broker, observer);
  }

  /** Null for a store on a server, which keeps them itself. */
  certificatesOf(tenant: string): string | null {
    return isServer(this.config.store) ? null : certificatesFolder(tenantFolder(this.folder, tenant));
  }

  /** Null where the store itself hands out tasks. */
  private async brokerOf(tenant: string): Promise<BrokerQueue | null> {
    const { queue } = this.config;
    if (queue === null) return null;
    const { bullmqQueue } = await import('./queue/bullmq/index.js');
    return bullmqQueue(queue, await this.registry.tenants.workspace(), tenant);
  }

  /** Gives the store its key, where it has one, and opens the files that lie under the same key. */
  private async unlock(tenant: string, sealing: Sealing): Promise<OpenedFiles> {
    const sealer = await this.keyring.sealerOf(tenant);
    await sealing.use(sealer);
    if (this.options.resealing !== true) requireComplete(sealer.keyId, sealing.sealedWith());
    const files = this.files.of(tenant, sealer);
    const encryption: TenantEncryption = {
      keyId: sealer.keyId,
      complete: sealer.keyId === sealing.sealedWith(),
      reseal: async (onProgress) => {
        await files.originals.takeBack(0);
        const written = await this.files.reseal(tenant, sealer);
        return { cvs: await sealing.reseal(onProgress), files: written };
      },
    };
    return { ...files, encryption };
  }

  /** The store of `default` is also that of the registry, so it stays open and is closed last. */
  async leave(tenant: string): Promise<void> {
    const opened = this.opened.get(tenant);
    this.opened.delete(tenant);
    const workspace = await opened?.catch(() => undefined);
    await workspace?.broker?.close();
    // Whoever comes next does it, if this process cannot.
    if (workspace !== undefined)
      await settleAudit(tenantFolder(this.folder, tenant), workspace.store.audit).catch(() => undefined);
    if (tenant !== DEFAULT_TENANT) await workspace?.store.close();
  }

  beginErasure(tenant: string): Promise<boolean> {
    return beginTenantRemoval(this.registry, this.stores.root.store, tenant, () => this.as(tenant));
  }

  async erase(tenant: string): Promise<boolean> {
    await this.leave(tenant);
    if (!(await this.stores.erase(tenant))) return false;
    await rm(tenantFolder(this.folder, tenant), { recursive: true, force: true });
    await this.files.erase(tenant);
    const broker = await this.brokerOf(tenant);
    await broker?.clear();
    await broker?.close();
    const { store: root } = this.stores.root;
    await root.erasures.noteTenant(tenant);
    const [certificates, backups] = [this.certificatesOf(DEFAULT_TENANT), await knownBackups(this.stores.backups)];
    const kind = certificates === null ? 'server' : 'folder';
    await certifyTenantRemoval(this.registry, root, tenant, { kind, backups });
    if (certificates !== null) await fileCertificates(certificates, root.erasures).catch(() => undefined);
    await this.tellBackups(DEFAULT_TENANT, root);
    await this.registry.tenants.endRemoval(tenant);
    return this.stores.settle();
  }

  async tellBackups(tenant: string, { erasures }: Store): Promise<void> {
    for (const where of await tellBackups(this.stores.backups, tenant, erasures))
      process.emitWarning(
        `the backups in ${where} cannot be reached and do not know yet what was removed; the next \`cvmatch backup\` tells them`,
        'CvmatchWarning',
      );
  }

  close(): Promise<void> {
    return (this.closing ??= this.closeAll());
  }

  private async closeAll(): Promise<void> {
    for (const tenant of [...this.opened.keys()]) await this.leave(tenant);
    await this.engines.close();
    await this.files.close();
    await this.stores.close();
  }
}

interface OpenedParts extends OpenedFiles, Pick<Workspace, 'deep'> {}

interface OpenedFiles {
  uploads: Uploads;
  originals: Originals;
  encryption: TenantEncryption;
}

class OpenedWorkspace implements Workspace {
  readonly uploads: Uploads;
  readonly originals: Originals;
  readonly encryption: TenantEncryption;
  readonly deep: Workspace['deep'];

  constructor(
    private readonly opened: OpenedPlace,
    readonly tenant: string,
    readonly store: Store,
    readonly queue: Dispatcher,
    files: OpenedParts,
    readonly broker: BrokerQueue | null,
    private readonly observer: WorkspaceObserver | undefined,
  ) {
    this.deep = files.deep;
    this.uploads = files.uploads;
    this.originals = files.originals;
    this.encryption = files.encryption;
  }

  get keyring(): Keyring {
    return this.opened.keyring;
  }

  get folder(): string {
    return this.opened.folder;
  }

  get place(): string {
    return this.opened.stores.where;
  }

  get config(): Config {
    return this.opened.config;
  }

  get registry(): Registry {
    return this.opened.registry;
  }

  examineFiles(): Promise<string> {
    return this.opened.files.examine();
  }

  async examineQueue(): Promise<string> {
    return (await this.broker?.examine()) ?? 'the store itself';
  }

  queueQuotas(): ReturnType<Workspace['queueQuotas']> {
    return openQueueQuotas(this.config.queue, this.registry);
  }

  queueBoard(): Promise<QueueBoard | null> {
    return openQueueBoard(this.config.queue, this.registry);
  }

  get places(): PlaceProbes {
    const { files, stores } = this.opened;
    return { store: { where: stores.where, ...this.registry.figures }, queue: this.broker, files };
  }

  get keepsUploads(): boolean {
    return this.config.keepOriginals !== 'none';
  }

  get vocabulary(): Vocabulary {
    return loadVocabulary();
  }

  model(): Promise<StoredModel> {
    return this.opened.engines.model();
  }

  async fingerprint(asOf: string | null = null): Promise<string> {
    return fingerprintOf(await this.model(), { fingerprint: vocabularyFingerprint() }, asOf);
  }

  embedder(): Promise<Embedder> {
    return this.opened.engines.embedder();
  }

  reranking(): Promise<Rerank | null> {
    return this.opened.engines.reranking();
  }

  async pool(): Promise<Pool> {
    const pool = (await this.opened.engines.pool()).of(this.tenant);
    return this.observer === undefined ? pool : toldPool(pool, this.observer);
  }

  poolLoad(): PoolLoad | null {
    return this.opened.engines.poolLoad();
  }

  async requireModel(): Promise<void> {
    const stored = await this.store.model.current();
    const inUse = await this.model();
    if (stored === null || (stored.fingerprint === inUse.fingerprint && stored.dimensions === inUse.dimensions)) return;
    throw new CvmatchError(
      'model_mismatch',
      `the store's vectors are of ${stored.id} (${stored.dimensions} dimensions), the model in use is ${inUse.id} (${inUse.dimensions} dimensions)`,
      {
        hint: 'Run `cvmatch reindex` to embed all CVs with the model in use, or name the other with --embedder or --model.',
      },
    );
  }

  as(tenant: string): Promise<Workspace> {
    return this.opened.as(tenant);
  }

  tellBackups(): Promise<void> {
    return this.opened.tellBackups(this.tenant, this.store);
  }

  knownBackups(): Promise<KnownBackups[]> {
    return knownBackups(this.opened.stores.backups);
  }

  get backupNotes(): BackupNotes {
    return this.opened.stores.backups;
  }

  get lastBackup(): Workspace['lastBackup'] {
    return () => lastBackup(this.backupNotes);
  }

  get certificates(): string | null {
    return this.opened.certificatesOf(this.tenant);
  }

  leave(tenant: string): Promise<void> {
    return this.opened.leave(tenant);
  }

  beginErasure(tenant: string): Promise<boolean> {
    return this.opened.beginErasure(tenant);
  }

  erase(tenant: string): Promise<boolean> {
    return this.opened.erase(tenant);
  }

  close(): Promise<void> {
    return this.opened.close();
  }
}

function observed(store: Store, queue: Dispatcher, observer?: WorkspaceObserver): [Store, Dispatcher] {
  return observer === undefined
    ? [store, queue]
    : [observedStore(store, observer.query), observedRepository('queue', queue, observer.query)];
}
