import { Flags } from '@oclif/core';
import {
  EXIT,
  loadConfig,
  planRetention,
  renderRetentionPlan,
  renderRetentionRun,
  runRetention,
  type RetentionDueEntry,
  type RetentionRunReport,
} from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { interruptSignal } from '../_shared/interrupt.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class RetentionRun extends BaseCommand {
  static override summary = 'Erase now what the rules of retention say, as the service does every day';
  static override description =
    'Each step has a certificate that names the rule (`erasures list`). A run that was stopped or killed is continued by the next. ' +
    'Exit code 3 when it failed, or when another run is in progress.';
  static override examples = [
    '<%= config.bin %> retention run --dry-run',
    '<%= config.bin %> retention run --dry-run --json',
    '<%= config.bin %> retention run',
  ];
  static override flags = {
    'dry-run': Flags.boolean({ description: 'only say who would go, by which rule; nothing is erased' }),
  };

  async run(): Promise<RetentionRunReport | { due: RetentionDueEntry[] }> {
    const { flags } = await this.parse(RetentionRun);
    const config = loadConfig(workspaceTexts(flags)).values;
    if (flags['dry-run']) {
      const due = await planRetention(config);
      this.log(renderRetentionPlan(due));
      return { due };
    }
    const report = await runRetention(config, { version: this.config.version, signal: interruptSignal() });
    this.log(renderRetentionRun(report));
    if (report.outcome !== 'done') process.exitCode = EXIT.partial;
    return report;
  }
}
