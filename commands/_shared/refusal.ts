import { CvmatchError, EXIT } from '../../src/index.js';
import { nearest } from './nearest.js';

/** What oclif's parser throws, with its exit code for usage errors. */
interface ParseError extends Error {
  code?: string;
  oclif?: { exit?: number };
  /** Unknown flags as typed. */
  flags?: string[];
}

/** oclif says this of an argument of the wrong type, in an error without a code. */
const BAD_ARGUMENT = /^Expected an? \w+ but received: /;

/**
 * Turns an error into one of ours: a wrong flag or command with what was probably meant, or what the system refused.
 * Null for a defect of our own.
 */
export function refusalOf(error: Error, command: { id: string; flags: string[] }): CvmatchError | null {
  if (error instanceof CvmatchError) return error;
  const { code, oclif } = error as ParseError;
  if ((oclif?.exit === EXIT.usage && code !== 'EEXIT') || BAD_ARGUMENT.test(error.message))
    return typedWrong(error, command);
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
