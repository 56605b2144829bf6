import type { Config } from '../config/config.js';
import type { ApiKey, AuditRecord, SignedCertificate, Tenant } from '../domain/index.js';
import type { NewApiKey } from '../service/http/keys.js';
import type { AuditExportRequest, AuditListRequest, AuditVerdict } from './audit.js';
import type { ChangedEncryption, MadeKey, ResealProgress, ShownEncryption } from './encryption.js';
import type { CertificateQuery } from '../store/port/index.js';
import type { CertificateList } from './erasures.js';
import type { ListedTenant, RemovedTenant } from './tenants.js';

/** Who may use a store, and who can read it: its tenants, their API keys, and the keys of its data. Each part is loaded when first called. */
export type { ChangedEncryption, MadeKey, ResealProgress, ShownEncryption };
export type { AuditExportRequest, AuditListRequest, AuditRecord, AuditVerdict };
export type { CertificateList, SignedCertificate };
export type { ListedTenant, NewApiKey, RemovedTenant };

/** @throws CvmatchError `bad_flag` for an id that is none, or that is taken. */
export async function addTenant(config: Config, id: string): Promise<Tenant> {
  return (await import('./tenants.js')).addTenant(config, id);
}

export async function listTenants(config: Config): Promise<ListedTenant[]> {
  return (await import('./tenants.js')).listTenants(config);
}

/** @throws CvmatchError `not_found`; `bad_flag` for `default`. */
export async function removeTenant(
  config: Config,
  id: string,
  options?: { despiteHold?: boolean },
): Promise<RemovedTenant> {
  return (await import('./tenants.js')).removeTenant(config, id, options);
}

/** Creates an API key for the service; the token is only in the returned value. */
export async function addKey(config: Config, name: string, scopes: readonly string[]): Promise<NewApiKey> {
  return (await import('./keys.js')).addKey(config, name, scopes);
}

export async function listKeys(config: Config): Promise<ApiKey[]> {
  return (await import('./keys.js')).listKeys(config);
}

/** Revokes a key at once. @throws CvmatchError `not_found`. */
export async function revokeKey(config: Config, id: string): Promise<ApiKey> {
  return (await import('./keys.js')).revokeKey(config, id);
}

/** Whether a store is encrypted, and its keys. @throws CvmatchError `key_missing`, `key_wrong`. */
export async function showEncryption(config: Config): Promise<ShownEncryption> {
  return (await import('./encryption.js')).showEncryption(config);
}

/** Encrypts a store. @throws CvmatchError `key_missing`, `key_wrong`; `store_locked` while another process uses it. */
export async function encrypt(config: Config, onProgress: ResealProgress): Promise<ChangedEncryption> {
  return (await import('./encryption.js')).encrypt(config, onProgress);
}

/** Decrypts a store. @throws CvmatchError as `encrypt`. */
export async function decrypt(config: Config, onProgress: ResealProgress): Promise<ChangedEncryption> {
  return (await import('./encryption.js')).decrypt(config, onProgress);
}

/** Gives every tenant a new data key. @throws CvmatchError as `encrypt`; `nothing_to_do` if nothing is encrypted. */
export async function rotate(config: Config, onProgress: ResealProgress): Promise<ChangedEncryption> {
  return (await import('./encryption.js')).rotate(config, onProgress);
}

/** Encrypts the data keys by another key of the operator: a file, or `command:...`. @throws CvmatchError as `rotate`. */
export async function changeMasterKey(config: Config, next: string): Promise<ShownEncryption> {
  return (await import('./encryption.js')).changeMasterKey(config, next);
}

/** Makes a key for `encryptionKey` in a new file. @throws CvmatchError `path_not_found`. */
export async function makeKeyFile(file: string): Promise<MadeKey> {
  return (await import('./encryption.js')).makeKeyFile(file);
}

/** Who did what, the newest first. @throws CvmatchError `not_found`, `bad_flag`. */
export async function listAudit(
  config: Config,
  request: AuditListRequest,
): Promise<{ records: AuditRecord[]; next: string | null }> {
  return (await import('./audit.js')).listAudit(config, request);
}

/** The same as JSON Lines or CSV, the oldest first, to stdout or a file. @throws CvmatchError as `listAudit`. */
export async function exportAudit(config: Config, request: AuditExportRequest): Promise<{ records: number }> {
  return (await import('./audit.js')).exportAudit(config, request);
}

/** Whether the log is what was written; `from`: an anchor that was kept elsewhere. @throws CvmatchError `bad_flag`. */
export async function auditVerdict(config: Config, from?: string): Promise<AuditVerdict> {
  return (await import('./audit.js')).auditVerdict(config, from);
}

/** Certificates of what was removed, the newest first. */
export async function listCertificates(config: Config, query: CertificateQuery): Promise<CertificateList> {
  return (await import('./erasures.js')).listCertificates(config, query);
}

/** @throws CvmatchError `not_found`. */
export async function showCertificate(config: Config, id: string): Promise<SignedCertificate> {
  return (await import('./erasures.js')).showCertificate(config, id);
}
