import { Args } from '@oclif/core';
import { loadConfig, revokeKey, type ApiKey } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class KeysRevoke extends BaseCommand {
  static override summary = 'Revoke an API key at once; what it uploaded stays';
  static override examples = ['<%= config.bin %> keys revoke 3f2a9c81d04e'];
  static override args = { id: Args.string({ required: true, description: 'id of the key, as keys list shows it' }) };

  async run(): Promise<ApiKey> {
    const { args, flags } = await this.parse(KeysRevoke);
    const key = await revokeKey(loadConfig(workspaceTexts(flags)).values, args.id);
    this.log(`Key ${key.id} is revoked.`);
    return key;
  }
}
