import { Args, Flags } from '@oclif/core';
import { saveSetting } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';

export default class ConfigSet extends BaseCommand {
  static override summary = 'Write one setting to the project file, or to the user file with --user';
  static override examples = [
    '<%= config.bin %> config set threads 4',
    '<%= config.bin %> config set timeout 20s --user',
    '<%= config.bin %> config set ocr --unset',
  ];
  static override args = {
    key: Args.string({ required: true, description: 'the setting' }),
    value: Args.string({ description: 'value of the setting, e.g. 4, 20s, 10MB' }),
  };
  static override flags = {
    user: Flags.boolean({ description: 'write the user file instead of the project file' }),
    unset: Flags.boolean({ default: false, description: 'remove the setting' }),
  };

  async run(): Promise<{ file: string }> {
    const { args, flags } = await this.parse(ConfigSet);
    if ((args.value === undefined) !== flags.unset) this.error('give a value, or --unset', { exit: 2 });
    const file = saveSetting(flags.user ? 'user' : 'project', args.key, args.value ?? null);
    this.logToStderr(`${flags.unset ? 'Removed' : 'Wrote'} ${args.key} in ${file}`);
    return { file };
  }
}
