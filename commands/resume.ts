import { Flags } from '@oclif/core';
import { loadConfig, renderIngest, resume } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { ingestJson, type IngestJson } from './_shared/ingest-json.js';
import { interruptSignal } from './_shared/interrupt.js';
import { openProgress } from './_shared/progress.js';
import { settingFlags, settingTexts } from './_shared/settings.js';

export default class Resume extends BaseCommand {
  static override summary = 'Finish what a stopped or killed ingest left open, and tasks reopened by tasks retry';
  static override examples = [
    '<%= config.bin %> resume',
    '<%= config.bin %> tasks retry && <%= config.bin %> resume --timeout 60s',
  ];
  static override flags = {
    ...settingFlags,
    quiet: Flags.boolean({ char: 'q', description: 'no progress bar and no summary table' }),
  };

  async run(): Promise<IngestJson> {
    const { flags } = await this.parse(Resume);
    const signal = interruptSignal();
    const progress = await openProgress('CVs', flags.quiet || this.jsonEnabled());
    try {
      const report = await resume(loadConfig(settingTexts(flags)).values, {
        signal,
        onProgress: ({ done, total, failed }) => {
          progress.update(done, total, failed);
        },
      });
      progress.stop();
      if (!flags.quiet) this.log(report.counts.received === 0 ? 'Nothing was left open.' : renderIngest(report));
      return ingestJson(report, signal, (line) => {
        this.logToStderr(line);
      });
    } finally {
      progress.stop();
    }
  }
}
