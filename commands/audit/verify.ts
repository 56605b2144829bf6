import { Flags } from '@oclif/core';
import { auditVerdict, loadConfig, renderVerdict, type AuditVerdict } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class AuditVerify extends BaseCommand {
  static override summary = 'Find out whether a record of the audit log was changed, removed or moved';
  static override description =
    'Looks at every record and every seal, from the anchor of the last clean-up on, and prints the anchor of the present ' +
    'end. Kept elsewhere and given with --from later, it also shows a log that was cut off or written anew. Exit code 1 if ' +
    'the log is not what was written.';
  static override examples = [
    '<%= config.bin %> audit verify',
    '<%= config.bin %> audit verify --from 120.Zk3vLr0yYw2mT5cB1aQxNA',
  ];
  static override flags = {
    from: Flags.string({
      helpValue: 'ANCHOR',
      description: 'an anchor printed earlier, which the log must still contain',
    }),
  };

  async run(): Promise<AuditVerdict> {
    const { flags } = await this.parse(AuditVerify);
    const verdict = await auditVerdict(loadConfig(workspaceTexts(flags)).values, flags.from);
    this.log(renderVerdict(verdict));
    if (!verdict.ok) process.exitCode = 1;
    return verdict;
  }
}
