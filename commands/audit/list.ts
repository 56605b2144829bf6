import { Flags } from '@oclif/core';
import { listAudit, loadConfig, renderAudit, type AuditRecord } from '../../src/index.js';
import { auditFlags } from '../_shared/audit-flags.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class AuditList extends BaseCommand {
  static override summary = 'List who did what, to which CV or JD, when, from where and how it ended; the newest first';
  static override description =
    'CVs and JDs are shown by pseudonyms, which only the key of the log makes. All conditions hold together.';
  static override examples = [
    '<%= config.bin %> audit list --cv ./cvs/ada.pdf',
    '<%= config.bin %> audit list --action erase --since 2026-11-01 --json',
  ];
  static override flags = {
    ...auditFlags,
    after: Flags.string({ helpValue: 'ID', description: 'those before this record, as the page before said' }),
    limit: Flags.integer({ min: 1, max: 10_000, default: 100, description: 'at most so many' }),
  };

  async run(): Promise<{ records: AuditRecord[]; next: string | null }> {
    const { flags } = await this.parse(AuditList);
    const { actor, action, outcome, cv, jd, since, until, after, limit } = flags;
    const config = loadConfig(workspaceTexts(flags)).values;
    const page = await listAudit(config, { actor, action, outcome, cv, jd, since, until, after, limit });
    this.log(renderAudit(page));
    return page;
  }
}
