import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.js';
import { DEFAULT_TENANT, isTenantId, TENANT_ID_EXPECTS, type Tenant } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import { withWorkspace, type Workspace } from '../open.js';

export interface ListedTenant extends Tenant {
  cvs: number;
  /** Of its store on disk. */
  bytes: number;
}

export interface RemovedTenant {
  tenant: string;
  /** `erasure_pending`: a process still has its store open; the files go as soon as that one lets them. */
  state: 'removed' | 'erasure_pending';
}

/** What a running service may take to leave a tenant. */
const LEAVE_MS = 15_000;
const LOOK_MS = 200;

/** @throws CvmatchError `bad_flag` for an id that is none, or that is taken. */
export async function addTenant(config: Config, id: string): Promise<Tenant> {
  if (!isTenantId(id))
    throw new CvmatchError('bad_flag', `"${id}" is no id of a tenant`, { hint: `It must be ${TENANT_ID_EXPECTS}.` });
  return inPlace(config, true, async ({ registry }) => {
    const added = await registry.tenants.add(id);
    if (added !== null) return added;
    const removing = (await registry.tenants.removing()).includes(id);
    throw new CvmatchError('bad_flag', removing ? `the tenant ${id} is being removed` : `there is a tenant ${id}`, {
      hint: removing
        ? `Run \`cvmatch tenants remove ${id}\` again to end that.`
        : '`cvmatch tenants list` shows all of them.',
    });
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
 * Ends a tenant's keys at once, and erases everything of it once no process has it open.
 * @throws CvmatchError `not_found`; `bad_flag` for `default`.
 */
export async function removeTenant(config: Config, id: string): Promise<RemovedTenant> {
  if (id === DEFAULT_TENANT)
    throw new CvmatchError('bad_flag', 'the tenant default cannot be removed', {
      hint: 'Remove its CVs with `cvmatch remove`, or delete the workspace folder.',
    });
  return inPlace(config, false, async (place) => {
    if (!(await place.registry.tenants.beginRemoval(id)))
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

function inPlace<T>(config: Config, create: boolean, body: (place: Workspace) => Promise<T>): Promise<T> {
  return withWorkspace({ ...config, tenant: DEFAULT_TENANT }, { create }, body);
}
