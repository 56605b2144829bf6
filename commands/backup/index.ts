import { Args, Flags } from '@oclif/core';
import { backup, EXIT, loadConfig, renderBackup, type BackupReport } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';
import { stoppable } from '../_shared/stoppable.js';

export default class Backup extends BaseCommand {
  static override summary = 'Back up the store with all tenants, originals and uploads, while it is in use';
  static override description =
    'Everything of one moment goes into a folder or a bucket, which also keeps the backups of before; only what changed ' +
    'takes space. ' +
    'An encrypted store stays encrypted there. Removals are told to that place, so that no backup brings back what was ' +
    'removed. docs/backup.md.';
  static override examples = [
    '<%= config.bin %> backup /mnt/backups/cvmatch',
    '<%= config.bin %> backup /mnt/backups/cvmatch --keep 14',
    '<%= config.bin %> backup s3://backups/cvmatch --keep 14',
    '<%= config.bin %> backup list /mnt/backups/cvmatch',
  ];
  static override args = {
    place: Args.string({
      description: 'folder of the backups, made if it is not there; or s3://BUCKET/PREFIX',
      required: true,
    }),
  };
  static override flags = {
    keep: Flags.integer({ description: 'delete all but the latest N backups afterwards', helpValue: 'N', min: 1 }),
    full: Flags.boolean({ description: 'read every original again, and mend pieces that were damaged' }),
    quiet: Flags.boolean({ char: 'q', description: 'no progress bar' }),
  };

  async run(): Promise<BackupReport> {
    const { args, flags } = await this.parse(Backup);
    const config = loadConfig(workspaceTexts(flags)).values;
    const { keep, full } = flags;
    const quiet = flags.quiet || this.jsonEnabled();
    const stopped = 'Stopped. No backup was made; the next one goes on with what was copied.';
    const report = await stoppable(this, { unit: 'bytes', quiet, stopped }, (given) =>
      backup(config, { to: args.place, keep, full, version: this.config.version, ...given }),
    );
    this.log(renderBackup(report));
    for (const id of report.damaged)
      this.logToStderr(`The list of files of ${id} is damaged, so nothing was deleted: see \`cvmatch backup verify\`.`);
    if (report.damaged.length > 0) process.exitCode = EXIT.partial;
    return report;
  }
}
