import { Flags } from '@oclif/core';
import {
  loadConfig,
  renderRuleSet,
  RETENTION_SETS,
  setRetentionRule,
  type RetentionRuleReport,
} from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class RetentionSet extends BaseCommand {
  static override summary = 'Set after which time CVs are erased by themselves';
  static override description = `A candidate goes with all CVs. The time counts from when one of them was last handed in; of \`rejected\`, from the last decision if that was later. Setting a rule of the same name again replaces it.

A rule that is new, or reaches more or sooner than before, erases nothing until its warning has passed. The service applies rules daily; \`retention run\` does it now. With \`--dry-run\` nothing is set.`;
  static override examples = [
    '<%= config.bin %> retention set --of rejected --after 180d',
    '<%= config.bin %> retention set --of undecided --after 2y --warn 30d --where "country = DE" --dry-run',
  ];
  static override flags = {
    of: Flags.string({
      required: true,
      helpValue: RETENTION_SETS.join('|'),
      description: 'whose: everybody; those about whom nobody decided; those rejected for every JD that was decided on',
    }),
    after: Flags.string({ required: true, helpValue: 'AGE', description: 'how long they are kept: 180d, 26w, 2y' }),
    warn: Flags.string({ helpValue: 'AGE', description: 'how long before they are announced (default: 14d)' }),
    where: Flags.string({
      multiple: true,
      helpValue: 'CONDITION',
      description: 'only if the newest CV meets it, e.g. "label ~ welder", "language = de"; may be repeated',
    }),
    name: Flags.string({ description: 'what it is called (default: made of set and conditions)' }),
    'dry-run': Flags.boolean({ description: 'only say whom it would reach, and when the first' }),
  };

  async run(): Promise<RetentionRuleReport> {
    const { flags } = await this.parse(RetentionSet);
    const { name, of, after, warn, where } = flags;
    const config = loadConfig(workspaceTexts(flags)).values;
    const report = await setRetentionRule(config, { name, of, after, warn, where }, flags['dry-run']);
    this.log(renderRuleSet(report));
    return report;
  }
}
