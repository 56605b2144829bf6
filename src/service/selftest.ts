import type { Stage } from '../domain/index.js';

export interface StageResult {
  stage: Stage | 'store';
  ok: boolean;
  /** Milliseconds; null where it failed, or is part of another. */
  ms: number | null;
  /** Why it failed. */
  code: string | null;
}

/** What `POST /v1/admin/selftest` answers. Stages after one that failed are left out. */
export interface SelftestReport {
  ok: boolean;
  stages: StageResult[];
}
