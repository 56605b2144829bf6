import { Flags } from '@oclif/core';
import { loadConfig, migrate, renderMigration, type MigrateReport } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class Migrate extends BaseCommand {
  static override summary = 'Bring the tables of a store up to date';
  static override description =
    'Every command does this when it opens the store. Run it by itself to do it before a new version starts, and with a copy ' +
    'of the databases as they were: of a store in a folder it is made beside the folder unless --no-copy is given, of one on ' +
    'a database server with --copy FOLDER (by pg_dump). Processes of the version before go on working on a server. ' +
    'docs/store.md.';
  static override examples = [
    '<%= config.bin %> migrate status',
    '<%= config.bin %> migrate --dry-run',
    '<%= config.bin %> migrate',
    '<%= config.bin %> migrate --copy /mnt/copies/before-update',
  ];
  static override flags = {
    'dry-run': Flags.boolean({ description: 'only say what would change, and where the copy would be' }),
    copy: Flags.string({ description: 'folder for a copy of the databases, made first', helpValue: 'FOLDER' }),
    'no-copy': Flags.boolean({ description: 'make no copy', exclusive: ['copy'] }),
  };

  async run(): Promise<MigrateReport> {
    const { flags } = await this.parse(Migrate);
    const dryRun = flags['dry-run'];
    const copy = flags['no-copy'] ? false : flags.copy;
    const report = await migrate(loadConfig(workspaceTexts(flags)).values, { dryRun, copy });
    this.log(renderMigration(report, dryRun));
    return report;
  }
}
