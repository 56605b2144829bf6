/**
 * Limits and sizes of the service, which are part of every command's settings; src/config/config.ts finds their values.
 */
export interface ServiceSettings {
  /** Largest size of one file in bytes. */
  maxSize: number;
  /** Largest size of one upload with all its files, in bytes. */
  maxUpload: number;
  /** Number of open tasks from which uploads are refused. */
  backlogLimit: number;
  /** Uploads that are received at once. */
  uploadsAtOnce: number;
  /** Bytes per second that an upload must keep up. */
  slowestUpload: number;
  /** `auto`: a key is required unless the service is bound to loopback. */
  requireKey: 'auto' | 'always';
  /** Whether a caller's address is taken from the proxy's headers. */
  trustProxy: boolean;
  /** Requests per address and hour; 0: no limit. */
  rateRequests: number;
  /** CVs per hour of one key, or of one address without a key; 0: no limit. */
  rateCvs: number;
  /** Requests of one caller by route, e.g. `/v1/match`. */
  rateRoutes: Record<string, QuotaRule>;
  /** Whether the limits apply to this machine too. */
  rateLoopback: boolean;
  /** Milliseconds for which a ranking is cached. */
  cacheTtl: number;
}

/** At most `limit` in a window of time. */
export interface QuotaRule {
  limit: number;
  windowMs: number;
}
