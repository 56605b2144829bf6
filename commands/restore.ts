import { Args, Flags } from '@oclif/core';
import { EXIT, loadConfig, renderRestored, restore, type RestoreReport } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { workspaceTexts } from './_shared/settings.js';
import { stoppable } from './_shared/stoppable.js';

export default class Restore extends BaseCommand {
  static override summary = 'Restore a backup into an empty folder, or an empty database';
  static override description =
    'Every piece is compared with its hash. What was removed since the backup was made is removed again, without a trace, ' +
    'before the store can be opened. Nothing is ever overwritten. docs/backup.md.';
  static override examples = [
    '<%= config.bin %> restore /mnt/backups/cvmatch --store ./restored',
    '<%= config.bin %> restore /mnt/backups/cvmatch --id 20261129 --store ./restored',
    '<%= config.bin %> restore s3://backups/cvmatch --store postgres://cvmatch@db/restored',
  ];
  static override args = {
    place: Args.string({ description: 'folder of the backups, or s3://BUCKET/PREFIX', required: true }),
  };
  static override flags = {
    id: Flags.string({
      description: 'which backup, or the beginning of its id (default: the latest)',
      helpValue: 'ID',
    }),
    quiet: Flags.boolean({ char: 'q', description: 'no progress bar' }),
  };

  async run(): Promise<RestoreReport> {
    const { args, flags } = await this.parse(Restore);
    const config = loadConfig(workspaceTexts(flags)).values;
    const quiet = flags.quiet || this.jsonEnabled();
    const stopped = 'Stopped. The store cannot be used; run the same command again, which begins anew.';
    const report = await stoppable(this, { unit: 'bytes', quiet, stopped }, (given) =>
      restore(config, { from: args.place, id: flags.id, ...given }),
    );
    this.log(renderRestored(report));
    if (report.status === 'erasure_pending') process.exitCode = EXIT.partial;
    return report;
  }
}
