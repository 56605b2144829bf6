import { failure, type Outcome } from '../domain/index.js';

export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}

export function readProblem(error: unknown): Extract<Outcome<never>, { ok: false }> {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? failure('file_vanished', 'it is not there any more')
    : failure('read_error', `it cannot be read (${code})`);
}
