import { listTenants, loadConfig, renderTenants, type ListedTenant } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class TenantsList extends BaseCommand {
  static override summary = 'List the tenants of a store, with the number of CVs and the size of each';
  static override examples = ['<%= config.bin %> tenants list', '<%= config.bin %> tenants list --json'];

  async run(): Promise<ListedTenant[]> {
    const { flags } = await this.parse(TenantsList);
    const tenants = await listTenants(loadConfig(workspaceTexts(flags)).values);
    this.log(renderTenants(tenants));
    return tenants;
  }
}
