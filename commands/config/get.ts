import { Args } from '@oclif/core';
import { CONFIG_KEYS, CvmatchError, loadConfig, shownSettings, type ConfigKey } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class ConfigGet extends BaseCommand {
  static override summary = 'Print the value of one setting';
  static override examples = ['<%= config.bin %> config get threads', '<%= config.bin %> config get timeout --json'];
  static override args = { key: Args.string({ required: true, description: 'the setting' }) };

  async run(): Promise<{ key: string; value: unknown; source: string }> {
    const { args, flags } = await this.parse(ConfigGet);
    const key = CONFIG_KEYS.find((known): known is ConfigKey => known === args.key);
    if (key === undefined)
      throw new CvmatchError('bad_config', `there is no setting "${args.key}"`, {
        hint: `Settings: ${CONFIG_KEYS.join(', ')}.`,
      });
    const { values, sources } = loadConfig(workspaceTexts(flags));
    const value = shownSettings(values)[key];
    this.log(value === null ? '' : String(value));
    return { key, value, source: sources[key] };
  }
}
