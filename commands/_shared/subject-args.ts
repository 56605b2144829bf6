import { Args } from '@oclif/core';

/** Of the commands about a person. */
export const who = Args.string({
  required: true,
  description:
    'a CV (path, name as uploaded, or first digits of its id), an e-mail address, a name, or the id of a candidate',
});
