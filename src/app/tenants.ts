import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.js';
import { DEFAULT_TENANT, isTenantId, TENANT_ID_EXPECTS, type Tenant } from '../domain/index.js';
import { CvmatchError, isCvmatchError } from '../errors.js';
import { withWorkspace, type Workspace } from '../open.js';

export interface ListedTenant extends Tenant {
  cvs: number;
  /** Size of the tenant's database on disk. */
  bytes: number;
}

export interface RemovedTenant {
  tenant: string;
  /** `erasure_pending`: a process still has the store open; the files are deleted as soon as it closes them. */
  state: 'removed' | 'erasure_pending';
}

/** The time that a running service may take to close a tenant's store. */
const LEAVE_MS = 15_000;
const LOOK_MS = 200;

/** @throws CvmatchError `bad_flag` for an invalid id, or one that is taken. */
export async function addTenant(config: Config, id: string): Promise<Tenant> {
  if (!isTenantId(id))
    throw new CvmatchError('bad_flag', `"${id}" is not a valid tenant id`, {
      hint: `It must be ${TENANT_ID_EXPECTS}.`,
    });
  return inPlace(config, true, async ({ registry }) => {
    const added = await registry.tenants.add(id);
    if (added !== null) return added;
    const removing = (await registry.tenants.removing()).includes(id);
    throw new CvmatchError(
      'bad_flag',
      removing ? `the tenant ${id} is being removed` : `the tenant ${id} already exists`,
      {
        hint: removing
          ? `Run \`cvmatch tenants remove ${id}\` again to complete the removal.`
          : '`cvmatch tenants list` shows all of them.',
      },
    );
  });
}

/** Oldest first. */
export async function listTenants(config: Config): Promise<ListedTenant[]> {
  return inPlace(config, false, async (place) => {
    const listed: ListedTenant[] = [];
    for (const tenant of await place.registry.tenants.list()) {
      const { cvs, bytes } = await (await place.as(tenant.id)).store.summary();
      await place.leave(tenant.id);
      listed.push({ ...tenant, cvs, bytes });
    }
    return listed;
  });
}

/**
 * Revokes a tenant's keys at once, and deletes all its data as soon as no process has it open.
 * @throws CvmatchError `not_found`; `bad_flag` for `default`; `conflict` if some of it is held, unless `despiteHold`.
 */
export async function removeTenant(
  config: Config,
  id: string,
  { despiteHold = false }: { despiteHold?: boolean } = {},
): Promise<RemovedTenant> {
  if (id === DEFAULT_TENANT)
    throw new CvmatchError('bad_flag', 'the tenant default cannot be removed', {
      hint: 'Remove its CVs with `cvmatch remove`, or delete the workspace folder.',
    });
  return inPlace(config, false, async (place) => {
    if (!despiteHold) await requireFree(place, id);
    if (!(await place.beginErasure(id)))
      throw new CvmatchError('not_found', `there is no tenant ${id}`, {
        hint: '`cvmatch tenants list` shows all of them.',
      });
    const deadline = Date.now() + LEAVE_MS;
    for (;;) {
      if (await place.erase(id)) return { tenant: id, state: 'removed' };
      if (Date.now() > deadline) return { tenant: id, state: 'erasure_pending' };
      await sleep(LOOK_MS);
    }
  });
}

/** A store that cannot be read any more tells of no hold, and can be removed. */
async function requireFree(place: Workspace, id: string): Promise<void> {
  if ((await place.registry.tenants.get(id)) === null) return;
  const held = await heldIn(place, id).catch((error: unknown) => {
    if (!isCvmatchError(error)) throw error;
    return 0;
  });
  if (held === 0) return;
  throw new CvmatchError('conflict', `${held} CVs of the tenant ${id} are held, so nothing was removed`, {
    hint: `\`cvmatch retention hold list --tenant ${id}\` says why. Release the holds, or add --despite-hold.`,
  });
}

async function heldIn(place: Workspace, id: string): Promise<number> {
  try {
    return await (await place.as(id)).store.retention.heldCvs();
  } finally {
    await place.leave(id);
  }
}

function inPlace<T>(config: Config, create: boolean, body: (place: Workspace) => Promise<T>): Promise<T> {
  return withWorkspace({ ...config, tenant: DEFAULT_TENANT }, { create }, body);
}
