import { Flags } from '@oclif/core';
import { listRetentionDue, loadConfig, renderDue, type RetentionDueReport } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class RetentionDue extends BaseCommand {
  static override summary = 'List the CVs that rules of retention will erase soon, with the rule and the time';
  static override description =
    'Within the warning of each rule, or within so many days. Those who are held are listed, too: they stay. A CV that two ' +
    'rules reach is listed by each.';
  static override examples = ['<%= config.bin %> retention due', '<%= config.bin %> retention due --within 30 --json'];
  static override flags = {
    rule: Flags.string({ description: 'only by this rule' }),
    within: Flags.integer({ min: 0, max: 36500, helpValue: 'DAYS', description: 'within so many days (0: now)' }),
    after: Flags.string({ description: 'those that follow, as the page before said' }),
    limit: Flags.integer({ min: 1, max: 1000, default: 100, description: 'at most so many candidates' }),
  };

  async run(): Promise<RetentionDueReport> {
    const { flags } = await this.parse(RetentionDue);
    const { rule, within: withinDays, after, limit } = flags;
    const config = loadConfig(workspaceTexts(flags)).values;
    const report = await listRetentionDue(config, { rule, withinDays, after, limit });
    this.log(renderDue(report));
    return report;
  }
}
