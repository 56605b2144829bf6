/** Limits and sizes that src/config/config.ts decides; part of every command's settings. */
export interface ServiceSettings {
  /** Bytes of one file. */
  maxSize: number;
  /** Bytes of one upload with all its files. */
  maxUpload: number;
  /** Open tasks from which on uploads are refused. */
  backlogLimit: number;
  /** `auto`: a key is asked for unless the service is bound to loopback. */
  requireKey: 'auto' | 'always';
  /** Whether the address of a caller is what a proxy says it is. */
  trustProxy: boolean;
  /** Requests of one address an hour; 0: no limit. */
  rateRequests: number;
  /** CVs of one key, or of one address without a key, an hour; 0: no limit. */
  rateCvs: number;
  /** By route, e.g. `/v1/match`: requests of one caller. */
  rateRoutes: Record<string, QuotaRule>;
  /** Whether the limits hold for this machine too. */
  rateLoopback: boolean;
  /** Milliseconds that a ranking stays cached. */
  cacheTtl: number;
}

/** So many in a window of time. */
export interface QuotaRule {
  limit: number;
  windowMs: number;
}
