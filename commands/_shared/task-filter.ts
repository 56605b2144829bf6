import { Args, Flags } from '@oclif/core';
import { CvmatchError, type TaskFilter } from '../../src/index.js';

/** Selects tasks by number, or by the reason of their failure. */
export const taskArgs = {
  ids: Args.string({ description: 'numbers of tasks, as `tasks list` shows them (default: all)' }),
};
export const taskFlags = {
  code: Flags.string({
    helpValue: 'CODE',
    description: 'only tasks that ended with this code or state, e.g. time_limit or needs_ocr',
  }),
};

export function taskFilter(argv: string[], code: string | undefined): TaskFilter {
  const wrong = argv.find((text) => !/^\d+$/.test(text));
  if (wrong !== undefined)
    throw new CvmatchError('bad_flag', `"${wrong}" is not the number of a task`, {
      hint: '`cvmatch tasks list` shows the numbers.',
    });
  return { ...(argv.length > 0 ? { ids: argv.map(Number) } : {}), ...(code === undefined ? {} : { code }) };
}
