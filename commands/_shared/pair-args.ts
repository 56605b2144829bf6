import { Args, Flags } from '@oclif/core';

/** A pair by its number, or two CVs, and who decides. */
export const pairArgs = {
  pair: Args.string({
    required: true,
    description: 'number of a pair, or the path or first digits of the id of a CV',
  }),
  cv: Args.string({ description: 'the other CV, where the first is one' }),
};

export const byFlag = Flags.string({
  helpValue: 'NAME',
  description: 'who decides (default: the user of this machine)',
});
