import { Args, Flags } from '@oclif/core';
import { EXIT, renderVerified, verifyBackup, type VerifyReport } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { stoppable } from '../_shared/stoppable.js';

export default class BackupVerify extends BaseCommand {
  static override summary = 'Read every byte of the backups in a folder or a bucket, and say which of them are whole';
  static override description =
    'Exit code 1 if anything is damaged or missing. `cvmatch backup FOLDER --full` writes damaged pieces anew, as long as ' +
    'the store still has them.';
  static override examples = [
    '<%= config.bin %> backup verify /mnt/backups/cvmatch',
    '<%= config.bin %> backup verify /mnt/backups/cvmatch --id 20261129',
  ];
  static override args = {
    place: Args.string({ description: 'folder of the backups, or s3://BUCKET/PREFIX', required: true }),
  };
  static override flags = {
    id: Flags.string({ description: 'only this backup, or the beginning of its id', helpValue: 'ID' }),
    quiet: Flags.boolean({ char: 'q', description: 'no progress bar' }),
  };

  async run(): Promise<VerifyReport> {
    const { args, flags } = await this.parse(BackupVerify);
    const quiet = flags.quiet || this.jsonEnabled();
    const stopped = 'Stopped. Nothing was changed.';
    const report = await stoppable(this, { unit: 'pieces', quiet, stopped }, (given) =>
      verifyBackup({ from: args.place, id: flags.id, ...given }),
    );
    this.log(renderVerified(report));
    if (!report.whole) process.exitCode = EXIT.failed;
    return report;
  }
}
