import { Flags } from '@oclif/core';
import { exportSubject, loadConfig, renderSubjectExport, type SubjectExport } from '../../src/index.js';
import { BaseCommand } from '../_shared/base.js';
import { workspaceTexts } from '../_shared/settings.js';
import { who } from '../_shared/subject-args.js';

export default class SubjectExportCommand extends BaseCommand {
  static override summary = 'Write all that is held of a person as a ZIP (GDPR 15, 20)';
  static override description = `In it: data.json, which has everything from every place of the store, the files as they were handed in, and index.html, a page to read. What is said of others is left out. The file is there as a whole or not at all, and only its owner may read it.

All CVs of the candidate are in it. CVs that may be the same person's, but that nobody has merged, are not: \`cvmatch candidates list\`.`;
  static override examples = [
    '<%= config.bin %> subject export ada@example.com',
    '<%= config.bin %> subject export ./cvs/ada.pdf --output ada.zip',
    '<%= config.bin %> subject export "Ada Example" --json',
  ];
  static override args = { who };
  static override flags = {
    output: Flags.string({
      char: 'o',
      helpValue: 'FILE',
      description: 'the ZIP (default: subject-<candidate>.zip in this folder); one of that name is replaced',
    }),
  };

  async run(): Promise<SubjectExport> {
    const { args, flags } = await this.parse(SubjectExportCommand);
    const done = await exportSubject(loadConfig(workspaceTexts(flags)).values, args.who, flags.output);
    this.log(renderSubjectExport(done));
    return done;
  }
}
