import { Flags } from '@oclif/core';
import {
  changeMasterKey,
  loadConfig,
  renderEncryption,
  rotate,
  type ChangedEncryption,
  type ShownEncryption,
} from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { resealProgress } from '../_shared/reseal-progress.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class EncryptionRotate extends BaseCommand {
  static override summary = 'Replace the keys: those of the data, or with --to your own';
  static override description =
    'Without --to, each tenant gets a new data key and everything is written again under it, while nothing else has the ' +
    'store open; if stopped, `encryption on` continues. With --to, the data keys are encrypted by another key of yours ' +
    'and the data stays as it is: takes a moment, and a running service goes on.';
  static override examples = [
    '<%= config.bin %> encryption rotate',
    '<%= config.bin %> encryption rotate --to ~/next.key',
    "<%= config.bin %> encryption rotate --to 'command:pass show cvmatch'",
  ];
  static override flags = {
    to: Flags.string({
      helpValue: 'FILE|command:...',
      description: 'your next key; set encryptionKey to it afterwards',
    }),
  };

  async run(): Promise<ShownEncryption | ChangedEncryption> {
    const { flags } = await this.parse(EncryptionRotate);
    const config = loadConfig(workspaceTexts(flags)).values;
    const { to } = flags;
    const changed =
      to === undefined
        ? await resealProgress(this.jsonEnabled(), (onProgress) => rotate(config, onProgress))
        : await changeMasterKey(config, to);
    this.log(renderEncryption(changed));
    if (to !== undefined)
      this.logToStderr('From now on encryptionKey must be that key: set it before the next command.');
    return changed;
  }
}
