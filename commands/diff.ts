import { Args } from '@oclif/core';
import { diffRevisions, loadConfig, renderProfileDiff, type ProfileDiff } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { blindFlag } from './_shared/blind-flag.js';
import { workspaceTexts } from './_shared/settings.js';

const revision = (description: string) => Args.integer({ description, min: 1 });

export default class Diff extends BaseCommand {
  static override summary = "Show what differs between two revisions of a candidate's CV";
  static override description =
    'Compares what was read from them, field by field; the order of entries does not count. `show CV --revision N` shows one ' +
    'of them whole.';
  static override examples = [
    '<%= config.bin %> diff cvs/jane.pdf',
    '<%= config.bin %> diff cvs/jane.pdf 1 3',
    '<%= config.bin %> diff cvs/jane.pdf --json',
  ];
  static override args = {
    cv: Args.string({ required: true, description: 'a CV of the candidate: its path, or the first digits of a CvId' }),
    from: revision('revision to compare from (default: the one before)'),
    to: revision('revision to compare with (default: the latest)'),
  };
  static override flags = { blind: blindFlag };

  async run(): Promise<ProfileDiff> {
    const { args, flags } = await this.parse(Diff);
    const { cv, from, to } = args;
    const diff = await diffRevisions(loadConfig(workspaceTexts(flags)).values, { cv, from, to, blind: flags.blind });
    this.log(renderProfileDiff(diff));
    return diff;
  }
}
