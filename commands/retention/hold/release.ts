import { Args } from '@oclif/core';
import { loadConfig, releaseHold, renderHolds, type Hold } from '../../../src/index.js';
import { BaseCommand } from '../../_shared/base.js';
import { workspaceTexts } from '../../_shared/settings.js';

export default class RetentionHoldRelease extends BaseCommand {
  static override summary = 'Release a hold: rules apply again to whom nothing else holds';
  static override examples = ['<%= config.bin %> retention hold release 4f2c1d0e-6d0b-4c3e-9a55-0f5b6c1f7a10'];
  static override args = {
    hold: Args.string({ required: true, description: 'id of the hold, as `retention hold list` shows it' }),
  };

  async run(): Promise<Hold> {
    const { args, flags } = await this.parse(RetentionHoldRelease);
    const released = await releaseHold(loadConfig(workspaceTexts(flags)).values, args.hold);
    this.log(`Released:\n${renderHolds([released])}`);
    return released;
  }
}
