import { Flags } from '@oclif/core';

/** For blind review, the same words for every command that has it. */
export const blindFlag = Flags.boolean({
  description: 'hide names, contacts, ages, genders, schools and file names; candidates have labels instead',
});
