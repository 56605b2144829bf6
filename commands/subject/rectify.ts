import { Args, Flags } from '@oclif/core';
import { loadConfig, OVERRIDE_FIELDS, plain, rectifySubject, type Rectified } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { byFlag } from '../_shared/pair-args.js';
import { workspaceTexts } from '../_shared/settings.js';

export default class SubjectRectify extends BaseCommand {
  static override summary = 'Correct a field of what was read from a CV, with a reason (GDPR 16)';
  static override description = `The CV ranks by the corrected profile from then on. A correction is kept with its reason, its author and what was read, is shown by \`show\`, and is made again whenever the CV is read again (\`ingest\` by a newer version, \`reindex\`). The text of the CV stays as it is. Another CV of the same person, a later revision too, has its own corrections.

Fields: ${OVERRIDE_FIELDS.join(', ')}.`;
  static override examples = [
    '<%= config.bin %> subject rectify ./cvs/ada.pdf name "Ada Example" --reason "misread"',
    '<%= config.bin %> subject rectify 3f2a9c years 12 --reason "asked for on 2026-03-01"',
    '<%= config.bin %> subject rectify 3f2a9c remove-skill Java --reason "never said so" --by Jo',
    '<%= config.bin %> subject rectify 3f2a9c years --undo',
  ];
  static override args = {
    cv: Args.string({ required: true, description: 'first digits of a CvId (six or more), or a path in the store' }),
    field: Args.string({ required: true, description: 'what is corrected' }),
    value: Args.string({ description: 'what is right; with --undo on skills and languages, which of them' }),
  };
  static override flags = {
    reason: Flags.string({ description: 'why it is corrected (needed)', exclusive: ['undo'] }),
    by: byFlag,
    undo: Flags.boolean({ description: 'take the correction back: what was read in the CV counts again' }),
  };

  async run(): Promise<Rectified> {
    const { args, flags } = await this.parse(SubjectRectify);
    const { reason, by, undo } = flags;
    const done = await rectifySubject(loadConfig(workspaceTexts(flags)).values, { ...args, reason, by, undo });
    const all = done.overrides.map(({ field, value }) => `${field}: ${value}`);
    this.log(
      plain(`${done.cvId.slice(0, 12)}: ${all.length === 0 ? 'nothing is corrected' : `corrected ${all.join('; ')}`}`),
    );
    return done;
  }
}
