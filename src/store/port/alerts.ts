export interface FiringAlert {
  name: string;
  /** ISO time since which it has been above its threshold. */
  since: string;
  value: number;
}

/** What a process found about one alert. */
export interface JudgedAlert {
  name: string;
  /** Null if nothing was measured. */
  value: number | null;
  /** ISO time since which it has been above its threshold; null: it does not fire in this process. */
  since: string | null;
  /** This process told already that it fires, while the store could not be reached. */
  told: boolean;
}

/** That an alert began or is over, to be told once. Times are ISO. */
export interface AlertChange {
  id: number;
  name: string;
  status: 'firing' | 'resolved';
  since: string;
  value: number | null;
  at: string;
}

/** Alerts of all processes of a workspace: each judges what it measures itself, and one of them tells a change. */
export interface AlertRepository {
  /** Those that fire, by name. */
  firing(): Promise<FiringAlert[]>;
  /**
   * Says what a process found, of all its alerts. One that fires in no other process begins; one that fires in no living
   * process is over. The change is noted in the same transaction, by whichever process brings it about. Returns those
   * that fire now, by name.
   */
  say(process: string, judged: readonly JudgedAlert[]): Promise<FiringAlert[]>;
  /**
   * The oldest change that nobody has told, for `leaseMs`; null if there is none, or another process has it. Changes older than
   * an hour are forgotten.
   */
  take(process: string, leaseMs: number): Promise<AlertChange | null>;
  /** Ends what `take` began: forgets the change, or leaves it to whoever comes next. */
  settle(id: number, isTold: boolean): Promise<void>;
}

/** Milliseconds for which a change waits for somebody who can tell it, and the most that wait: the newest. */
export const CHANGE_KEPT_MS = 3_600_000;
export const MOST_CHANGES = 100;
