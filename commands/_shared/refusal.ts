import { CvmatchError, EXIT } from '../../src/index.js';
import { nearest } from './nearest.js';

/** What oclif's parser throws, its exit code that of usage. */
interface ParseError extends Error {
  code?: string;
  oclif?: { exit?: number };
  /** Unknown ones, as they were written. */
  flags?: string[];
}

/**
 * Any error as one of ours: what was typed wrong with what was probably meant, what the system refused; null for a
 * fault of ours.
 */
export function refusalOf(error: Error, command: { id: string; flags: string[] }): CvmatchError | null {
  if (error instanceof CvmatchError) return error;
  const { code, oclif } = error as ParseError;
  if (oclif?.exit === EXIT.usage && code !== 'EEXIT') return typedWrong(error, command);
  return 'syscall' in error ? ofSystem(error) : null;
}

function typedWrong(error: ParseError, { id, flags }: { id: string; flags: string[] }): CvmatchError {
  // eslint-disable-next-line no-control-regex -- oclif colours parts of its messages
  const plain = error.message.replace(/\u001b\[\d+m/g, '').replace(/See more help with --help\s*$/, '');
  const message = plain
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^Parsing (--\S+)/, '$1:')
    .replace(/^Nonexistent flags?:/, 'there is no flag')
    .replace(/^The following errors? occurred:? /, '');
  const asked = Array.isArray(error.flags) ? error.flags[0] : undefined;
  const meant = asked === undefined ? undefined : nearest(asked.replace(/^-+|=.*$/g, ''), flags);
  return new CvmatchError('bad_flag', message, {
    cause: error,
    hint: `${meant === undefined ? '' : `Did you mean --${meant}? `}See \`cvmatch help ${id.replaceAll(':', ' ')}\`.`,
  });
}

function ofSystem(error: Error): CvmatchError {
  if ((error as NodeJS.ErrnoException).syscall === 'uv_cwd')
    return new CvmatchError('path_not_found', 'the working directory is not there any more', {
      cause: error,
      hint: 'Go to another one.',
    });
  return new CvmatchError('internal', error.message, {
    cause: error,
    hint: 'Check the path, the permissions and the space on the disk.',
  });
}
