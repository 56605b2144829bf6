import { loadConfig, renderStatus, status, type StatusReport } from '../src/index.js';
import { BaseCommand } from './_shared/base.js';
import { settingFlags, settingTexts } from './_shared/settings.js';

const { embedder, model } = settingFlags;

export default class Status extends BaseCommand {
  static override summary = 'What the store holds: files by state, candidates, size, model, fingerprint';
  static override examples = ['<%= config.bin %> status', '<%= config.bin %> status --json'];
  static override flags = { embedder, model };

  async run(): Promise<StatusReport> {
    const { flags } = await this.parse(Status);
    const report = await status(loadConfig(settingTexts(flags)).values);
    this.log(renderStatus(report));
    return report;
  }
}
