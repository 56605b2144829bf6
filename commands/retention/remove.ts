import { Args } from '@oclif/core';
import { loadConfig, removeRetentionRule, renderRuleRemoved, type RetentionRule } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class RetentionRemove extends BaseCommand {
  static override summary = 'Remove a rule of retention: from now on it erases nothing';
  static override examples = ['<%= config.bin %> retention remove rejected'];
  static override args = {
    rule: Args.string({ required: true, description: 'name of the rule, as `retention list` shows it' }),
  };

  async run(): Promise<RetentionRule> {
    const { args, flags } = await this.parse(RetentionRemove);
    const removed = await removeRetentionRule(loadConfig(workspaceTexts(flags)).values, args.rule);
    this.log(renderRuleRemoved(removed));
    return removed;
  }
}
