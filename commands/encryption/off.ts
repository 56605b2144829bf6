import { decrypt, loadConfig, renderEncryption, type ChangedEncryption } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { resealProgress } from '../_shared/reseal-progress.js';
import { settingFlags, settingTexts, workspaceTexts } from '../_shared/settings.js';

const { threads, embedder, model } = settingFlags;

export default class EncryptionOff extends BaseCommand {
  static override summary = 'Decrypt the store, and encrypt nothing from now on';
  static override description =
    'All CVs are read and embedded again from their texts, since hashes of addresses cannot be read back. Nothing ' +
    'else may have the store open; if stopped, the next call continues.';
  static override examples = ['<%= config.bin %> encryption off'];
  static override flags = { threads, embedder, model };

  async run(): Promise<ChangedEncryption> {
    const { flags } = await this.parse(EncryptionOff);
    const config = loadConfig({ ...settingTexts(flags), ...workspaceTexts(flags) }).values;
    const changed = await resealProgress(this.jsonEnabled(), (onProgress) => decrypt(config, onProgress));
    this.log(renderEncryption(changed));
    return changed;
  }
}
