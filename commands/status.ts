import { Flags } from '@oclif/core';
import { loadConfig, renderStatus, status, type StatusReport } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { settingFlags, settingTexts } from './_shared/settings.js';

const { embedder, model } = settingFlags;

export default class Status extends BaseCommand {
  static override summary = 'What the store holds: files by state, candidates, size, model, fingerprint';
  static override examples = [
    '<%= config.bin %> status',
    '<%= config.bin %> status --json',
    '<%= config.bin %> status --deep',
  ];
  static override flags = {
    embedder,
    model,
    deep: Flags.boolean({
      description:
        'also figures for an operator: whether store, queue and files answer, connections, memory, sizes, slow statements',
    }),
  };

  async run(): Promise<StatusReport> {
    const { flags } = await this.parse(Status);
    const report = await status(loadConfig(settingTexts(flags)).values, { deep: flags.deep });
    this.log(renderStatus(report));
    return report;
  }
}
