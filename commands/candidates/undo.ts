import { Args } from '@oclif/core';
import { loadConfig, renderCandidatePairs, undoPair, type CandidatePair } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { byFlag } from '../_shared/pair-args.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class CandidatesUndo extends BaseCommand {
  static override summary = 'Take back the last merge or split of a pair: all is as it was before';
  static override examples = ['<%= config.bin %> candidates undo 7'];
  static override args = { pair: Args.integer({ required: true, description: 'number of the pair' }) };
  static override flags = { by: byFlag };

  async run(): Promise<{ pair: CandidatePair | null }> {
    const { args, flags } = await this.parse(CandidatesUndo);
    const pair = await undoPair(loadConfig(workspaceTexts(flags)).values, args.pair, { by: flags.by });
    this.log(pair === null ? 'One candidate again, as before.' : renderCandidatePairs([pair]));
    return { pair };
  }
}
