import { loadConfig, renderSettings, shownSettings } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class ConfigList extends BaseCommand {
  static override summary = 'Show every setting, its value and where it comes from';
  static override description =
    'Precedence: flag, environment variable (CVMATCH_...), project file (cvmatch.json, nearest upwards), user ' +
    'file, default. A password or token is masked.';
  static override examples = [
    '<%= config.bin %> config',
    '<%= config.bin %> config --json',
    'CVMATCH_THREADS=4 <%= config.bin %> config',
  ];

  async run(): Promise<Record<string, { value: unknown; source: string }>> {
    const { flags } = await this.parse(ConfigList);
    const { values, sources } = loadConfig(workspaceTexts(flags));
    const shown = shownSettings(values);
    this.log(renderSettings(shown, sources));
    return Object.fromEntries(
      Object.entries(shown).map(([key, value]) => [key, { value, source: sources[key as keyof typeof sources] }]),
    );
  }
}
