/**
 * Crosses thread and process boundaries instead of an exception, which would lose its class, name and code. `code` of a
 * failure is a FailureCode; `message` never contains CV text.
 */
export type Outcome<T> = { ok: true; value: T } | { ok: false; state: FailedState; code: FailureCode; message: string };

/** Final states of a file: every file ends in exactly one of them. */
export const FILE_STATES = [
  'ready',
  'duplicate',
  'empty',
  'needs_ocr',
  'encrypted',
  'unsupported',
  'too_large',
  'timeout',
  'failed',
  'erased',
] as const;
export type FileState = (typeof FILE_STATES)[number];
export type FailedState = Exclude<FileState, 'ready' | 'duplicate'>;

/** Reasons why a file is not ready: stable codes for programs. One state may have several. */
export const FAILURE_CODES = {
  empty_file: 'empty',
  no_text: 'empty',
  no_text_layer: 'needs_ocr',
  is_image: 'needs_ocr',
  ocr_failed: 'failed',
  password_required: 'encrypted',
  unknown_format: 'unsupported',
  unsupported_format: 'unsupported',
  file_too_large: 'too_large',
  expands_too_large: 'too_large',
  memory_limit: 'failed',
  time_limit: 'timeout',
  corrupt: 'failed',
  garbled_text: 'failed',
  read_error: 'failed',
  file_vanished: 'failed',
  worker_crashed: 'failed',
  embedding_failed: 'failed',
  internal: 'failed',
  erased_before: 'erased',
} as const satisfies Record<string, FailedState>;
export type FailureCode = keyof typeof FAILURE_CODES;

export function ok<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failure(code: FailureCode, message: string): Extract<Outcome<never>, { ok: false }> {
  return { ok: false, state: FAILURE_CODES[code], code, message };
}

/** Stages of processing a CV, and the status that each may have. */
export const STAGES = ['extract', 'profile', 'embed', 'match', 'explain'] as const;
export type Stage = (typeof STAGES)[number];
export const STAGE_STATUSES = ['pending', 'running', 'done', 'failed'] as const;
export type StageStatus = (typeof STAGE_STATUSES)[number];
