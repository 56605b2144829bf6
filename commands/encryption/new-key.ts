import { Args } from '@oclif/core';
import { makeKeyFile, type MadeKey } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';

export default class EncryptionNewKey extends BaseCommand {
  static override summary = 'Make a key for encryptionKey, in a new file that only you can read';
  static override description =
    '32 random bytes as a line of base64. Keep a copy elsewhere: without the key, what is encrypted is lost.';
  static override examples = ['<%= config.bin %> encryption new-key ~/cvmatch.key'];
  static override args = { file: Args.string({ required: true, description: 'a file that does not exist yet' }) };

  async run(): Promise<MadeKey> {
    const { args } = await this.parse(EncryptionNewKey);
    const made = await makeKeyFile(args.file);
    this.log(`Key ${made.id} is in ${made.file}. Keep a copy elsewhere.`);
    this.log(`Use it with: cvmatch config set encryptionKey ${made.file} --user`);
    return made;
  }
}
