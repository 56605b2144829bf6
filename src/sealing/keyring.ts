import { randomBytes } from 'node:crypto';
import { DEFAULT_TENANT } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import { DataKey, ID_BYTES, KEY_BYTES } from './data-key.js';
import type { MasterKey } from './master-key.js';
import { PLAIN, sealerOf, type Sealer } from './sealer.js';

/** A tenant's key as stored: encrypted by the master key. */
export interface DataKeyRow {
  /** 8 hex digits. */
  id: string;
  tenant: string;
  /** Id of the master key that unwraps it. */
  master: string;
  /** Data key and blinding key, 64 bytes, wrapped. */
  wrapped: string;
  createdAt: string;
  /** Replaced by another, or no longer wanted: some values may still be sealed under it. */
  retired: boolean;
}

/** Where the wrapped keys lie: with the registry, not with the data of the tenants. Each tenant has at most one that is not retired. */
export interface DataKeyRepository {
  /** Oldest first; of all tenants if none is named. */
  list(tenant?: string): Promise<DataKeyRow[]>;
  /** Retires the tenant's key and adds this one; false if the tenant's current key is not `replaces` any more. */
  replace(row: Omit<DataKeyRow, 'createdAt' | 'retired'>, replaces: string | null): Promise<boolean>;
  /** Retires the key of a tenant, so that new values are kept as they are. */
  retire(tenant: string): Promise<void>;
  /** All of them or none. */
  rewrap(rows: Pick<DataKeyRow, 'id' | 'master' | 'wrapped'>[]): Promise<void>;
  /** Deletes retired keys of a tenant for good. */
  forgetRetired(tenant: string): Promise<void>;
}

interface Secrets {
  key: DataKey;
  blindingKey: Uint8Array;
}

/** The data keys of a workspace folder. */
export class Keyring {
  private known: Promise<MasterKey> | null = null;

  /** `readMaster`: called when a key is needed; null if none is configured. */
  constructor(
    private readonly rows: DataKeyRepository,
    private readonly readMaster: (() => Promise<MasterKey>) | null,
  ) {}

  list(): Promise<DataKeyRow[]> {
    return this.rows.list();
  }

  /** Whether new values of the workspace folder are encrypted: then each tenant gets a key. */
  async isOn(): Promise<boolean> {
    return (await this.rows.list(DEFAULT_TENANT)).some(({ retired }) => !retired);
  }

  /** @throws CvmatchError `key_missing` if the tenant has keys and the master key is not there, `key_wrong` if it is another. */
  async sealerOf(tenant: string): Promise<Sealer> {
    let rows = await this.rows.list(tenant);
    if (rows.length === 0 && tenant !== DEFAULT_TENANT && (await this.isOn())) {
      await this.renew(tenant);
      rows = await this.rows.list(tenant);
    }
    if (rows.length === 0) return PLAIN;
    const master = await this.master();
    const secrets = rows.map((row) => ({ ...secretsOf(master, row), retired: row.retired }));
    const current = secrets.find(({ retired }) => !retired);
    const others = secrets.filter((one) => one !== current).map(({ key }) => key);
    return sealerOf(current?.key ?? null, others, secrets.at(-1)!.blindingKey);
  }

  /** Gives a tenant a new data key; the blinding key stays, since what is blinded cannot be read back. */
  async renew(tenant: string): Promise<void> {
    const master = await this.master();
    // A service that is running while the operator's key is replaced still has the old one.
    const rows = await this.rows.list();
    const foreign = rows.find((row) => row.master !== master.id);
    if (foreign !== undefined) throw otherMaster(foreign, master);
    const last = rows.filter((row) => row.tenant === tenant).at(-1);
    const blindingKey = last === undefined ? randomBytes(KEY_BYTES) : secretsOf(master, last).blindingKey;
    const id = randomBytes(ID_BYTES).toString('hex');
    const secrets = Buffer.concat([randomBytes(KEY_BYTES), blindingKey]);
    const wrapped = master.wrap(secrets, aboutOf({ tenant, id }));
    const current = last === undefined || last.retired ? null : last.id;
    await this.rows.replace({ id, tenant, master: master.id, wrapped }, current);
  }

  retire(tenant: string): Promise<void> {
    return this.rows.retire(tenant);
  }

  forgetRetired(tenant: string): Promise<void> {
    return this.rows.forgetRetired(tenant);
  }

  /** Wraps all data keys by another master key; the data stays as it is. Returns how many. */
  async rewrap(next: MasterKey): Promise<number> {
    const master = await this.master();
    const rows = (await this.rows.list()).map((row) => ({
      id: row.id,
      master: next.id,
      wrapped: next.wrap(unwrapped(master, row), aboutOf(row)),
    }));
    await this.rows.rewrap(rows);
    return rows.length;
  }

  private async master(): Promise<MasterKey> {
    if (this.readMaster === null)
      throw new CvmatchError('key_missing', 'the store is encrypted, and no key is configured', {
        hint: 'Set encryptionKey (CVMATCH_ENCRYPTION_KEY) to the file that holds the key, or to command:... that prints it.',
      });
    return (this.known ??= this.readMaster());
  }
}

/** Ties a wrapped key to its tenant, so that no tenant can be given another's. */
function aboutOf({ tenant, id }: Pick<DataKeyRow, 'tenant' | 'id'>): string {
  return `cvmatch data key ${id} of ${tenant}`;
}

function unwrapped(master: MasterKey, row: DataKeyRow): Buffer {
  const secrets = row.master === master.id ? master.unwrap(row.wrapped, aboutOf(row)) : null;
  if (secrets !== null) return secrets;
  throw otherMaster(row, master);
}

function otherMaster(row: DataKeyRow, master: MasterKey): CvmatchError {
  return new CvmatchError('key_wrong', `the store is encrypted under the key ${row.master}, not ${master.id}`, {
    hint: 'Set encryptionKey to the key that the store was encrypted with, or that `encryption rotate --to` named last.',
  });
}

function secretsOf(master: MasterKey, row: DataKeyRow): Secrets {
  const secrets = unwrapped(master, row);
  return { key: new DataKey(row.id, secrets.subarray(0, KEY_BYTES)), blindingKey: secrets.subarray(KEY_BYTES) };
}
