import { Args, Flags } from '@oclif/core';
import { EXIT, loadConfig, removeCvs, renderRemoval, type RemovalReport } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { workspaceTexts } from './_shared/settings.js';

export default class Remove extends BaseCommand {
  static override summary = 'Remove CVs and everything derived from them, leaving no trace of their text in the store';
  static override description = `Files on disk stay. An ingest does not bring a CV back whose file is still there, under whatever name (state erased), except with \`ingest --again\`.

"removed" means that a scan of every file of the store found no trace. Exit code 3 (erasure_pending): the CV is no longer in the store, but traces may still be on the disk, e.g. because another process still reads the store as it was. The next command or the service finishes this automatically; \`cvmatch status\` shows it until then.

Before, the scan must find each CV where the store holds it; otherwise nothing is removed, since its end could not be proven. Once a removal has ended it has a certificate: \`cvmatch erasures show\`.`;
  static override examples = [
    '<%= config.bin %> remove ./cvs/old.pdf',
    '<%= config.bin %> remove 3fa4c1d09b2e --json',
    '<%= config.bin %> remove ./cvs/broken.pdf',
  ];
  static override flags = {
    'despite-hold': Flags.boolean({ description: 'also what is held (`retention hold`), which is refused otherwise' }),
    'without-certificate': Flags.boolean({
      description:
        'remove also what the control before a removal does not find in the store; then there is no certificate',
    }),
  };
  static override strict = false;
  static override args = {
    cv: Args.string({
      required: true,
      description:
        'path of a CV or of a file that could not be read, or the first digits of an id (six or more); several may be given',
    }),
  };

  async run(): Promise<RemovalReport> {
    const { argv, flags } = await this.parse(Remove);
    const config = loadConfig(workspaceTexts(flags)).values;
    const report = await removeCvs(config, {
      references: argv as string[],
      certified: !flags['without-certificate'],
      despiteHold: flags['despite-hold'],
    });
    this.log(renderRemoval(report));
    if (report.status === 'erasure_pending') process.exitCode = EXIT.partial;
    return report;
  }
}
