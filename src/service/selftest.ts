import type { Stage } from '../domain/index.js';

export interface StageResult {
  stage: Stage | 'store';
  ok: boolean;
  /** Milliseconds; null if it failed or is part of another. */
  ms: number | null;
  /** Why it failed. */
  code: string | null;
}

/** The answer of `POST /v1/admin/selftest`. Stages after a failed one are left out. */
export interface SelftestReport {
  ok: boolean;
  stages: StageResult[];
}
