import { Args, Flags } from '@oclif/core';
import { listDecisions, loadConfig, renderDecisions, type DecisionRecord } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { blindFlag } from '../_shared/blind-flag.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class DecisionsList extends BaseCommand {
  static override summary = 'List what people decided, the oldest first';
  static override examples = [
    '<%= config.bin %> decisions list jd.txt',
    '<%= config.bin %> decisions list --cv ./cvs/ada.pdf --undone --json',
  ];
  static override args = {
    jd: Args.string({ description: 'file of a JD, - for stdin, or a stored one (default: all)' }),
  };
  static override flags = {
    cv: Flags.string({ description: 'about the candidate of this CV: its path, or the first digits of its id' }),
    undone: Flags.boolean({ description: 'also decisions that were undone' }),
    after: Flags.integer({ min: 0, helpValue: 'ID', description: 'those after this decision' }),
    blind: blindFlag,
    limit: Flags.integer({ min: 1, default: 100, description: 'at most so many' }),
  };

  async run(): Promise<DecisionRecord[]> {
    const { args, flags } = await this.parse(DecisionsList);
    const { cv, undone, after, limit, blind } = flags;
    const config = loadConfig(workspaceTexts(flags)).values;
    const decisions = await listDecisions(config, { jd: args.jd, cv, undone, after, limit, blind });
    this.log(renderDecisions(decisions));
    return decisions;
  }
}
