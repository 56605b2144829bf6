import { Args, Flags } from '@oclif/core';
import { EXIT, renderVerified, verifyBackup, type VerifyReport } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { interruptSignal } from '../_shared/interrupt.js';
import { openProgress } from '../_shared/progress.js';

export default class BackupVerify extends BaseCommand {
  static override summary = 'Read every byte of the backups in a folder, and say which of them are whole';
  static override description =
    'Exit code 1 if anything is damaged or missing. `cvmatch backup FOLDER --full` writes damaged pieces anew, as long as ' +
    'the store still has them.';
  static override examples = [
    '<%= config.bin %> backup verify /mnt/backups/cvmatch',
    '<%= config.bin %> backup verify /mnt/backups/cvmatch --id 20261129',
  ];
  static override args = { folder: Args.string({ description: 'folder of the backups', required: true }) };
  static override flags = {
    id: Flags.string({ description: 'only this backup, or the beginning of its id', helpValue: 'ID' }),
    quiet: Flags.boolean({ char: 'q', description: 'no progress bar' }),
  };

  async run(): Promise<VerifyReport> {
    const { args, flags } = await this.parse(BackupVerify);
    const signal = interruptSignal();
    const progress = await openProgress('pieces', flags.quiet || this.jsonEnabled());
    try {
      const onProgress = progress.update.bind(progress);
      const report = await verifyBackup({ from: args.folder, id: flags.id, signal, onProgress });
      progress.stop();
      this.log(renderVerified(report));
      if (!report.whole) process.exitCode = EXIT.failed;
      return report;
    } catch (error) {
      if (!signal.aborted) throw error;
      return this.exit(EXIT.interrupted);
    } finally {
      progress.stop();
    }
  }
}
