import type { Workspace } from '../open.js';

/** How often the list of tenants is read again. */
const LOOK_MS = 1000;

export interface TenantWork {
  /** Ends what is under way for the tenant; the workspace is closed afterwards. */
  close(): Promise<void>;
}

interface OpenTenantsOptions<T> {
  /** Starts the work for a tenant. */
  begin: (workspace: Workspace) => Promise<T>;
  /** Called with an error of one tenant; the work for the other tenants continues. */
  onError: (tenant: string, error: unknown) => void;
}

/**
 * The tenants that a process works for. Tenants that are added while it runs are taken up, and tenants that are being
 * removed are closed, so that their files can be deleted.
 */
export class OpenTenants<T extends TenantWork> {
  private readonly working = new Map<string, Promise<T>>();
  private readonly timer: NodeJS.Timeout;
  private readonly failing = new Set<string>();
  private looking: Promise<void> | null = null;
  private closed = false;

  private constructor(
    private readonly home: Workspace,
    private readonly options: OpenTenantsOptions<T>,
  ) {
    this.timer = setInterval(() => {
      this.lookAgain();
    }, LOOK_MS).unref();
  }

  /** Resolves when the home tenant is open, and throws only if it cannot be; the others are opened in the background. */
  static async open<T extends TenantWork>(home: Workspace, options: OpenTenantsOptions<T>): Promise<OpenTenants<T>> {
    const tenants = new OpenTenants<T>(home, options);
    try {
      await tenants.of(home.tenant);
      tenants.lookAgain();
      return tenants;
    } catch (error) {
      await tenants.close();
      throw error;
    }
  }

  /** @throws CvmatchError `not_found`, or an error of the store. */
  of(tenant: string): Promise<T> {
    const known = this.working.get(tenant);
    if (known !== undefined) return known;
    const opening = this.home.as(tenant).then((workspace) => this.options.begin(workspace));
    this.working.set(tenant, opening);
    // A failure is not remembered: the next caller tries again.
    opening.catch(() => this.working.delete(tenant));
    return opening;
  }

  /** Those that could be opened; waits for those that are being opened. */
  async all(): Promise<T[]> {
    await this.looking;
    const all = await Promise.all([...this.working.values()].map((work) => work.catch(() => null)));
    return all.filter((work) => work !== null);
  }

  private lookAgain(): void {
    this.looking ??= this.look()
      .catch(() => undefined) // the next look may find the store again
      .finally(() => {
        this.looking = null;
      });
  }

  private async look(): Promise<void> {
    const there = new Set((await this.home.registry.tenants.list()).map(({ id }) => id));
    for (const tenant of [...this.working.keys()].filter((id) => !there.has(id))) await this.leave(tenant);
    // Files of tenants that were removed while a process had them open.
    for (const tenant of await this.home.registry.tenants.removing())
      await this.tried(tenant, () => this.home.erase(tenant));
    for (const tenant of there) {
      if (this.closed) return;
      await this.tried(tenant, () => this.of(tenant));
    }
  }

  /** What keeps failing is told once. */
  private async tried(tenant: string, body: () => Promise<unknown>): Promise<void> {
    try {
      await body();
      this.failing.delete(tenant);
    } catch (error) {
      if (!this.failing.has(tenant)) this.options.onError(tenant, error);
      this.failing.add(tenant);
    }
  }

  private async leave(tenant: string): Promise<void> {
    const work = this.working.get(tenant);
    this.working.delete(tenant);
    await (await work?.catch(() => null))?.close();
    await this.home.leave(tenant);
  }

  /** Ends the work for all tenants; the workspace stays open. */
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    const all = await this.all();
    this.working.clear();
    await Promise.all(all.map((work) => work.close()));
  }
}
