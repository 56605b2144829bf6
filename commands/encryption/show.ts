import { loadConfig, renderEncryption, showEncryption, type ShownEncryption } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class EncryptionShow extends BaseCommand {
  static override summary = 'Show whether the store is encrypted, and under which keys';
  static override examples = ['<%= config.bin %> encryption show', '<%= config.bin %> encryption show --json'];

  async run(): Promise<ShownEncryption> {
    const { flags } = await this.parse(EncryptionShow);
    const encryption = await showEncryption(loadConfig(workspaceTexts(flags)).values);
    this.log(renderEncryption(encryption));
    return encryption;
  }
}
