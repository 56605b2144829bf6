/** What a process was asked to do: `drain`, end after what it has in hand; `stop`, end soon. */
export const WANTED = ['drain', 'stop'] as const;
export type Wanted = (typeof WANTED)[number];

/** What a process says about itself with each beat. */
export interface ProcessBeat {
  /** 8 hex digits, random. */
  id: string;
  host: string;
  pid: number;
  /** Of cvmatch. */
  version: string;
  /** What it does, e.g. `worker`. */
  role: string;
  state: 'running' | 'draining';
  /** Tasks of all tenants that it has taken and not ended. */
  held: number;
  /** Tasks that it has ended. */
  done: number;
  /** Whether it would keep the schedule; one process does at a time. */
  schedules: boolean;
}

/** A process that serves or works; times are of the store's clock, ISO. */
export interface ServingProcess extends Omit<ProcessBeat, 'schedules'> {
  startedAt: string;
  beatAt: string;
  /** Milliseconds since then. */
  beatMs: number;
  /** Without another beat it is forgotten then. */
  leaseUntil: string;
  wanted: Wanted | null;
  /** Whether it keeps the schedule. */
  leads: boolean;
}

/** What a process counted since it started. */
export interface ProcessCounts {
  /** Null: of all tenants together. */
  tenant: string | null;
  /** As the processes agree among themselves; null: nothing any more. */
  counts: string | null;
}

/** Processes that serve or work on the workspace. They belong to no tenant, and hold nothing of one but counts. */
export interface ProcessRepository {
  /**
   * Says that a process is alive; it is listed until it leaves or `leaseMs` pass without another beat. Returns null unless
   * it keeps the schedule from now on, which the first does that would, until its lease ends or it would no more; then
   * the milliseconds for which nobody may have kept it: since the last beat of another that did, 0 if it was this one or
   * if there was none.
   */
  beat(process: ProcessBeat, leaseMs: number): Promise<number | null>;
  /** Those that are alive, oldest first. */
  list(): Promise<ServingProcess[]>;
  /** Asks a process to end, to be read by itself with `wantedOf`; `stop` replaces `drain`. False if it is not listed. */
  want(id: string, what: Wanted): Promise<boolean>;
  wantedOf(id: string): Promise<Wanted | null>;
  /** Replaces what a listed process counted, for these tenants. */
  count(id: string, counts: ProcessCounts[]): Promise<void>;
  /** What those that are alive counted of a tenant, or (null) of all together, except process `id`. */
  countedBesides(id: string, tenant: string | null): Promise<string[]>;
  leave(ids: string[]): Promise<void>;
}
