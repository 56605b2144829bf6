import { Args, Flags } from '@oclif/core';
import { addKey, loadConfig, SCOPES, type NewApiKey } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class KeysAdd extends BaseCommand {
  static override summary = 'Create an API key for the service; its token is shown only once';
  static override description =
    'A key belongs to one tenant (--tenant). It sees and deletes what it uploaded itself; with the scope all, what ' +
    'anybody of its tenant brought in. admin opens /v1/admin and the metrics of the tenant; operator, for keys of the ' +
    'tenant default, those of the whole service. The store keeps a hash of the token, so a lost one is replaced, not found ' +
    'again.';
  static override examples = [
    '<%= config.bin %> keys add "careers page"',
    '<%= config.bin %> keys add reporting --scope read --scope all --json',
  ];
  static override args = { name: Args.string({ required: true, description: 'who or what will use it' }) };
  static override flags = {
    scope: Flags.option({
      options: SCOPES,
      multiple: true,
      multipleNonGreedy: true,
      default: ['read', 'write'],
      description: 'what it may do (default: read and write); may be repeated',
    })(),
  };

  async run(): Promise<NewApiKey> {
    const { args, flags } = await this.parse(KeysAdd);
    const key = await addKey(loadConfig(workspaceTexts(flags)).values, args.name, flags.scope);
    this.logToStderr(`Key ${key.id} (${key.scopes.join(', ')}). Keep the token: it is not shown again.`);
    this.log(key.token);
    return key;
  }
}
