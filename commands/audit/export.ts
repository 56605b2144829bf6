import { Flags } from '@oclif/core';
import { AUDIT_FORMATS, exportAudit, loadConfig } from '../../src/index.js';
import { auditFlags } from '../_shared/audit-flags.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class AuditExport extends BaseCommand {
  static override summary = 'Write the audit log as JSON Lines or CSV, the oldest record first';
  static override examples = [
    '<%= config.bin %> audit export --since 2026-11-01 > november.jsonl',
    '<%= config.bin %> audit export --format csv --output audit.csv --action read',
  ];
  static override enableJsonFlag = false;
  static override flags = {
    ...auditFlags,
    format: Flags.option({ options: AUDIT_FORMATS, default: 'jsonl', description: 'jsonl or csv' })(),
    output: Flags.string({ char: 'o', helpValue: 'FILE', description: 'write to a file instead of stdout' }),
  };

  async run(): Promise<{ records: number }> {
    const { flags } = await this.parse(AuditExport);
    const { actor, action, outcome, cv, jd, since, until, format, output } = flags;
    const config = loadConfig(workspaceTexts(flags)).values;
    const result = await exportAudit(config, { actor, action, outcome, cv, jd, since, until, format, output });
    if (output !== undefined) this.logToStderr(`cvmatch: ${result.records} records written to ${output}`);
    return result;
  }
}
