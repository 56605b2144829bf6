import { Flags } from '@oclif/core';
import { loadConfig, migrate, type MigrateReport } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { workspaceTexts } from './_shared/settings.js';

export default class Migrate extends BaseCommand {
  static override summary = 'Bring the tables of a store on a database server up to date';
  static override description =
    'Every command does this when it opens the store. Run it by itself to do it before a new version starts; processes ' +
    'of the version before go on working.';
  static override examples = ['<%= config.bin %> migrate --dry-run', '<%= config.bin %> migrate'];
  static override flags = {
    'dry-run': Flags.boolean({ description: 'only say what would change' }),
  };

  async run(): Promise<MigrateReport> {
    const { flags } = await this.parse(Migrate);
    const dryRun = flags['dry-run'];
    const report = await migrate(loadConfig(workspaceTexts(flags)).values, { dryRun });
    this.log(textOf(report, dryRun));
    return report;
  }
}

function textOf({ place, changes }: MigrateReport, dryRun: boolean): string {
  if (changes.length === 0) return `${place} is up to date`;
  return [`${place}: ${dryRun ? 'to be applied' : 'applied'}`, ...changes.map((name) => `  ${name}`)].join('\n');
}
