import { encrypt, loadConfig, renderEncryption, type ChangedEncryption } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { resealProgress } from '../_shared/reseal-progress.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class EncryptionOn extends BaseCommand {
  static override summary = 'Encrypt the store: what it holds, and all that will come';
  static override description =
    'Texts, profiles, originals, quotes and the word index are encrypted with AES-256-GCM, addresses are replaced by ' +
    'keyed hashes; docs/store.md says what stays plain. Needs the setting encryptionKey: whoever loses that key loses the ' +
    'data. A store that is made while the setting is there is encrypted from the start. Nothing else may have the ' +
    'store open; if stopped, the next call continues.';
  static override examples = [
    '<%= config.bin %> encryption new-key ~/cvmatch.key',
    '<%= config.bin %> config set encryptionKey ~/cvmatch.key --user',
    '<%= config.bin %> encryption on',
  ];

  async run(): Promise<ChangedEncryption> {
    const { flags } = await this.parse(EncryptionOn);
    const changed = await resealProgress(this.jsonEnabled(), (onProgress) =>
      encrypt(loadConfig(workspaceTexts(flags)).values, onProgress),
    );
    this.log(renderEncryption(changed));
    return changed;
  }
}
