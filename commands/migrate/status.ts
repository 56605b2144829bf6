import { loadConfig, migrate, renderMigration, type MigrateReport } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class MigrateStatus extends BaseCommand {
  static override summary = 'Say how far the tables of a store are, and what is to be done; nothing is changed';
  static override examples = ['<%= config.bin %> migrate status', '<%= config.bin %> migrate status --json'];

  async run(): Promise<MigrateReport> {
    const { flags } = await this.parse(MigrateStatus);
    const report = await migrate(loadConfig(workspaceTexts(flags)).values, { dryRun: true, copy: false });
    this.log(renderMigration(report, true));
    return report;
  }
}
