import { Args, Flags } from '@oclif/core';
import { CvmatchError, EXIT, loadConfig, removeTenant, type RemovedTenant } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class TenantsRemove extends BaseCommand {
  static override summary = 'Erase a tenant and all its data';
  static override description =
    'Its keys are revoked at once. Its files are deleted as soon as no process has them open: a running service closes ' +
    'them within seconds. If that takes too long, this reports erasure_pending and exits with 3; run it again later, ' +
    'or let the service complete it.';
  static override examples = ['<%= config.bin %> tenants remove team-berlin --yes'];
  static override args = { id: Args.string({ required: true, description: 'id, as tenants list shows it' }) };
  static override flags = {
    'despite-hold': Flags.boolean({ description: 'also CVs that are held, which is refused otherwise' }),
    yes: Flags.boolean({ char: 'y', description: 'confirm that all data of the tenant is erased' }),
  };

  async run(): Promise<RemovedTenant> {
    const { args, flags } = await this.parse(TenantsRemove);
    if (!flags.yes)
      throw new CvmatchError('bad_flag', `this erases all CVs, JDs and keys of ${args.id}`, {
        hint: 'Add --yes to do it; it cannot be undone.',
      });
    const removed = await removeTenant(loadConfig(workspaceTexts(flags)).values, args.id, {
      despiteHold: flags['despite-hold'],
    });
    const isPending = removed.state === 'erasure_pending';
    this.log(isPending ? `${args.id}: erasure_pending, a process still has its files open` : `${args.id}: removed`);
    if (isPending) process.exitCode = EXIT.partial;
    return removed;
  }
}
