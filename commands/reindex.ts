import { Flags } from '@oclif/core';
import { EXIT, loadConfig, reindex, type ReindexReport } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { interruptSignal } from './_shared/interrupt.js';
import { openProgress } from './_shared/progress.js';
import { settingFlags, settingTexts } from './_shared/settings.js';

const { threads, timeout, embedder, model } = settingFlags;

export default class Reindex extends BaseCommand {
  static override summary = 'Profile and embed all CVs again from their stored text, with the model in use';
  static override description =
    'Needed after a change of model. Searches use the old vectors until all new ones are ready; if stopped, the ' +
    'next reindex continues.';
  static override examples = ['<%= config.bin %> reindex', '<%= config.bin %> reindex --model ./models/bge-small'];
  static override flags = {
    threads,
    timeout,
    embedder,
    model,
    quiet: Flags.boolean({ char: 'q', description: 'no progress bar and no summary line' }),
  };

  async run(): Promise<ReindexReport> {
    const { flags } = await this.parse(Reindex);
    const signal = interruptSignal();
    const progress = await openProgress('CVs', flags.quiet || this.jsonEnabled());
    try {
      const report = await reindex(loadConfig(settingTexts(flags)).values, {
        signal,
        onProgress: (done, total) => {
          progress.update(done, total);
        },
      });
      progress.stop();
      this.end(report, flags.quiet);
      return report;
    } finally {
      progress.stop();
    }
  }

  private end({ cvs, left, seconds, model: used }: ReindexReport, quiet: boolean): void {
    if (!quiet) this.log(`${cvs} CVs embedded with ${used.id} in ${seconds} s`);
    if (left === 0) return;
    this.logToStderr(
      `Stopped: ${left} CVs left. Continue with \`cvmatch reindex\`; until then searches use the old vectors.`,
    );
    process.exitCode = EXIT.interrupted;
  }
}
