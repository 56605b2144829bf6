import { Flags } from '@oclif/core';
import { loadConfig, renderRestriction, restrictSubject, type RestrictionReport } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { byFlag } from '../_shared/pair-args.js';
import { workspaceTexts } from '../_shared/settings.js';
import { who } from '../_shared/subject-args.js';

export default class SubjectRestrict extends BaseCommand {
  static override summary = 'Keep a person out of every ranking; what is held of them stays (GDPR 18)';
  static override description =
    'Of all CVs of the candidate, those that come later included: in no match, recommendation or stored ranking, on the ' +
    'command line, in the API and for assistants. `show` and `list` say so, and export, rectify and remove work as before.';
  static override examples = [
    '<%= config.bin %> subject restrict ada@example.com --reason "contests the data, 2026-03-01"',
    '<%= config.bin %> subject restrict ./cvs/ada.pdf --lift',
  ];
  static override args = { who };
  static override flags = {
    reason: Flags.string({ description: 'why, to be shown with it', exclusive: ['lift'] }),
    by: byFlag,
    lift: Flags.boolean({ description: 'let them rank again' }),
  };

  async run(): Promise<RestrictionReport> {
    const { args, flags } = await this.parse(SubjectRestrict);
    const { reason, by, lift } = flags;
    const config = loadConfig(workspaceTexts(flags)).values;
    const report = await restrictSubject(config, { who: args.who, reason, by, lift });
    this.log(renderRestriction(report));
    return report;
  }
}
