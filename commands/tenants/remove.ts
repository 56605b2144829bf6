import { Args, Flags } from '@oclif/core';
import { CvmatchError, EXIT, loadConfig, removeTenant, type RemovedTenant } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';

export default class TenantsRemove extends BaseCommand {
  static override summary = 'Erase a tenant with everything of it';
  static override description =
    'Its keys end at once. Its files are deleted as soon as no process has them open: a running service leaves them ' +
    'within seconds. Where one does not, this says erasure_pending and exits with 3; run it again later, or let the ' +
    'service finish it.';
  static override examples = ['<%= config.bin %> tenants remove team-berlin --yes'];
  static override args = { id: Args.string({ required: true, description: 'id, as tenants list shows it' }) };
  static override flags = {
    yes: Flags.boolean({ char: 'y', description: 'yes, everything of it; nothing asks again' }),
  };

  async run(): Promise<RemovedTenant> {
    const { args, flags } = await this.parse(TenantsRemove);
    if (!flags.yes)
      throw new CvmatchError('bad_flag', `this erases all CVs, JDs and keys of ${args.id}`, {
        hint: 'Add --yes to do it; there is no way back.',
      });
    const removed = await removeTenant(loadConfig({ store: flags.store }).values, args.id);
    const isPending = removed.state === 'erasure_pending';
    this.log(isPending ? `${args.id}: erasure_pending, a process still has its files open` : `${args.id}: removed`);
    if (isPending) process.exitCode = EXIT.partial;
    return removed;
  }
}
