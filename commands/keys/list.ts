import { listKeys, loadConfig, renderKeys, type ApiKey } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class KeysList extends BaseCommand {
  static override summary = 'List the API keys of the service, revoked ones too';
  static override examples = ['<%= config.bin %> keys list', '<%= config.bin %> keys list --json'];

  async run(): Promise<ApiKey[]> {
    const { flags } = await this.parse(KeysList);
    const keys = await listKeys(loadConfig(workspaceTexts(flags)).values);
    this.log(renderKeys(keys));
    return keys;
  }
}
