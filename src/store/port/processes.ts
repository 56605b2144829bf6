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
}

/** A process that serves or works; times are of the store's clock, ISO. */
export interface ServingProcess extends ProcessBeat {
  startedAt: string;
  beatAt: string;
  /** Milliseconds since then. */
  beatMs: number;
  /** Without another beat it is forgotten then. */
  leaseUntil: string;
  wanted: Wanted | null;
}

/** Processes that serve or work on the workspace. They belong to no tenant and hold nothing of one. */
export interface ProcessRepository {
  /** Says that a process is alive; it is listed until it leaves or `leaseMs` pass without another beat. */
  beat(process: ProcessBeat, leaseMs: number): Promise<void>;
  /** Those that are alive, oldest first. */
  list(): Promise<ServingProcess[]>;
  /** Asks a process to end, to be read by itself with `wantedOf`; `stop` replaces `drain`. False if it is not listed. */
  want(id: string, what: Wanted): Promise<boolean>;
  wantedOf(id: string): Promise<Wanted | null>;
  leave(ids: string[]): Promise<void>;
}
