/**
 * The only error class. An error says what happened and what to do next, keeps its cause, and is matched by `code`,
 * never by its text. A problem with one CV is no error but an `Outcome` (domain/outcome.ts).
 */
export const ERROR_CODES = {
  // usage (exit code 2)
  bad_flag: 2,
  bad_config: 2,
  path_not_found: 2,
  jd_empty: 2,
  jd_unreadable: 2,
  nothing_to_do: 2,
  not_found: 2,
  // failed (exit code 1)
  store_missing: 1,
  store_newer: 1,
  store_locked: 1,
  store_full: 1,
  store_unreachable: 1,
  store_corrupt: 1,
  key_missing: 1,
  key_wrong: 1,
  model_missing: 1,
  model_invalid: 1,
  model_mismatch: 1,
  vector_invalid: 1,
  dataset_invalid: 1,
  tool_missing: 1,
  network_refused: 1,
  // of the service (src/service/http/problem.ts maps each to an HTTP status)
  bad_request: 2,
  unauthorized: 2,
  forbidden: 2,
  method_not_allowed: 2,
  request_timeout: 1,
  bad_range: 2,
  conflict: 2,
  too_large: 2,
  unsupported_media: 2,
  too_many_requests: 1,
  busy: 1,
  internal: 1,
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** Exit codes of all commands: documented in README, tested in commands/. */
export const EXIT = { done: 0, failed: 1, usage: 2, partial: 3, gate: 4, interrupted: 130 } as const;

export class CvmatchError extends Error {
  readonly code: ErrorCode;
  /** What the user can do next, as a sentence; empty where there is nothing to do. */
  readonly hint: string;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CvmatchError';
    this.code = code;
    this.hint = options.hint ?? '';
  }

  get exitCode(): number {
    return ERROR_CODES[this.code];
  }
}

/** `where`: a path, or a URL without its secrets. `reason`: the system's error code. */
export function storeUnreachable(where: string, reason: string, cause: unknown): CvmatchError {
  const hint = 'Check that its disk or its server is there and answers, then run this again; nothing was lost.';
  return new CvmatchError('store_unreachable', `${where} cannot be reached (${reason})`, { cause, hint });
}

/** The store cannot be used at the moment, for reasons other than its contents: the same call may succeed later. */
const PASSING: readonly ErrorCode[] = ['store_locked', 'store_full', 'store_unreachable'];

export function mayPass(error: unknown): error is CvmatchError {
  return isCvmatchError(error) && PASSING.includes(error.code);
}

export function isCvmatchError(error: unknown, code?: ErrorCode): error is CvmatchError {
  return error instanceof CvmatchError && (code === undefined || error.code === code);
}
