import { Args } from '@oclif/core';
import { addTenant, loadConfig, type Tenant } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class TenantsAdd extends BaseCommand {
  static override summary = 'Add a tenant: a sender whose data nobody else can see';
  static override description =
    'Its CVs, candidates, JDs, keys, statistics and caches are apart from those of all others, in files of their own. ' +
    'A running service serves it at once. The command line works on it with --tenant.';
  static override examples = [
    '<%= config.bin %> tenants add team-berlin',
    '<%= config.bin %> keys add "careers page" --tenant team-berlin',
    '<%= config.bin %> ingest ./cvs --tenant team-berlin',
  ];
  static override args = {
    id: Args.string({ required: true, description: 'small letters, digits and hyphens' }),
  };

  async run(): Promise<Tenant> {
    const { args, flags } = await this.parse(TenantsAdd);
    const tenant = await addTenant(loadConfig(workspaceTexts(flags)).values, args.id);
    this.log(`Tenant ${tenant.id} is there. Make it an API key with: cvmatch keys add <name> --tenant ${tenant.id}`);
    return tenant;
  }
}
