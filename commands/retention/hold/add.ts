import { Args, Flags } from '@oclif/core';
import { addHold, loadConfig, renderHolds, type Hold } from '../../../src/index.js';
import { BaseCommand } from '../../_shared/base.js';
import { byFlag } from '../../_shared/pair-args.js';
import { workspaceTexts } from '../../_shared/settings.js';

export default class RetentionHoldAdd extends BaseCommand {
  static override summary = 'Hold CVs: no rule erases them, and `remove` refuses to';
  static override description =
    'A candidate is held with all CVs, those that come later included, until the hold is released. Conditions hold those who meet them now.';
  static override examples = [
    '<%= config.bin %> retention hold add ./cvs/ada.pdf --reason "claim 4711"',
    '<%= config.bin %> retention hold add --where "label ~ welder" --reason "audit 2027-3"',
  ];
  static override strict = false;
  static override args = {
    cv: Args.string({ description: 'path of a CV, or the first digits of its id (six or more); several may be given' }),
  };
  static override flags = {
    where: Flags.string({
      multiple: true,
      helpValue: 'CONDITION',
      description: 'all that meet it now, e.g. "label ~ welder"; may be repeated',
    }),
    reason: Flags.string({ required: true, description: 'why, best by a file number instead of a name' }),
    by: byFlag,
  };

  async run(): Promise<Hold> {
    const { argv, flags } = await this.parse(RetentionHoldAdd);
    const { where, reason, by } = flags;
    const config = loadConfig(workspaceTexts(flags)).values;
    const hold = await addHold(config, { cvs: argv as string[], where, reason, by });
    this.log(renderHolds([hold]));
    return hold;
  }
}
