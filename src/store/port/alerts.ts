export interface FiringAlert {
  name: string;
  /** ISO time since which it has been above its threshold. */
  since: string;
  value: number;
}

/** Firing alerts, so that they survive a restart. */
export interface AlertRepository {
  all(): Promise<FiringAlert[]>;
  put(alert: FiringAlert): Promise<void>;
  remove(name: string): Promise<void>;
}
