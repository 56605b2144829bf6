import { Args, Flags } from '@oclif/core';
import { listHolds, loadConfig, renderHolds, type Hold } from '../../../src/index.js';
import { BaseCommand } from '../../_shared/base.js';
import { workspaceTexts } from '../../_shared/settings.js';

export default class RetentionHoldList extends BaseCommand {
  static override summary = 'List holds, the newest first, or those on one candidate';
  static override examples = [
    '<%= config.bin %> retention hold list',
    '<%= config.bin %> retention hold list ./cvs/ada.pdf --json',
  ];
  static override args = {
    cv: Args.string({ description: 'path of a CV, or the first digits of its id: what holds its candidate' }),
  };
  static override flags = {
    after: Flags.string({ helpValue: 'ID', description: 'those before this hold' }),
    limit: Flags.integer({ min: 1, max: 1000, default: 100, description: 'at most so many' }),
  };

  async run(): Promise<Hold[]> {
    const { args, flags } = await this.parse(RetentionHoldList);
    const { after, limit } = flags;
    const holds = await listHolds(loadConfig(workspaceTexts(flags)).values, { cv: args.cv, after, limit });
    this.log(renderHolds(holds));
    return holds;
  }
}
