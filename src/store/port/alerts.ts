export interface FiringAlert {
  name: string;
  /** ISO time since when it is above its threshold. */
  since: string;
  value: number;
}

/** Which alerts fire, for after a restart. */
export interface AlertRepository {
  all(): Promise<FiringAlert[]>;
  put(alert: FiringAlert): Promise<void>;
  remove(name: string): Promise<void>;
}
