import { randomUUID } from 'node:crypto';
import { CvmatchError } from '../errors.js';
import type { FilesUsage } from '../files/port.js';
import { actingNow } from '../store/audit/acting.js';
import { certificateOf, type CertificateDraft } from '../store/certificates.js';
import { cvPages } from '../store/pages.js';
import type { KnownBackups, Registry, Store } from '../store/port/index.js';

/** The certificate of a removed tenant, which is kept by `default`: the tenant's own store goes. */

interface TenantDraft {
  id: string;
  askedAt: string;
  draft: CertificateDraft;
}

interface OpenedTenant {
  store: Store;
  originals: { usage(): Promise<FilesUsage> };
}

/**
 * Begins the removal of a tenant. What its certificate will say is kept with that; a tenant whose store cannot be opened any
 * more is removed without one. False if there is no such tenant.
 */
export async function beginTenantRemoval(
  { tenants }: Pick<Registry, 'tenants'>,
  root: Store,
  tenant: string,
  open: () => Promise<OpenedTenant>,
): Promise<boolean> {
  if ((await tenants.get(tenant)) === null) return tenants.beginRemoval(tenant);
  const draft = await draftOf(root, open).catch((error: unknown) => {
    process.emitWarning(
      `the store of ${tenant} cannot be read (${(error as Error).message}): it is removed without a certificate`,
      'CvmatchWarning',
    );
    return null;
  });
  return tenants.beginRemoval(tenant, draft === null ? undefined : JSON.stringify(draft));
}

async function draftOf(root: Store, open: () => Promise<OpenedTenant>): Promise<TenantDraft> {
  const { store, originals } = await open();
  const key = await root.audit.key();
  const pseudonyms: string[] = [];
  for await (const page of cvPages(store.cvs, { order: 'oldest', allRevisions: true }))
    pseudonyms.push(...page.map(({ cvId }) => key.pseudonym('cv', cvId)));
  const { cvs, files } = await store.summary();
  // The positive control: what is counted can be read, each CV of it.
  if (cvs > pseudonyms.length)
    throw new CvmatchError('store_corrupt', `${cvs} CVs are counted and ${pseudonyms.length} listed`);
  const kept = await originals.usage();
  const count = Object.values(files).reduce((sum, n) => sum + n, 0);
  const draft: CertificateDraft = {
    ...{ kind: 'tenant', ...actingNow(), cvs: pseudonyms.length, files: count, jds: (await store.jds.list()).length },
    pseudonyms: pseudonyms.sort(),
    before: [
      { place: 'cvs', rows: cvs, hits: pseudonyms.length },
      { place: 'originals', rows: kept.files, hits: kept.files },
    ],
    cameAt: null,
  };
  return { id: randomUUID(), askedAt: new Date().toISOString(), draft };
}

const AFTER = {
  folder: ['folder of the tenant', 'originals and uploads'],
  server: ['tables', 'originals and uploads'],
};
const BEYOND = {
  folder: [
    'blocks of the disk that its file system has freed: files are deleted as a whole, and not overwritten',
    'copies of the store that were made without cvmatch backup',
  ],
  server: [
    'free space of pages, until another row is written there',
    'the write-ahead log and its archive, base backups and dumps, until they are recycled or deleted',
  ],
};

/** To be called once everything of a tenant is gone, before its entry is deleted. Safe to call twice. */
export async function certifyTenantRemoval(
  { tenants }: Pick<Registry, 'tenants'>,
  root: Store,
  tenant: string,
  { kind, backups }: { kind: 'folder' | 'server'; backups: KnownBackups[] },
): Promise<void> {
  const kept = await tenants.draft(tenant);
  if (kept === null) return;
  const { id, askedAt, draft } = JSON.parse(kept) as TenantDraft;
  const end = {
    ...{ id, askedAt, endedAt: new Date().toISOString(), markFound: false, held: 0, backups, beyond: BEYOND[kind] },
    after: AFTER[kind].map((place) => ({ place, bytes: 0 })),
  };
  await root.erasures.certify(certificateOf(draft, end));
}
