import { tenantFolder } from '../config/workspace.js';
import { keepAudit, type AuditKeeping } from '../govern/audit/keep.js';
import { actingAs, byItself } from '../store/audit/acting.js';
import { startWorkers } from './work.js';
import type { Worker } from '../ingest/worker.js';
import type { Workspace } from '../open.js';
import type { TenantParts } from '../service/parts.js';
import type { Leader } from '../service/processes/presence.js';
import type { Schedule } from '../service/schedule/index.js';
import { onWork, type Observing } from '../service/telemetry/observer.js';
import { ingestOptionsOf } from './ingest.js';
import { matchParts } from './match.js';
import { OpenTenants } from './open-tenants.js';
import type { ProcessWork } from './process-work.js';
import { openSchedule } from './schedule.js';
import { startUpkeep, type Observed } from './telemetry.js';

/** The tenants of a service. Each has the parts that its requests need, its periodic tasks and its worker. */
export interface ServedTenants {
  parts(tenant: string): Promise<TenantParts>;
  /**
   * Takes uploads from the queues, if the service has workers at all. Rejects with an error that stops the home
   * tenant's worker.
   */
  work(): Promise<void>;
  close(): Promise<void>;
}

/** What the tenants of a serving process share. */
export interface ServingParts {
  work: ProcessWork;
  leader: Leader;
  /** The version of cvmatch. */
  version: string;
}

export async function openServedTenants(
  home: Workspace,
  observed: Observed,
  shared: ServingParts,
): Promise<ServedTenants> {
  let isWorking = false;
  const onError = (tenant: string, error: unknown): void => {
    observed.process.log.error({ tenant, err: error }, 'a tenant cannot be served');
  };
  const tenants = await OpenTenants.open<ServedTenant>(home, {
    onError,
    begin: async (workspace) => {
      observed.watch(workspace);
      const served = await ServedTenant.open(workspace, observed, shared);
      // A tenant added while the service runs starts at once; the others wait until the service listens.
      if (isWorking)
        served.work().catch((error: unknown) => {
          onError(workspace.tenant, error);
        });
      return served;
    },
  });
  return {
    parts: async (tenant) => (await tenants.of(tenant)).parts,
    work: async () => {
      isWorking = true;
      const own = await tenants.of(home.tenant);
      void tenants.all().then((all) => {
        for (const served of all)
          if (served !== own)
            served.work().catch((error: unknown) => {
              onError(served.parts.id, error);
            });
      });
      await own.work();
    },
    close: () => tenants.close(),
  };
}

class ServedTenant {
  readonly parts: TenantParts;
  private readonly leaving = new AbortController();
  private readonly stopUpkeep: () => Promise<void>;
  private worker: Promise<Worker> | null = null;

  private constructor(
    private readonly workspace: Workspace,
    private readonly observed: Observed,
    private readonly shared: ServingParts,
    private readonly schedule: Schedule,
    private readonly audit: AuditKeeping,
    parts: Omit<TenantParts, 'schedule' | 'audit' | 'uploaded' | 'ended' | keyof Observing>,
  ) {
    this.stopUpkeep = startUpkeep(observed.of(workspace.tenant), workspace);
    const rest = (): void => void schedule.close();
    const { draining } = shared.work;
    draining.addEventListener('abort', rest, { once: true, signal: this.leaving.signal });
    if (draining.aborted) rest();
    this.parts = {
      ...observed.of(workspace.tenant),
      ...parts,
      schedule,
      audit,
      ended: this.leaving.signal,
      // What the worker does then is not done by who sent the request.
      uploaded: () =>
        void actingAs(byItself('worker'), () => this.worker?.then((worker) => worker.look()).catch(() => undefined)),
    };
  }

  static async open(workspace: Workspace, observed: Observed, shared: ServingParts): Promise<ServedTenant> {
    const { log } = observed.process;
    const { tenant: id } = workspace;
    const schedule = await openSchedule(workspace, observed.of(id), shared, ({ name, outcome, result, ms }) => {
      log.info({ tenant: id, scheduled: name, outcome, result, ms }, 'scheduled');
      if (name === 'backup' && outcome !== 'busy') observed.process.metrics.backup(outcome === 'done');
    });
    const [reading, matching] = [await ingestOptionsOf(workspace, {}), await matchParts(workspace)];
    const audit = await keepAudit(tenantFolder(workspace.folder, id), workspace.store.audit, (error) => {
      log.warn({ tenant: id, err: error }, 'the audit log could not take in or seal records just now');
    });
    return new ServedTenant(workspace, observed, shared, schedule, audit, { id, workspace, reading, matching });
  }

  /** Resolves when the tenant's worker is stopped; never where the service has none, or goes on without. */
  async work(): Promise<void> {
    if (this.workspace.config.workers > 0) {
      this.worker ??= this.startWorker();
      await (
        await this.worker
      ).ended;
      if (!this.shared.work.draining.aborted) return;
    }
    await new Promise(() => undefined);
  }

  private async startWorker(): Promise<Worker> {
    const told = onWork(this.observed.of(this.workspace.tenant));
    const worker = await startWorkers(this.workspace, {
      onEvent: (event) => {
        told(event);
        this.shared.work.note(event);
      },
    });
    this.shared.work.add(worker);
    return worker;
  }

  async close(): Promise<void> {
    this.leaving.abort();
    await this.schedule.close();
    await this.stopUpkeep();
    await (await this.worker?.catch(() => undefined))?.stop(this.workspace.config.stopLimit);
    await this.audit.close();
    this.observed.forget(this.workspace.tenant);
  }
}
